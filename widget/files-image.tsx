/**
 * An image of a message. Its room is kept from the first moment on; the image itself is fetched when it comes near the
 * screen. Where the page's policy forbids it, or there is none to be had, a file stands in the same room.
 */
import { Component, createRef } from 'preact';
import { type FileProps, SentFile } from './files-card.tsx';
import { Picture } from './files-drawn.tsx';
import { type Link, linksOf } from './files-links.ts';
import { Lightbox } from './lightbox.tsx';

type State = { link: Link | undefined; isBroken: boolean; isLarge: boolean };

const NEAR = '400px';
const WIDTH_MAX_PX = 240;
const HEIGHT_MAX_PX = 240;
const SIDE_MIN_PX = 56;
/** For a file's name where the image would have been small. */
const NAME_MIN_WIDTH = '180px';
const UNKNOWN = { width: 4, height: 3 };

export class SentImage extends Component<FileProps, State> {
  override state: State = { link: undefined, isBroken: false, isLarge: false };
  place = createRef<HTMLButtonElement>();
  watcher: IntersectionObserver | undefined;

  override componentDidMount() {
    this.look();
  }

  override componentDidUpdate() {
    this.look();
  }

  override componentWillUnmount() {
    this.watcher?.disconnect();
  }

  /** Asks for the address, once it is worth it. */
  look() {
    const { current: place } = this.place;
    if (this.watcher || !place || !this.props.isHere) return;
    this.watcher = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        this.watcher?.disconnect();
        this.fetch();
      },
      { root: place.closest('.scroll'), rootMargin: NEAR },
    );
    this.watcher.observe(place);
  }

  fetch() {
    const { session, conversation, file } = this.props;
    linksOf(session.client)
      .get(conversation, file.id)
      .then((link) => this.setState({ link }));
  }

  /** Of an address that has run out in the meantime there may be a better one. */
  failed = () => {
    const { link } = this.state;
    if (link && linksOf(this.props.session.client).good(link.of) === link) this.setState({ isBroken: true });
    else this.fetch();
  };

  close = () => {
    this.setState({ isLarge: false });
    this.place.current?.focus();
  };

  render(props: FileProps, { link, isBroken, isLarge }: State) {
    const { file, session, t, isHere } = props;
    const local = session.client.player.sender?.enclosing?.chosen?.find(file.id);
    const style = roomFor(local?.width ? local : file);
    if (isBroken) {
      return (
        <div class="image" data-part="broken-image" style={{ ...style, minWidth: NAME_MIN_WIDTH }}>
          <SentFile {...props} />
        </div>
      );
    }
    return [
      <button
        ref={this.place}
        class="image"
        type="button"
        data-part="image"
        style={style}
        disabled={!isHere}
        aria-label={t('files.enlarge', { name: file.name })}
        onClick={() => this.setState({ isLarge: true })}
      >
        {local?.picture ? (
          <Picture of={local} />
        ) : (
          link && <img src={session.host.url(link.preview ?? link.url)} alt="" onError={this.failed} />
        )}
      </button>,
      isLarge && <Lightbox {...props} close={this.close} />,
    ];
  }
}

/** Fits it into the largest room there is; the narrowest screen has less, and CSS keeps the proportions then. */
function roomFor({ width, height }: { width?: number | undefined; height?: number | undefined }) {
  const size = width && height ? { width, height } : UNKNOWN;
  const scale = Math.min(WIDTH_MAX_PX / size.width, HEIGHT_MAX_PX / size.height, width ? 1 : Number.POSITIVE_INFINITY);
  const [wide, high] = [size.width, size.height].map((side) => Math.max(SIDE_MIN_PX, Math.round(side * scale)));
  return { width: `${wide}px`, height: `${high}px` };
}
