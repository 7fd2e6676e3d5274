/** Where the player writes. Enter sends, Shift and Enter makes a line; a text is never cut. */
import { Component, createRef } from 'preact';
import { Icon } from './icons.tsx';
import type { Session } from './session.ts';

const HEIGHT_MAX_PX = 136;

export class Composer extends Component<{ session: Session }> {
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

  render({ session }: { session: Session }) {
    const { t, draft } = session;
    const { isSendable, left } = draft.verdict;
    const isOver = left !== undefined && !(left >= 0);
    return (
      <form class="composer" onSubmit={this.send}>
        {left !== undefined && (
          <p class={isOver ? 'limit over' : 'limit'} id="limit" role="status" data-part="limit">
            {Number.isNaN(left)
              ? t('composer.tooLong')
              : t(isOver ? 'composer.over' : 'composer.left', { count: Math.abs(left) })}
          </p>
        )}
        <textarea
          ref={this.place}
          data-part="composer"
          rows={1}
          dir="auto"
          enterkeyhint="send"
          aria-label={t('composer.placeholder')}
          aria-describedby={left === undefined ? undefined : 'limit'}
          aria-invalid={isOver}
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
