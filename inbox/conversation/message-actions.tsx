/**
 * What can be done with one message: under the pointer, or, where it has the focus, by keys. They lie beside the bubble
 * and take no room, so nothing moves.
 */
import type { Desk } from '../desk.ts';
import { Icon } from '../icons.tsx';
import { t } from '../words.ts';
import type { MessageLine } from './line-types.ts';
import { focusBeside } from './moving.ts';

type Props = { line: MessageLine; desk: Desk };

export function MessageActions({ line, desk }: Props) {
  const { quote, correct } = actionsOn(line, desk);
  if (!quote) return null;
  return (
    <span class="message-actions">
      <button
        type="button"
        data-part="quote-this"
        aria-label={t('quote')}
        aria-keyshortcuts="q"
        title={`${t('quote')} (Q)`}
        onClick={quote}
      >
        <Icon name="reply" />
      </button>
      {correct && (
        <button
          type="button"
          data-part="correct-this"
          aria-label={t('correct')}
          aria-keyshortcuts="c"
          title={`${t('correct')} (C)`}
          onClick={correct}
        >
          <Icon name="pen" />
        </button>
      )}
    </span>
  );
}

/** `q` quotes, `c` corrects, the arrows go on, and beyond the newest back to where replies are written. */
export function pressOn(event: KeyboardEvent & { currentTarget: HTMLElement }, line: MessageLine, desk: Desk): void {
  if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
  const { quote, correct } = actionsOn(line, desk);
  if (event.code === 'KeyQ') quote?.();
  else if (event.code === 'KeyC') correct?.();
  else if (event.key === 'ArrowUp') focusBeside(event.currentTarget, -1);
  else if (event.key === 'ArrowDown') focusBeside(event.currentTarget, 1) || focusField();
  else if (event.key === 'Escape') focusField();
  else return;
  event.preventDefault();
}

function actionsOn({ seq, side, text }: MessageLine, { conversation }: Desk) {
  const isLocked = conversation.handling.colleague.value !== null;
  if (seq === null || isLocked) return {};
  const then = (act: (of: number) => void) => () => {
    act(seq);
    focusField();
  };
  return { quote: then(conversation.quote), correct: side === 'own' && text ? then(conversation.correct) : undefined };
}

/** Next frame, because the field may have been another mode's. */
function focusField(): void {
  requestAnimationFrame(() => {
    const field = document.querySelector<HTMLTextAreaElement>('[data-part=composer] textarea');
    field?.focus();
    field?.setSelectionRange(field.value.length, field.value.length);
  });
}
