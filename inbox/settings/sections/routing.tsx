/** How conversations come to operators, and how long each step waits. */
import { useSignal } from '@preact/signals';
import { t } from '../../office/words.ts';
import { AddButton, Choices, NumberField, Part } from '../controls.tsx';
import { Section } from '../section.tsx';
import type { PlaceProps } from '../site.ts';
import { Urgency } from '../urgency.tsx';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const MODES = ['assign', 'offer', 'pick'] as const;

export function Routing({ settings }: PlaceProps) {
  return (
    <Section settings={settings} name="routing">
      {({ value, set, wrong }) => {
        const duration = (field: 'acceptMs' | 'graceMs' | 'parkAfterMs' | 'patienceMs', unitMs: number) => ({
          label: t(`settings.field.routing.${field}`),
          hint: t(`settings.routing.${field}.hint`),
          unit: t(unitMs === MINUTE_MS ? 'settings.unit.minutes' : 'settings.unit.seconds'),
          value: value[field] / unitMs,
          min: 1,
          max: (field === 'parkAfterMs' ? 1_440 : 60) * (MINUTE_MS / unitMs),
          problem: wrong(field),
          set: (count: number) => set({ ...value, [field]: count * unitMs }),
        });
        return (
          <>
            <Choices
              label={t('settings.field.routing.mode')}
              value={value.mode}
              set={(mode) => set({ ...value, mode })}
              choices={MODES.map((mode) => ({
                value: mode,
                label: t(`settings.routing.mode.${mode}`),
                text: t(`settings.routing.mode.${mode}.text`),
              }))}
            />
            {value.mode === 'offer' && <NumberField {...duration('acceptMs', SECOND_MS)} />}
            <NumberField {...duration('patienceMs', SECOND_MS)} />
            <NumberField {...duration('graceMs', SECOND_MS)} />
            <NumberField {...duration('parkAfterMs', MINUTE_MS)} />
            <NumberField
              label={t('settings.field.routing.anonymousWaitingMax')}
              hint={t('settings.routing.anonymousWaitingMax.hint')}
              value={value.anonymousWaitingMax}
              min={1}
              max={100_000}
              problem={wrong('anonymousWaitingMax')}
              set={(anonymousWaitingMax) => set({ ...value, anonymousWaitingMax })}
            />
            <Tiers tiers={value.tiers} set={(tiers) => set({ ...value, tiers })} />
          </>
        );
      }}
    </Section>
  );
}

/** Of the tier that the site signs about a player. */
function Tiers({ tiers, set }: { tiers: Record<string, number>; set(tiers: Record<string, number>): void }) {
  const name = useSignal('');
  const isNew = name.value.trim() !== '' && !(name.value.trim() in tiers);
  return (
    <Part title={t('settings.field.routing.tiers')}>
      <p class="soft">{t('settings.routing.tiers.text')}</p>
      <ul class="rows">
        {Object.entries(tiers).map(([tier, level]) => (
          <li key={tier} class="settings-row">
            <bdi class="row-name">{tier}</bdi>
            <Urgency
              label={t('settings.field.urgency', { topic: tier })}
              value={level}
              set={(next) => set({ ...tiers, [tier]: next })}
            />
            <button
              class="button bare"
              type="button"
              onClick={() => set(Object.fromEntries(Object.entries(tiers).filter(([one]) => one !== tier)))}
            >
              {t('settings.remove.short')}
              <span class="hidden">{tier}</span>
            </button>
          </li>
        ))}
      </ul>
      <span class="number-line">
        <input
          class="input number"
          aria-label={t('settings.routing.tiers.name')}
          placeholder="vip"
          maxLength={40}
          value={name.value}
          onInput={(event) => (name.value = event.currentTarget.value)}
        />
        <AddButton
          label={t('settings.add')}
          disabled={!isNew}
          add={() => {
            set({ ...tiers, [name.value.trim()]: 1 });
            name.value = '';
          }}
        />
      </span>
    </Part>
  );
}
