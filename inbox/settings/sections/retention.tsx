/** How long what players leave behind is kept. */
import { t } from '../../office/words.ts';
import { hrefOf } from '../../router.ts';
import { Switch } from '../../switch.tsx';
import { NumberField } from '../controls.tsx';
import { Section } from '../section.tsx';
import type { PlaceProps } from '../site.ts';

const FIELDS = ['conversationDays', 'visitorDays'] as const;
const FIRST = { conversationDays: 365, visitorDays: 90 };
const MAX_DAYS = 3_650;

export function Retention({ settings }: PlaceProps) {
  return (
    <Section settings={settings} name="retention">
      {({ value, set, wrong }) => (
        <>
          {FIELDS.map((field) => {
            const days = value[field];
            return (
              <fieldset key={field} class="choices">
                <legend class="label">{t(`settings.field.retention.${field}`)}</legend>
                <p class="soft">{t(`settings.retention.${field}.text`)}</p>
                <Switch
                  label={t('settings.retention.forever')}
                  on={days === null}
                  set={(isForever) => set({ ...value, [field]: isForever ? null : FIRST[field] })}
                />
                {days !== null && (
                  <NumberField
                    label={t('settings.retention.days')}
                    unit={t('settings.unit.days')}
                    value={days}
                    min={1}
                    max={MAX_DAYS}
                    problem={wrong(field)}
                    set={(next) => set({ ...value, [field]: next })}
                  />
                )}
              </fieldset>
            );
          })}
          <p class="soft">
            {t('settings.retention.ahead')} <a href={hrefOf({ page: 'keeping' })}>{t('keeping')}</a>
          </p>
        </>
      )}
    </Section>
  );
}
