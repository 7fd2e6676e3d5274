/** What a message answers or puts right: above its text, and above the field while the answer is being written. */
import type { Message } from '@touchline/shared/conversation.ts';
import { Drawing } from './drawing.tsx';
import type { PartProps } from './part-props.ts';
import type { Session } from './session.ts';

export { default as css } from './styles/replies.css?inline';

/** `text`: as this player reads it. Undefined for one that is not loaded. */
export type Quoted = { seq: number; message: Message | undefined; text: string };
type Props = PartProps & {
  quoted: Quoted | undefined;
  corrects: number | undefined;
  isCorrected: boolean;
};

export function Before({ quoted, corrects, isCorrected, session, t }: Props) {
  const seek = (seq: number) =>
    session.client.player.sender?.enclose().then((enclosing) => enclosing.seek(seq), String);
  return [
    quoted && (
      <button class="quote" type="button" data-part="quote" onClick={() => seek(quoted.seq)}>
        <span class="sr">{t('reply.jump')}: </span>
        {quoted.message ? <Said quoted={quoted} session={session} /> : t('reply.earlier')}
      </button>
    ),
    corrects && (
      <button class="correction" type="button" data-part="corrects" onClick={() => seek(corrects)}>
        {t('correction.of')}
      </button>
    ),
    isCorrected && (
      <p class="correction" data-part="corrected">
        {t('correction.by')}
      </p>
    ),
  ];
}

/** Above the field: what the next text answers. */
export function Answering({ session, t }: PartProps) {
  const { events, client } = session;
  const { enclosing } = client.player.sender ?? {};
  const message = events.find(({ seq }) => seq === enclosing?.replyTo);
  if (message?.type !== 'message') return null;
  return (
    <div class="answering" data-part="answering" role="status">
      <p class="quote">
        <Said quoted={{ seq: message.seq, message, text: message.text }} session={session} />
      </p>
      <button
        class="icon"
        type="button"
        aria-label={t('reply.cancel')}
        onClick={() => {
          enclosing?.answer(undefined);
          session.focus();
        }}
      >
        <Drawing path="m7 7 10 10M17 7 7 17" />
      </button>
    </div>
  );
}

function Said({ quoted: { message, text }, session: { t } }: { quoted: Quoted; session: Session }) {
  const author = message?.author;
  const shown = text || message?.files?.map(({ name }) => name).join(', ') || '';
  return [
    <b>{author?.kind === 'operator' ? <bdi>{author.name}</bdi> : author?.kind === 'player' && t('message.you')}</b>,
    <span dir="auto">{shown}</span>,
  ];
}
