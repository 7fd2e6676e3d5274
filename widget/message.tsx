/** One message. */
import { formatTime } from '@touchline/shared/dates.ts';
import type { Translate } from '@touchline/shared/words.ts';
import { Bubble } from './bubble.tsx';
import { Drawing } from './drawing.tsx';
import type { EnclosedViews } from './enclosed-views.ts';
import { Failed } from './failed.tsx';
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
  /** Undefined until there is more than text to show, and they have come. */
  enclosed: EnclosedViews | undefined;
  /** The words that come later. */
  more: Translate | undefined;
  /** The one whose answer button the Tab key finds; arrows lead on from there. */
  isTabbed: boolean;
};

export class Message extends Pure<Props> {
  answer = () => {
    const { seq, session } = this.props;
    const { enclosing } = session.client.player.sender ?? {};
    enclosing?.answer(seq);
    enclosing?.focus();
  };

  render({ clientId, seq, text, language, translation, views, at, from, state, ...rest }: Props) {
    const { isFirst, isLast, isNewest, locale, session, carried, enclosed, more, isTabbed } = rest;
    const { t } = session;
    const isOwn = !from;
    const isFailed = state === 'failed';
    // Beside the bubble, or, where there is none, or more than that, in the margin.
    const isApart = isOwn || !text || !!translation;
    const reply = more && seq && (
      <button
        class={isApart ? 'reply apart' : 'reply'}
        type="button"
        data-part="reply"
        aria-label={more('reply.to')}
        title={more('reply.to')}
        tabIndex={isTabbed ? 0 : -1}
        onClick={this.answer}
      >
        <Drawing path="m9 6-5 5 5 5m-5-5h9a7 7 0 0 1 7 7" />
      </button>
    );
    return (
      <li
        class={`message${isOwn ? ' own' : ''}${isFirst ? ' first' : ''}${isLast ? ' last' : ''}`}
        data-part="message"
        data-client-id={clientId}
        data-seq={seq}
        data-state={state}
        // Where whoever jumps to it arrives.
        tabIndex={-1}
      >
        <span class={isFirst && !isOwn ? 'from' : 'sr'}>{isOwn ? t('message.you') : <bdi>{from}</bdi>}</span>
        {isApart && reply}
        {more && enclosed && <enclosed.Before {...rest} corrects={carried?.corrects} more={more} />}
        {translation && views ? (
          <views.Translated text={text} language={language} translation={translation} locale={locale} t={t} />
        ) : (
          text && <Bubble text={text} language={language} />
        )}
        {!isApart && reply}
        {more && enclosed && carried && (
          <enclosed.After carried={carried} isHere={seq !== undefined} session={session} more={more} />
        )}
        {isFailed && <Failed clientId={clientId} text={text} error={rest.error} session={session} more={more} />}
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
