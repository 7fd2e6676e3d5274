/** A new key for a program: its name, what it may, and for how long. */
import { useSignal } from '@preact/signals';
import type { ApiScope } from '@touchline/shared/api.ts';
import { t } from '../../office/words.ts';
import { Field } from '../../setup/field.tsx';
import { NumberField } from '../controls.tsx';
import type { Programs } from './model.ts';
import './programs.css';

/** Within a group in the order of what they can do. */
const GROUPS = {
  desk: ['desk:read', 'desk:write', 'contacts:read', 'contacts:write'],
  running: ['floor:read', 'reports:read', 'people:read', 'people:write'],
  settings: ['settings:read', 'settings:write', 'sites:write', 'keys:write'],
  privacy: ['players:write'],
} as const satisfies Record<string, readonly ApiScope[]>;
const NAMES = Object.keys(GROUPS) as (keyof typeof GROUPS)[];
const DAYS = 90;
const MAX_DAYS = 365;

export function AddProgram({ programs }: { programs: Programs }) {
  const name = useSignal('');
  const days = useSignal(DAYS);
  const scopes = useSignal<readonly ApiScope[]>([]);
  const toggle = (scope: ApiScope) => {
    const chosen = scopes.value;
    scopes.value = chosen.includes(scope) ? chosen.filter((one) => one !== scope) : [...chosen, scope];
  };
  return (
    <form
      class="section"
      onSubmit={async (event) => {
        event.preventDefault();
        const isMade = await programs.add({ name: name.value.trim(), scopes: [...scopes.value], days: days.value });
        if (!isMade) return;
        name.value = '';
        scopes.value = [];
      }}
    >
      <Field
        label={t('settings.programs.name')}
        hint={t('settings.programs.name.hint')}
        value={name.value}
        set={(value) => (name.value = value)}
        maxLength={80}
        autocomplete="off"
        required
      />
      <fieldset class="program-scopes">
        <legend class="label">{t('settings.programs.scopes')}</legend>
        {NAMES.map((group) => (
          <fieldset key={group} class="choices">
            <legend class="soft">{t(`settings.programs.scopes.${group}`)}</legend>
            {GROUPS[group].map((scope) => (
              <label key={scope} class="choice">
                <input type="checkbox" checked={scopes.value.includes(scope)} onChange={() => toggle(scope)} />
                <span>
                  {t(`settings.programs.scope.${scope}`)}
                  <span class="soft choice-text mono">{scope}</span>
                </span>
              </label>
            ))}
          </fieldset>
        ))}
      </fieldset>
      <NumberField
        label={t('settings.programs.days')}
        value={days.value}
        set={(value) => (days.value = value)}
        min={1}
        max={MAX_DAYS}
      />
      <div>
        <button
          class="button primary"
          type="submit"
          data-part="program-add"
          disabled={programs.busy.value || scopes.value.length === 0}
        >
          {t('settings.programs.make')}
        </button>
      </div>
    </form>
  );
}
