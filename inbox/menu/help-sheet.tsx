/** All keys, in groups, and found by what they do. */
import { useSignal } from '@preact/signals';
import type { Desk } from '../desk.ts';
import { Dialog } from '../dialog.tsx';
import { type Command, GROUPS, type Group, KEYS } from '../keyboard.ts';
import { t } from '../page-words.ts';
import { Switch } from '../switch.tsx';
import { KeySigns } from './key-signs.tsx';
import { wordsIn } from './matching.ts';
import './menu.css';

type Shown = { keys: readonly string[]; mod?: true; command: Command; group: Group; word: Parameters<typeof t>[0] };

export function HelpSheet({ desk }: { desk: Desk }) {
  const typed = useSignal('');
  const isWanted = wordsIn(typed.value);
  const shown = (KEYS as readonly Shown[]).filter(({ word }) => isWanted(t(word)));
  return (
    <Dialog shown={desk.helpShown.value} title={t('keys')} class="help" close={() => desk.showHelp(false)}>
      <input
        class="input"
        type="search"
        aria-label={t('keys.find')}
        placeholder={t('keys.find')}
        value={typed.value}
        onInput={(event) => (typed.value = event.currentTarget.value)}
      />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section class="help-groups" tabIndex={0} aria-label={t('keys')}>
        {shown.length === 0 && <p class="soft">{t('keys.none')}</p>}
        <div class="help-columns">
          {GROUPS.map((group) => (
            <Keys key={group} group={group} keys={shown.filter((one) => one.group === group)} />
          ))}
        </div>
      </section>
      <Switch label={t('keys.on')} on={desk.keysOn.value} set={(on) => desk.setKeys(on)} />
      <div class="dialog-actions">
        <button class="button" type="button" onClick={() => desk.showHelp(false)}>
          {t('close')}
        </button>
      </div>
    </Dialog>
  );
}

function Keys({ group, keys }: { group: Group; keys: readonly Shown[] }) {
  if (keys.length === 0) return null;
  return (
    <section>
      <h3>{t(`keys.group.${group}`)}</h3>
      <dl>
        {keys.map(({ keys, mod, command, word }) => (
          <div key={`${command}${mod}`}>
            <dt>{t(word)}</dt>
            <dd>
              <KeySigns keys={keys} mod={mod} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
