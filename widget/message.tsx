/** One message. */
import { formatTime } from '@touchline/shared/dates.ts';
import { Bubble } from './bubble.tsx';
import { Icon } from './icons.tsx';
import { Pure } from './pure.ts';
import type { Session } from './session.ts';
import type { MessageRow } from './timeline.ts';
import type { TranslationViews } from './translation-views.ts';

type Props = Omit<MessageRow, 'key'> & {
  clientId: string;
  /** Whether to say how far it has got. */
  isNewest: boolean;
  locale: string;
  session: Session;
  /** Undefined until there is a translation to show, and they have come. */
  views: TranslationViews | undefined;
};

export class Message extends Pure<Props> {
  render({ clientId, seq, text, language, translation, views, at, from, state, ...rest }: Props) {
    const { isFirst, isLast, isNewest, locale, session } = rest;
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
        <span class={isFirst && !isOwn ? 'from' : 'sr'}>{isOwn ? t('message.you') : <bdi>{from}</bdi>}</span>
        {translation && views ? (
          <views.Translated text={text} language={language} translation={translation} locale={locale} t={t} />
        ) : (
          <Bubble text={text} language={language} />
        )}
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
