/** One image over the whole page. Escape, Back on a phone, and a tap beside it close it; focus stays within. */
import { Component, createRef } from 'preact';
import { Drawing } from './drawing.tsx';
import type { FileProps } from './files-card.tsx';
import { type Link, linksOf } from './files-links.ts';
import { isPhone } from './is-phone.ts';

type Props = FileProps & { close(): void };
type State = { link: Link | undefined };

const MARK = 'touchlineImage';

export class Lightbox extends Component<Props, State> {
  override state: State = { link: undefined };
  button = createRef<HTMLButtonElement>();

  override componentDidMount() {
    const { session, conversation, file } = this.props;
    linksOf(session.client)
      .get(conversation, file.id)
      .then((link) => this.setState({ link }));
    this.button.current?.focus();
    if (!isPhone()) return;
    // The panel's own entry stays below, so that this Back does not close the panel too.
    history.pushState({ ...history.state, [MARK]: true }, '');
    addEventListener('popstate', this.back);
  }

  override componentWillUnmount() {
    removeEventListener('popstate', this.back);
    if (history.state?.[MARK]) history.back();
  }

  back = () => this.props.close();

  key = (event: KeyboardEvent) => {
    // The panel has its own ideas about both.
    event.stopPropagation();
    if (event.key === 'Escape') this.props.close();
    // There is one thing to focus.
    if (event.key === 'Tab') event.preventDefault();
  };

  render({ file, session, t, close }: Props, { link }: State) {
    return (
      <div
        class="lightbox"
        role="dialog"
        aria-modal="true"
        aria-label={file.name}
        data-part="lightbox"
        onKeyDown={this.key}
        onClick={close}
      >
        {link && <img src={session.host.url(link.url)} alt={file.name} width={file.width} height={file.height} />}
        <button class="icon" type="button" ref={this.button} aria-label={t('files.close')} onClick={close}>
          <Drawing path="m6 6 12 12M18 6 6 18" />
        </button>
      </div>
    );
  }
}
