/** One tab per language of a text, by the keys of a tab list; those without a text are marked. */
import type { Signal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { t } from '../page-words.ts';
import { languageName } from '../when.ts';

export const panelId = 'reply-text';
export const tabId = (language: string) => `reply-tab-${language}`;

type Props = { languages: string[]; texts: Record<string, string>; chosen: Signal<string> };

export function LanguageTabs({ languages, texts, chosen }: Props) {
  const list = useRef<HTMLDivElement>(null);
  const steps: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1 };

  const press = (event: KeyboardEvent) => {
    const isRightToLeft = list.current !== null && getComputedStyle(list.current).direction === 'rtl';
    const step = (steps[event.key] ?? 0) * (isRightToLeft ? -1 : 1);
    if (step === 0) return;
    event.preventDefault();
    const at = (languages.indexOf(chosen.value) + step + languages.length) % languages.length;
    chosen.value = languages[at] ?? chosen.value;
    list.current?.querySelectorAll('button')[at]?.focus();
  };

  return (
    <div class="reply-tabs" role="tablist" aria-label={t('replies.texts')} ref={list}>
      {languages.map((language) => (
        <button
          key={language}
          type="button"
          role="tab"
          id={tabId(language)}
          aria-controls={panelId}
          aria-selected={language === chosen.value}
          tabIndex={language === chosen.value ? 0 : -1}
          data-language={language}
          data-missing={!(language in texts)}
          onClick={() => (chosen.value = language)}
          onKeyDown={press}
        >
          {languageName(language)}
          {!(language in texts) && <span class="lacking">{t('replies.missing')}</span>}
        </button>
      ))}
    </div>
  );
}
