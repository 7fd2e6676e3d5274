/** How long a reply may be called back after it was sent. */
import type { Desk } from '../desk.ts';
import { MenuButton } from '../popover-menu.tsx';
import { t } from '../words.ts';
import { UNDO_CHOICES_S } from './sending.ts';

export function ComposerMenu({ desk }: { desk: Desk }) {
  const { undoS, setUndo } = desk.conversation;
  return (
    <MenuButton id="composer-menu" icon="clock" label={t('undo.setting')} look="bare" class="composer-menu">
      <fieldset>
        <legend>{t('undo.setting')}</legend>
        {UNDO_CHOICES_S.map((seconds) => (
          <label key={seconds} class="menu-item">
            <input
              type="radio"
              name="undo"
              value={seconds}
              checked={undoS.value === seconds}
              onChange={() => setUndo(seconds)}
            />
            {seconds === 0 ? t('undo.off') : t('undo.seconds', { count: seconds })}
          </label>
        ))}
      </fieldset>
    </MenuButton>
  );
}
