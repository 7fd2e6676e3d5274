/** The terms of a site. Nothing is saved before it is asked for, and nothing that somebody else saved is overwritten. */
import { useSignal } from '@preact/signals';
import { baseLanguage } from '@touchline/shared/language-tags.ts';
import { useEffect } from 'preact/hooks';
import type { TranslationSettings } from '../api.ts';
import { Icon } from '../icons.tsx';
import { t } from '../page-words.ts';
import { useUnsaved } from '../unsaved.ts';
import { languageName } from '../when.ts';
import { complaintOf, draftsOf, nextKey, type TermDraft, termsOf, titleOf, withTerms } from './glossary-form.ts';
import type { Translation } from './model.ts';
import { Outcome } from './outcome.tsx';
import { Term } from './term.tsx';

type Props = { translation: Translation; settings: TranslationSettings; site: { languages: string[] } };

export function Glossary({ translation, settings, site }: Props) {
  const { glossary, glossaryVersion } = settings.rules;
  const drafts = useSignal<TermDraft[]>([]);
  /** Of the glossary that the drafts were made from. */
  const version = useSignal(-1);
  const open = useSignal<number | null>(null);
  const isTouched = translation.isUnsaved;
  useUnsaved(isTouched.value);
  /** How many terms the proposal has added; null where nobody asked for it. */
  const added = useSignal<number | null>(null);

  useEffect(() => {
    drafts.value = draftsOf(glossary);
    version.value = glossaryVersion;
    isTouched.value = false;
    open.value = added.value = null;
  }, [translation.edition.value]);

  const languages = [
    ...new Set([...site.languages.map(baseLanguage), ...drafts.value.flatMap(({ fields }) => Object.keys(fields))]),
  ];
  const change = (next: TermDraft[]) => {
    drafts.value = next;
    isTouched.value = true;
  };
  const complaint = complaintOf(drafts.value);

  return (
    <section class="translation-part" aria-labelledby="translation-glossary">
      <h2 id="translation-glossary">{t('translation.page.glossary')}</h2>
      <p class="soft">{t('translation.page.glossary.text')}</p>
      <ul class="terms">
        {drafts.value.map((draft) => (
          <Term
            key={draft.key}
            title={titleOf(draft, languages) || t('translation.page.term.new')}
            draft={draft}
            languages={languages}
            isOpen={open.value === draft.key}
            problem={complaint?.key === draft.key ? complaint : null}
            toggle={() => (open.value = open.value === draft.key ? null : draft.key)}
            write={(language, text) =>
              change(
                drafts.value.map((one) =>
                  one === draft ? { ...one, fields: { ...one.fields, [language]: text } } : one,
                ),
              )
            }
            remove={() => change(drafts.value.filter((one) => one !== draft))}
          />
        ))}
      </ul>
      <div class="glossary-actions">
        <button
          class="button"
          type="button"
          data-part="term-add"
          onClick={() => {
            const key = nextKey(drafts.value);
            change([...drafts.value, { key, fields: {} }]);
            open.value = key;
          }}
        >
          <Icon name="plus" />
          {t('translation.page.term.add')}
        </button>
        <button
          class="button"
          type="button"
          data-part="glossary-propose"
          disabled={translation.busy.value}
          onClick={() =>
            void translation.propose((terms) => {
              const next = withTerms(drafts.value, terms);
              added.value = next.length - drafts.value.length;
              if (added.value > 0) change(next);
            })
          }
        >
          {t('translation.page.propose')}
        </button>
        <div class="glossary-save">
          {isTouched.value && (
            <span class="soft" data-part="glossary-unsaved">
              {t('unsaved')}
            </span>
          )}
          <button
            class="button primary"
            type="button"
            data-part="glossary-save"
            disabled={!isTouched.value || complaint !== null || translation.busy.value}
            onClick={() => void translation.saveGlossary(version.value, termsOf(drafts.value))}
          >
            {t('translation.page.save')}
          </button>
        </div>
      </div>
      {added.value !== null && (
        <p class="hint" role="status" data-part="glossary-proposed">
          {t('translation.page.proposed', { count: added.value })}
        </p>
      )}
      {complaint && (
        <p class="hint bad" role="alert" data-part="glossary-complaint">
          {t(`translation.page.form.${complaint.problem}`, {
            form: complaint.form,
            language: complaint.language ? languageName(complaint.language) : '',
          })}
        </p>
      )}
      <Outcome translation={translation} part="glossary" />
    </section>
  );
}
