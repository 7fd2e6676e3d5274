import { translationsFor } from '@touchline/shared/client/translations.ts';
import { formatDay } from '@touchline/shared/dates.ts';
import { directionOf } from './direction.ts';
import type { Session } from './session.ts';
import type { Thread } from './threads.ts';

/** The player's conversations, newest activity first. */
export function Home({ session }: { session: Session }) {
  const { t, conversations, locale, now } = session;
  return (
    <ul class="home" data-part="home">
      {conversations.map((thread) => {
        const { id, replica, unread, lastMessage } = thread;
        const snippet = newestText(thread);
        return (
          <li key={id}>
            <button type="button" data-part="conversation" onClick={() => session.show(id)}>
              <b>{replica.state.topic ? t(`topic.${replica.state.topic}`) : session.site.name}</b>
              <time>{lastMessage && formatDay(lastMessage.at, locale, now, t)}</time>
              <span class="snippet" dir={directionOf(snippet)}>
                {snippet}
              </span>
              {unread > 0 && (
                <span class="count">
                  <span aria-hidden="true">{unread}</span>
                  <span class="sr">{t('home.unread', { count: unread })}</span>
                </span>
              )}
            </button>
          </li>
        );
      })}
    </ul>
  );
}

/** As the player reads it. */
export function newestText({ replica: { events, state }, lastMessage }: Thread): string {
  const seq = events.reduce((newest, event) => (event.type === 'message' ? event.seq : newest), 0);
  return translationsFor(state, events).get(seq)?.text ?? lastMessage?.text ?? '';
}
