/** The name and the one colour of a brand. */
import { SITE_COLOUR } from '@touchline/shared/look/scripts.ts';
import { useId } from 'preact/hooks';
import { t } from '../../office/words.ts';
import { Field } from '../../setup/field.tsx';
import { Switch } from '../../switch.tsx';
import { Section } from '../section.tsx';
import type { PlaceProps } from '../site.ts';

const COLOUR = /^#[0-9a-f]{6}$/i;

export function Look({ settings }: PlaceProps) {
  const id = useId();
  return (
    <Section settings={settings} name="look">
      {({ value, set, wrong }) => (
        <>
          <Field
            label={t('field.siteName')}
            hint={t('settings.look.name.hint')}
            value={value.name}
            set={(name) => set({ ...value, name })}
            problem={wrong('name')}
            maxLength={80}
          />
          <Switch
            label={t('settings.look.color.own')}
            on={value.color !== null}
            set={(isOwn) => set({ ...value, color: isOwn ? SITE_COLOUR : null })}
          />
          {value.color !== null && (
            <div class="field">
              <label for={id}>{t('settings.field.look.color')}</label>
              <span class="number-line">
                <input
                  class="colour"
                  type="color"
                  aria-label={t('settings.look.color.pick')}
                  value={COLOUR.test(value.color) ? value.color : SITE_COLOUR}
                  onInput={(event) => set({ ...value, color: event.currentTarget.value })}
                />
                <input
                  id={id}
                  class="input number"
                  value={value.color}
                  maxLength={7}
                  spellcheck={false}
                  autocomplete="off"
                  aria-invalid={wrong('color') ? 'true' : undefined}
                  aria-describedby={`${id}-hint`}
                  onInput={(event) => set({ ...value, color: event.currentTarget.value.trim() })}
                />
              </span>
              <p
                class={wrong('color') ? 'hint bad' : 'hint'}
                id={`${id}-hint`}
                role={wrong('color') ? 'alert' : undefined}
              >
                {wrong('color') ?? t('settings.look.color.hint')}
              </p>
            </div>
          )}
        </>
      )}
    </Section>
  );
}
