/** The field that replies and notes are written in, and its keys. */
import type { RefObject } from 'preact';
import { useRef } from 'preact/hooks';
import type { Desk } from '../desk.ts';
import type { useReplies } from '../replies/slot.tsx';
import { t } from '../words.ts';
import { focusNewest } from './moving.ts';

/** Safari tells of the end of a composition before the Enter that ended it. */
const COMPOSED_JUST_NOW_MS = 60;

type Props = {
  desk: Desk;
  fieldRef: RefObject<HTMLTextAreaElement | null>;
  replies: ReturnType<typeof useReplies>;
  send(): void;
};

export function Field({ desk, fieldRef, replies, send }: Props) {
  const { conversation } = desk;
  const composedAt = useRef(-Infinity);
  const isNote = conversation.mode.value === 'note';

  const press = (event: KeyboardEvent) => {
    const composing = event.isComposing || event.keyCode === 229;
    if (composing || event.timeStamp - composedAt.current < COMPOSED_JUST_NOW_MS) return;
    if (replies.press(event)) return;
    const isTurning = event.code === 'Slash' && (event.ctrlKey || event.metaKey);
    if (isTurning) conversation.turn(isNote ? 'reply' : 'note');
    else if (event.key === 'ArrowUp' && conversation.draft.value === '') focusNewest();
    else if (event.key === 'Escape' && conversation.about.value && !isNote) conversation.unrefer();
    else if (event.key === 'Enter' && !event.shiftKey && !event.altKey) send();
    else return;
    event.preventDefault();
  };

  return (
    <textarea
      {...replies.aria}
      ref={fieldRef}
      rows={1}
      dir="auto"
      aria-label={t(isNote ? 'composer.note.label' : 'composer.label')}
      placeholder={t(isNote ? 'composer.note.placeholder' : 'composer.placeholder')}
      aria-invalid={conversation.draftProblem.value ? 'true' : undefined}
      aria-describedby="composer-hint"
      value={conversation.draft.value}
      onInput={(event) => conversation.write(event.currentTarget.value)}
      onCompositionEnd={(event) => (composedAt.current = event.timeStamp)}
      onKeyDown={press}
      onPaste={(event) => {
        const files = event.clipboardData?.files;
        if (!files?.length || isNote) return;
        // A picture copied from a page comes with its address as text, which nobody meant.
        event.preventDefault();
        conversation.attach(files);
      }}
    />
  );
}
