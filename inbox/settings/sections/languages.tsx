/** The languages of a site, in order, and the one to fall back on. */
import { useSignal } from '@preact/signals';
import { baseLanguage } from '@touchline/shared/language-tags.ts';
import { useId } from 'preact/hooks';
import { t } from '../../office/words.ts';
import { LANGUAGES } from '../../setup/languages.ts';
import { languageName } from '../../when.ts';
import { AddButton, moved, RowActions } from '../controls.tsx';
import { Section } from '../section.tsx';
import type { PlaceProps } from '../site.ts';

const TAG = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/;
const MAX = 30;

export function Languages({ settings, preview }: PlaceProps) {
  const name = useId();
  return (
    <Section settings={settings} name="languages">
      {({ value, set, wrong }) => {
        const { languages, defaultLanguage } = value;
        return (
          <>
            <ul class="rows" data-part="language-rows">
              {languages.map((tag, at) => (
                <li key={tag} class="settings-row" data-language={tag}>
                  <span class="row-name">
                    <button class="link" type="button" onClick={() => preview.speak(tag)}>
                      {languageName(tag)}
                    </button>
                    <span class="soft mono">{tag}</span>
                    {!LANGUAGES.some((one) => one === baseLanguage(tag)) && (
                      <span class="soft">{t('settings.languages.noWords')}</span>
                    )}
                  </span>
                  <label class="check">
                    <input
                      type="radio"
                      name={name}
                      checked={tag === defaultLanguage}
                      onChange={() => set({ ...value, defaultLanguage: tag })}
                    />
                    {t('settings.languages.default')}
                  </label>
                  <RowActions
                    name={languageName(tag)}
                    at={at}
                    of={languages.length}
                    move={(by) => set({ ...value, languages: moved(languages, at, by) })}
                    {...(languages.length > 1 && {
                      remove: () => {
                        const left = languages.filter((one) => one !== tag);
                        set({
                          languages: left,
                          defaultLanguage: tag === defaultLanguage ? (left[0] as string) : defaultLanguage,
                        });
                      },
                    })}
                  />
                </li>
              ))}
            </ul>
            {(wrong('defaultLanguage') ?? wrong('languages')) && (
              <p class="hint bad" role="alert">
                {wrong('defaultLanguage') ?? wrong('languages')}
              </p>
            )}
            <Adding known={languages} add={(tag) => set({ ...value, languages: [...languages, tag] })} />
          </>
        );
      }}
    </Section>
  );
}

/** One of ours by its name, or any other by its tag. */
function Adding({ known, add }: { known: readonly string[]; add(tag: string): void }) {
  const typed = useSignal('');
  const id = useId();
  const others = LANGUAGES.filter((tag) => !known.includes(tag));
  const isGood = TAG.test(typed.value) && !known.includes(typed.value) && known.length < MAX;
  const take = () => {
    if (!isGood) return;
    add(typed.value);
    typed.value = '';
  };
  return (
    <div class="field">
      <label for={id}>{t('settings.languages.add')}</label>
      <span class="number-line">
        <input
          id={id}
          class="input number"
          list={`${id}-list`}
          value={typed.value}
          spellcheck={false}
          autocomplete="off"
          aria-describedby={`${id}-hint`}
          onInput={(event) => (typed.value = event.currentTarget.value.trim())}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            take();
          }}
        />
        <datalist id={`${id}-list`}>
          {others.map((tag) => (
            <option key={tag} value={tag}>
              {languageName(tag)}
            </option>
          ))}
        </datalist>
        <AddButton label={t('settings.add')} add={take} disabled={!isGood} />
      </span>
      <p class="hint" id={`${id}-hint`}>
        {isGood ? languageName(typed.value) : t('settings.languages.add.hint')}
      </p>
    </div>
  );
}
