/** Who will read what is being written: the player, or operators only. A key turns it: N on the page, Ctrl+/ in the field. */
import type { RefObject } from 'preact';
import type { Desk } from '../desk.ts';
import { Icon } from '../icons.tsx';
import { t } from '../words.ts';
import type { Mode } from './composing.ts';

const MODES: readonly Mode[] = ['reply', 'note'];

export function Modes({ desk, fieldRef }: { desk: Desk; fieldRef: RefObject<HTMLTextAreaElement | null> }) {
  const { conversation } = desk;
  const choose = (mode: Mode) => {
    conversation.turn(mode);
    // Where a colleague answers the field comes with the note.
    requestAnimationFrame(() => fieldRef.current?.focus());
  };
  return (
    <fieldset class="modes" aria-label={t('composer.modes')}>
      {MODES.map((mode) => (
        <button
          key={mode}
          type="button"
          data-mode={mode}
          aria-pressed={conversation.mode.value === mode}
          aria-keyshortcuts={mode === 'note' ? 'n Control+/' : 'r'}
          onClick={() => choose(mode)}
        >
          {mode === 'note' && <Icon name="lock" size={12} />}
          {t(mode === 'note' ? 'composer.mode.note' : 'composer.mode.reply')}
        </button>
      ))}
    </fieldset>
  );
}
