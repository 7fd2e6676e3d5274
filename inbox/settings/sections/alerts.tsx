/** When whoever supervises the site is called. */
import { t } from '../../office/words.ts';
import { hrefOf } from '../../router.ts';
import { Switch } from '../../switch.tsx';
import { NumberField } from '../controls.tsx';
import { Section } from '../section.tsx';
import type { PlaceProps } from '../site.ts';

const LIMITS = [
  { field: 'waitMinutes', first: 10, max: 1_440, unit: 'settings.unit.minutes' },
  { field: 'waiting', first: 25, max: 100_000, unit: 'settings.unit.conversations' },
  { field: 'loadPercent', first: 90, max: 100, unit: 'settings.unit.percent' },
] as const;

export function Alerts({ settings }: PlaceProps) {
  return (
    <Section settings={settings} name="alerts">
      {({ value, set, wrong }) => (
        <>
          {LIMITS.map(({ field, first, max, unit }) => {
            const limit = value[field];
            return (
              <div key={field} class="limit-row" data-limit={field}>
                <Switch
                  label={t(`settings.field.alerts.${field}`)}
                  on={limit !== null}
                  set={(isOn) => set({ ...value, [field]: isOn ? first : null })}
                />
                {limit !== null && (
                  <NumberField
                    label={t('settings.alerts.limit')}
                    unit={t(unit)}
                    value={limit}
                    min={1}
                    max={max}
                    problem={wrong(field)}
                    set={(next) => set({ ...value, [field]: next })}
                  />
                )}
              </div>
            );
          })}
          <Switch
            label={t('settings.field.alerts.unattended')}
            on={value.unattended}
            set={(unattended) => set({ ...value, unattended })}
          />
          <p class="soft">
            {t('settings.alerts.where')} <a href={hrefOf({ page: 'floor' })}>{t('floor')}</a>
          </p>
        </>
      )}
    </Section>
  );
}
