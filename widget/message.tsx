/** One message. */
import { formatTime } from '@touchline/shared/dates.ts';
import { Bubble } from './bubble.tsx';
import { Drawing } from './drawing.tsx';
import { Part } from './parts.tsx';
import { Pure } from './pure.ts';
import type { Session } from './session.ts';
import type { MessageRow } from './timeline.ts';

type Props = Omit<MessageRow, 'key'> & {
  clientId: string;
  /** Whether to say how far it has got. */
  isNewest: boolean;
  locale: string;
  session: Session;
  /** The one whose answer button the Tab key finds; arrows lead on from there. */
  isTabbed: boolean;
};

export class Message extends Pure<Props> {
  answer = () => {
    const { seq, session } = this.props;
    // At once: a moment after the tap a phone keeps its keyboard.
    session.focus();
    session.client.player.sender?.enclose().then((enclosing) => enclosing.answer(seq), String);
  };

  render({ clientId, seq, text, language, translation, at, from, state, ...rest }: Props) {
    const { isFirst, isLast, isNewest, locale, session, carried, isTabbed } = rest;
    const { t } = session;
    const isOwn = !from;
    const isFailed = state === 'failed';
    // Beside the bubble, or, where there is none, or more than that, in the margin.
    const isApart = isOwn || !text || !!translation;
    const bubble = <Bubble text={text} language={language} session={session} />;
    const reply = seq && (
      <button
        class={isApart ? 'reply apart' : 'reply'}
        type="button"
        data-part="reply"
        aria-label={t('reply.to')}
        title={t('reply.to')}
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
        {(rest.quoted || carried?.corrects || rest.isCorrected) && (
          <Part name="Before" {...rest} corrects={carried?.corrects} />
        )}
        {translation ? (
          <Part
            name="Translated"
            session={session}
            text={text}
            language={language}
            translation={translation}
            locale={locale}
          >
            {bubble}
          </Part>
        ) : (
          text && bubble
        )}
        {!isApart && reply}
        {carried && <Part name="After" session={session} carried={carried} isHere={seq !== undefined} />}
        {isFailed && <Part name="Failed" session={session} clientId={clientId} text={text} error={rest.error} />}
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
