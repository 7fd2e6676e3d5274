import { formatDay } from '@touchline/shared/dates.ts';
import type { Session } from './session.ts';

/** The player's conversations, newest activity first. */
export function Home({ session }: { session: Session }) {
  const { t, conversations, locale, now } = session;
  return (
    <ul class="home" data-part="home">
      {conversations.map(({ id, replica, unread, lastMessage }) => (
        <li key={id}>
          <button type="button" data-part="conversation" onClick={() => session.show(id)}>
            <b>{replica.state.topic ? t(`topic.${replica.state.topic}`) : session.site.name}</b>
            <time>{lastMessage && formatDay(lastMessage.at, locale, now, t)}</time>
            <span class="snippet">{lastMessage?.text}</span>
            {unread > 0 && (
              <span class="count">
                <span aria-hidden="true">{unread}</span>
                <span class="sr">{t('home.unread', { count: unread })}</span>
              </span>
            )}
          </button>
        </li>
      ))}
    </ul>
  );
}
