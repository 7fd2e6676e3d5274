/**
 * Under a reply that may still be called back: the time running out, and the way back. Escape and Ctrl+Z do it too,
 * wherever the focus is; while something else is being written Ctrl+Z is that text's.
 */
import { useEffect } from 'preact/hooks';
import type { Desk } from '../desk.ts';
import { t } from '../words.ts';

export function Undo({ desk }: { desk: Desk }) {
  const { undo, undoS, draft } = desk.conversation;

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.isComposing || document.querySelector('dialog[open], [popover]:popover-open')) return;
      const isUndo = event.code === 'KeyZ' && (event.ctrlKey || event.metaKey) && !event.shiftKey;
      if (event.key !== 'Escape' && !(isUndo && !draft.peek())) return;
      event.preventDefault();
      event.stopPropagation();
      undo();
    };
    // Before the page takes Escape for a step back.
    addEventListener('keydown', press, { capture: true });
    return () => removeEventListener('keydown', press, { capture: true });
  }, []);

  return (
    <span class="state undo" data-part="undo-wait">
      <span class="undo-bar" data-seconds={undoS.value} aria-hidden="true" />
      <span>{t('undo.waiting')}</span>
      <button type="button" data-part="undo" onClick={() => undo()}>
        {t('undo')}
      </button>
    </span>
  );
}
