/** One message. Its text is shown as text, with links to http and https alone. */
import { formatTime } from '@touchline/shared/dates.ts';
import { directionOf } from './direction.ts';
import { Icon } from './icons.tsx';
import { splitLinks } from './links.ts';
import { Pure } from './pure.ts';
import type { Session } from './session.ts';
import type { MessageRow } from './timeline.ts';

type Props = Omit<MessageRow, 'key'> & {
  clientId: string;
  /** Whether to say how far it has got. */
  isNewest: boolean;
  locale: string;
  session: Session;
};

export class Message extends Pure<Props> {
  render({ clientId, seq, text, at, from, state, isFirst, isLast, isNewest, locale, session }: Props) {
    const { t, client } = session;
    const isOwn = !from;
    const isFailed = state === 'failed';
    return (
      <li
        class={`message${isOwn ? ' own' : ''}${isFirst ? ' first' : ''}${isLast ? ' last' : ''}`}
        data-part="message"
        data-client-id={clientId}
        data-seq={seq}
        data-state={state}
      >
        <span class={isFirst && !isOwn ? 'from' : 'sr'}>{isOwn ? t('message.you') : from}</span>
        <p class="bubble" data-part="text" dir={directionOf(text)}>
          {splitLinks(text).map(({ text: piece, href, realHost }) =>
            href ? (
              <a href={href} target="_blank" rel="noopener nofollow" data-host={realHost}>
                {piece}
              </a>
            ) : (
              piece
            ),
          )}
        </p>
        {isFailed && (
          <p class="failed">
            <Icon name="failed" />
            {t('message.failed')}
            <button type="button" onClick={() => client.player.sender?.retry(clientId)}>
              {t('message.retry')}
            </button>
            <button type="button" onClick={() => client.player.sender?.discard(clientId)}>
              {t('message.discard')}
            </button>
          </p>
        )}
        {isLast && !isFailed && (
          <p class="meta">
            <time dateTime={new Date(at).toISOString()}>{formatTime(at, locale)}</time>
            {isOwn && (isNewest || state === 'sending') && <span data-part="state">{t(`message.${state}`)}</span>}
          </p>
        )}
      </li>
    );
  }
}
