/** The first brand: its name, the key that stands in the script tag, its languages, and where it may be used. */
import { useSignal } from '@preact/signals';
import { t } from '../page-words.ts';
import { languageName } from '../when.ts';
import { tOr } from '../words.ts';
import { complaint } from './complaint.ts';
import { Field } from './field.tsx';
import { LANGUAGES } from './languages.ts';
import type { Setup } from './model.ts';
import { keyFromName, originsFrom } from './suggest.ts';

export function SiteForm({ setup }: { setup: Setup }) {
  const name = useSignal('');
  /** Follows the name until it is touched. */
  const ownKey = useSignal<string | null>(null);
  const origins = useSignal('');
  const languages = useSignal<readonly string[]>(['en']);
  const key = ownKey.value ?? keyFromName(name.value);
  const problem = setup.problem.value;
  const taken = problem?.kind === 'conflict' ? t('setup.keyTaken') : undefined;

  return (
    <form
      class="steps"
      onSubmit={(event) => {
        event.preventDefault();
        void setup.createSite({
          name: name.value.trim(),
          key,
          languages: [...languages.value],
          defaultLanguage: languages.value[0] ?? 'en',
          origins: originsFrom(origins.value),
        });
      }}
    >
      <h1>{t('setup.site')}</h1>
      <p class="soft">{t('setup.site.text')}</p>
      <Field
        label={t('field.siteName')}
        value={name.value}
        set={(value) => (name.value = value)}
        problem={complaint(problem, 'name')}
        maxLength={80}
        required
      />
      <Field
        label={t('field.siteKey')}
        hint={t('field.siteKey.hint')}
        value={key}
        set={(value) => (ownKey.value = value)}
        problem={taken ?? complaint(problem, 'key')}
        pattern="[a-z0-9][a-z0-9\-]{1,39}"
        spellcheck={false}
        autocomplete="off"
        required
      />
      <Languages chosen={languages.value} set={(chosen) => (languages.value = chosen)} />
      <Field
        label={t('field.origins')}
        hint={t('field.origins.hint')}
        placeholder="https://brand.example"
        value={origins.value}
        set={(value) => (origins.value = value)}
        problem={complaint(problem, 'origins')}
        spellcheck={false}
        autocomplete="off"
        inputMode="url"
        required
      />
      <p class="hint bad" role="alert">
        {problem &&
          !taken &&
          Object.keys(problem.fields).length === 0 &&
          tOr(`problem.${problem.kind}`, t('problem.internal'))}
      </p>
      <button class="button primary large" type="submit" disabled={setup.busy.value || languages.value.length === 0}>
        {t('setup.createSite')}
      </button>
    </form>
  );
}

/** In the order they were chosen: the first is the one to fall back on. */
function Languages({ chosen, set }: { chosen: readonly string[]; set(chosen: readonly string[]): void }) {
  return (
    <fieldset class="languages">
      <legend class="label">{t('field.languages')}</legend>
      {LANGUAGES.map((tag) => (
        <label key={tag}>
          <input
            type="checkbox"
            checked={chosen.includes(tag)}
            onChange={(event) =>
              set(event.currentTarget.checked ? [...chosen, tag] : chosen.filter((other) => other !== tag))
            }
          />
          {languageName(tag)}
        </label>
      ))}
      <p class="hint">
        {chosen[0] ? t('field.languages.hint', { language: languageName(chosen[0]) }) : t('field.languages.none')}
      </p>
    </fieldset>
  );
}
