/** One term: its name in the list, and open, a field per language with a form on each line. */

import { directionOf } from '@touchline/shared/direction.ts';
import type { GlossaryComplaint } from '@touchline/shared/glossary.ts';
import { useMemo } from 'preact/hooks';
import { Icon } from '../icons.tsx';
import { t } from '../page-words.ts';
import { languageName } from '../when.ts';
import type { TermDraft } from './glossary-form.ts';

type Props = {
  title: string;
  draft: TermDraft;
  languages: readonly string[];
  isOpen: boolean;
  problem: GlossaryComplaint | null;
  toggle(): void;
  write(language: string, text: string): void;
  remove(): void;
};

export function Term({ title, draft, languages, isOpen, problem, toggle, write, remove }: Props) {
  // Those with nothing last, as it was when the term was opened: no field moves while somebody writes in it.
  const order = useMemo(
    () => [...languages].sort((a, b) => Number(!draft.fields[a]) - Number(!draft.fields[b])),
    [isOpen, languages.join()],
  );
  return (
    <li class="term" data-part="term" data-bad={problem !== null}>
      <div class="term-head">
        <button class="button bare" type="button" aria-expanded={isOpen} onClick={toggle}>
          <Icon name="down" size={12} />
          <bdi>{title}</bdi>
        </button>
        <button
          class="button bare icon"
          type="button"
          aria-label={t('translation.page.term.remove', { term: title })}
          onClick={remove}
        >
          <Icon name="close" />
        </button>
      </div>
      {isOpen && (
        <div class="term-fields">
          {order.map((language) => (
            <label key={language}>
              {languageName(language)}
              <textarea
                class="input"
                rows={3}
                lang={language}
                dir={directionOf(draft.fields[language] ?? '')}
                value={draft.fields[language] ?? ''}
                aria-invalid={problem?.language === language ? 'true' : undefined}
                onInput={(event) => write(language, event.currentTarget.value)}
              />
            </label>
          ))}
        </div>
      )}
    </li>
  );
}
