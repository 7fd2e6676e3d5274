/** The sheet of keys. */
import { useEffect, useRef } from 'preact/hooks';
import type { Desk } from './desk.ts';
import { KEYS } from './keyboard.ts';
import { Switch } from './switch.tsx';
import { t } from './words.ts';

const SIGNS: Record<string, string> = { ArrowDown: '↓', ArrowUp: '↑', Escape: 'Esc' };

export function Help({ desk }: { desk: Desk }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const shown = desk.helpShown.value;

  useEffect(() => {
    if (shown) dialog.current?.showModal();
    else dialog.current?.close();
  }, [shown]);

  return (
    <dialog ref={dialog} class="help" aria-labelledby="help-title" onClose={() => desk.showHelp(false)}>
      <h2 id="help-title">{t('keys')}</h2>
      <dl>
        {KEYS.map(({ keys, command, word }) => (
          <div key={command}>
            <dt>{t(word)}</dt>
            <dd>
              {keys.map((key) => (
                <kbd key={key}>{SIGNS[key] ?? key}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <Switch label={t('keys.on')} on={desk.keysOn.value} set={(on) => desk.setKeys(on)} />
      <div class="dialog-actions">
        <button class="button" type="button" onClick={() => desk.showHelp(false)}>
          {t('close')}
        </button>
      </div>
    </dialog>
  );
}
