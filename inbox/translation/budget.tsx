/** How many characters may leave in a month, and how many have. */
import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import type { TranslationSettings } from '../api.ts';
import { t } from '../page-words.ts';
import { language } from '../words.ts';
import type { Translation } from './model.ts';
import { Outcome } from './outcome.tsx';

const MOST = 1_000_000_000;

export function Budget({ translation, settings }: { translation: Translation; settings: TranslationSettings }) {
  const { monthlyCharacters } = settings.rules;
  const { month, characters } = settings.used;
  const written = useSignal(String(monthlyCharacters));
  const wanted = /^\d+$/.test(written.value) ? Number(written.value) : Number.NaN;
  const isGood = wanted <= MOST;
  const id = useId();
  return (
    <section class="translation-part" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{t('translation.page.budget')}</h2>
      <p data-part="used">
        {t('translation.page.used', {
          characters: inWords(characters),
          of: inWords(monthlyCharacters),
          month: monthName(month),
        })}
      </p>
      <meter min={0} max={Math.max(monthlyCharacters, 1)} value={characters} aria-hidden="true" />
      <form
        class="budget"
        onSubmit={(event) => {
          event.preventDefault();
          if (isGood) void translation.setBudget(wanted);
        }}
      >
        <label for={id}>{t('translation.page.budget.label')}</label>
        <input
          id={id}
          class="input"
          inputMode="numeric"
          value={written.value}
          aria-invalid={isGood ? undefined : 'true'}
          onInput={(event) => (written.value = event.currentTarget.value.replaceAll(/[\s.,\u00a0\u202f]/g, ''))}
        />
        <button
          class="button"
          type="submit"
          disabled={!isGood || wanted === monthlyCharacters || translation.busy.value}
        >
          {t('translation.page.save')}
        </button>
      </form>
      <p class="soft">{t('translation.page.budget.text')}</p>
      <Outcome translation={translation} part="budget" />
    </section>
  );
}

const inWords = (count: number) => count.toLocaleString(language.value);
const monthName = (month: string) =>
  new Date(`${month}-15T12:00:00Z`).toLocaleDateString(language.value, {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
