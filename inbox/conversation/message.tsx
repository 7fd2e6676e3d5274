/** One message. The text is a text node and nothing else; what is said about it stands beside it. */
import { useSignal } from '@preact/signals';
import type { Desk } from '../desk.ts';
import { t, tOr } from '../words.ts';
import { Files } from './files.tsx';
import type { MessageLine } from './line-types.ts';
import { LinkedSide } from './linked-side.tsx';
import { MessageActions, pressOn } from './message-actions.tsx';
import { MessageState } from './message-state.tsx';
import { QuoteView } from './quote.tsx';
import { SubjectLine } from './subject.tsx';
import { Awaited, Problem, Reading, Received } from './translation.tsx';

/** `past`: the earlier conversation that it is of; there is nothing to be done with it. */
type Props = { line: MessageLine; desk: Desk; past?: string };

export function MessageBubble({ line, desk, past }: Props) {
  const original = useSignal(false);
  const pointed = useSignal(false);
  const { translated } = line;
  const isRead = line.side === 'player' && translated !== null && translated.text !== null;
  const shown = isRead && !original.value ? translated : line;
  const isPlaced = line.seq !== null && !past;
  return (
    <article
      class={`message ${line.side}${line.first ? ' first' : ''}`}
      data-part={past ? 'past-message' : 'message'}
      data-client-id={line.key}
      data-seq={line.seq ?? undefined}
      data-state={line.state}
      data-delivered={line.delivered || undefined}
      data-corrected={line.corrected || undefined}
      data-marked={line.marked || undefined}
      tabIndex={isPlaced ? -1 : undefined}
      onPointerEnter={() => (pointed.value = true)}
      onPointerLeave={() => (pointed.value = false)}
      onFocusIn={() => (pointed.value = true)}
      onFocusOut={() => (pointed.value = false)}
      onKeyDown={(event) => isPlaced && pressOn(event, line, desk)}
    >
      {line.first && line.side === 'colleague' && <bdi class="author">{line.name}</bdi>}
      {line.corrects !== null && <p class="correction">{t('correction')}</p>}
      <div class="bubble">
        <QuoteView line={line} desk={desk} />
        {line.about && <SubjectLine subject={line.about} />}
        {shown.text && <LinkedSide part="text" text={shown.text} language={shown.language ?? undefined} />}
        {line.files && (
          <Files files={line.files} conversation={past ?? desk.conversation.id.peek() ?? ''} desk={desk} />
        )}
        {pointed.value && isPlaced && <MessageActions line={line} desk={desk} />}
      </div>
      {isRead && <Reading line={line} original={original} />}
      {!isRead && translated?.text && <Received text={translated.text} language={translated.language} />}
      {translated?.problem && <Problem line={line} problem={translated.problem} />}
      {line.rendering === 'awaited' && <Awaited line={line} desk={desk} />}
      <MessageState line={line} desk={desk} />
      {line.state === 'failed' && <Failed clientId={line.key} error={line.error} desk={desk} />}
    </article>
  );
}

export function Failed({ clientId, error, desk }: { clientId: string; error: string | null; desk: Desk }) {
  const { conversation } = desk;
  return (
    <div class="failed">
      <span class="problem">{tOr(`message.failed.${error}`, t('message.failed'))}</span>
      <button class="button" type="button" onClick={() => conversation.retry(clientId)}>
        {t('message.retry')}
      </button>
      <button class="button bare" type="button" onClick={() => conversation.takeBack(clientId)}>
        {t('message.edit')}
      </button>
    </div>
  );
}
