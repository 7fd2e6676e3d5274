import { translationsFor } from '@touchline/shared/client/translations.ts';
import { formatDay } from '@touchline/shared/dates.ts';
import { directionOf } from '@touchline/shared/direction.ts';
import { referenceOf } from '@touchline/shared/reference.ts';
import type { Translate } from '@touchline/shared/words.ts';
import { Component, createRef } from 'preact';
import { beginAnother } from './another.ts';
import type { PartProps } from './part-props.ts';
import type { Session } from './session.ts';
import type { Thread } from './threads.ts';

export { default as css } from './styles/home.css?inline';

/** The player's conversations, newest activity first, and the way to another one. */
export class Home extends Component<PartProps> {
  place = createRef<HTMLDivElement>();

  override componentDidMount() {
    this.place.current?.focus();
  }

  render({ session, t }: PartProps) {
    return (
      <div class="home" data-part="home" ref={this.place} tabIndex={-1}>
        <ul>
          {session.conversations.map((thread) => (
            <li key={thread.id}>
              <Conversation thread={thread} session={session} t={t} />
            </li>
          ))}
        </ul>
        <button class="another" type="button" data-part="new-conversation" onClick={() => beginAnother(session)}>
          {t('home.new')}
        </button>
      </div>
    );
  }
}

function Conversation({ thread, session, t }: { thread: Thread; session: Session; t: Translate }) {
  const { id, replica, unread, lastMessage } = thread;
  const { topic, status } = replica.state;
  const snippet = newestText(thread) || (lastMessage?.files ? t('home.files', { count: lastMessage.files }) : '');
  return (
    <button type="button" data-part="conversation" onClick={() => show(session, id)}>
      <b>{topic ? session.t(`topic.${topic}`) : session.site.name}</b>
      <time>{lastMessage && formatDay(lastMessage.at, session.locale, session.now, session.t)}</time>
      <span class="snippet" dir={directionOf(snippet)}>
        {snippet}
      </span>
      {unread > 0 && (
        <span class="count">
          <span aria-hidden="true">{unread}</span>
          <span class="sr">{t('home.unread', { count: unread })}</span>
        </span>
      )}
      <small>
        <span data-part="conversation-status">{t(`home.${status}`)}</span>
        {' · '}
        <span class="sr">{t('details.reference')} </span>
        <bdi data-part="reference">{referenceOf(id)}</bdi>
      </small>
    </button>
  );
}

function show(session: Session, conversation: string) {
  session.show(conversation);
  // After it has been drawn: the button that had the focus is gone.
  session.client.clock.after(0, () =>
    session.host.box.querySelector<HTMLElement>('[data-part=thread]')?.focus({ preventScroll: true }),
  );
}

/** As the player reads it. */
export function newestText({ replica: { events, state }, lastMessage }: Thread): string {
  const seq = events.reduce((newest, event) => (event.type === 'message' ? event.seq : newest), 0);
  return translationsFor(state, events).get(seq)?.text ?? lastMessage?.text ?? '';
}
