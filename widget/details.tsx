/** The conversation's reference, a copy of it to keep, and another one beside it. */
import { referenceOf } from '@touchline/shared/reference.ts';
import { Component, createRef } from 'preact';
import { beginAnother } from './another.ts';
import { dismissal } from './dismissal.ts';
import type { PartProps } from './part-props.ts';
import { transcriptsOf } from './transcripts.ts';

export { default as css } from './styles/details.css?inline';

type Props = PartProps & { close(): void };
type State = { isCopied: boolean };

export class Details extends Component<Props, State> {
  override state: State = { isCopied: false };
  place = createRef<HTMLDivElement>();
  stop = () => {};

  override componentDidMount() {
    const { session, close } = this.props;
    const { client, host } = session;
    const { current } = client.player;
    this.stop = dismissal(this.place.current?.parentElement as HTMLElement, host.box, close);
    // Now, and not with the tap: what opens a tab a moment after the tap is taken for an advertisement.
    if (current) transcriptsOf(client).ask(current);
  }

  override componentWillUnmount() {
    this.stop();
  }

  copy = ({ currentTarget }: Event) => {
    const text = (currentTarget as HTMLElement).parentElement?.querySelector('bdi') as HTMLElement;
    navigator.clipboard?.writeText(text.textContent).then(
      () => this.setState({ isCopied: true }),
      // Not allowed on this page: marked, the player copies it by themselves.
      () => getSelection()?.selectAllChildren(text),
    );
  };

  another = () => {
    this.props.close();
    beginAnother(this.props.session);
  };

  render({ session, t, close }: Props, { isCopied }: State) {
    const { client } = session;
    const { current = '' } = client.player;
    const transcript = transcriptsOf(client).of(current);
    return (
      <div class="details" data-part="details" ref={this.place}>
        <p>
          <span>
            {t('details.reference')} <bdi data-part="reference">{referenceOf(current)}</bdi>
          </span>
          <button type="button" data-part="copy" onClick={this.copy}>
            {t(isCopied ? 'details.copied' : 'details.copy')}
          </button>
          <span class="sr" role="status">
            {isCopied && t('details.copied')}
          </span>
        </p>
        {transcript ? (
          <a
            class="row"
            data-part="transcript"
            href={forReader(session.host.url(transcript), session.locale)}
            target="_blank"
            rel="noopener nofollow"
            onClick={close}
          >
            {t('details.transcript')}
            <span class="sr"> ({session.t('message.newTab')})</span>
          </a>
        ) : (
          <p class="row quiet">{t('details.preparing')}</p>
        )}
        <button class="row" type="button" data-part="another" onClick={this.another}>
          {t('home.new')}
        </button>
      </div>
    );
  }
}

/** In the language of the panel, and in the time of this device. */
function forReader(url: string, locale: string): string {
  const address = new URL(url, location.href);
  address.searchParams.set('language', locale);
  address.searchParams.set('zone', Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC');
  return address.href;
}
