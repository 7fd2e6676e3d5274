/** Where the player writes. Enter sends, Shift and Enter makes a line; a text is never cut. */
import { Component, createRef } from 'preact';
import { Icon } from './icons.tsx';
import type { Later } from './later-type.ts';
import type { Session } from './session.ts';

const HEIGHT_MAX_PX = 136;

type Props = { session: Session; later: Later | undefined };

export class Composer extends Component<Props> {
  place = createRef<HTMLTextAreaElement>();
  composedAt = 0;

  /** On the page whenever anything below is called. */
  get field() {
    return this.place.current as HTMLTextAreaElement;
  }

  override componentDidMount() {
    this.grow();
  }

  override componentDidUpdate() {
    this.grow();
  }

  /** As high as its text, up to a third of a small screen. */
  grow() {
    const { field } = this;
    field.style.height = 'auto';
    field.style.height = `${Math.min(field.scrollHeight, HEIGHT_MAX_PX)}px`;
  }

  send = (event: Event) => {
    event.preventDefault();
    this.props.session.send();
    this.field.focus();
  };

  key = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey) return;
    // Safari ends the composition before it tells of the Enter that ended it.
    if (event.isComposing || event.keyCode === 229 || event.timeStamp - this.composedAt < 50) return;
    this.send(event);
  };

  render({ session, later }: Props) {
    const { t, draft, client } = session;
    const { enclosing } = client.player.sender ?? {};
    const { isSendable, left } = draft.verdict;
    return (
      <form class="composer" onSubmit={this.send}>
        {later && enclosing?.replyTo && <later.Part name="Answering" session={session} />}
        {later && enclosing?.chosen && <later.Part name="Chips" session={session} />}
        {later && left !== undefined && <later.Part name="Limit" session={session} left={left} />}
        {later && <later.Clip session={session} />}
        <textarea
          ref={this.place}
          data-part="composer"
          rows={1}
          // Empty it runs as the panel does, and so does what it asks for.
          dir={draft.text ? 'auto' : undefined}
          enterkeyhint="send"
          aria-label={t('composer.placeholder')}
          aria-describedby={left === undefined ? undefined : 'limit'}
          // An empty one is not sendable either, but no mistake.
          aria-invalid={left !== undefined && !isSendable}
          placeholder={t('composer.placeholder')}
          value={draft.text}
          onInput={(event) => session.write(event.currentTarget.value)}
          onKeyDown={this.key}
          onCompositionEnd={(event) => {
            this.composedAt = event.timeStamp;
          }}
        />
        <button
          class="send"
          type="submit"
          data-part="send"
          aria-label={t('composer.send')}
          disabled={!isSendable}
          // Or the phone's keyboard would close with every message.
          onMouseDown={(event) => event.preventDefault()}
        >
          <Icon name="send" />
        </button>
      </form>
    );
  }
}
