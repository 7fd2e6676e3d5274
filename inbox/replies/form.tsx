/** One reply: its shortcut, its topic, and a text per language; the languages that lack one say so. */
import { useSignal } from '@preact/signals';
import type { Topic } from '@touchline/shared/people.ts';
import { t } from '../page-words.ts';
import { languageName } from '../when.ts';
import { tOr } from '../words.ts';
import { type Draft, type Editing, written } from './editing.ts';
import { LanguageTabs, panelId, tabId } from './tabs.tsx';
import { Variables } from './variables.tsx';

/** As the relay's schema has it, which is not in the bundle. */
const REPLY_MAX_CHARACTERS = 1_500;

export function ReplyForm({ editing, draft }: { editing: Editing; draft: Draft }) {
  const site = editing.site.value;
  const languages = [...new Set([...(site?.languages ?? []), ...Object.keys(draft.texts)])];
  const language = useSignal(languages[0] ?? 'en');
  const isSure = useSignal(false);
  const texts = written(draft.texts);
  const ready = draft.shortcut.trim() && Object.keys(texts).length > 0 && editing.isTouched(draft.id);

  return (
    <form
      class="reply-form"
      data-part="reply-form"
      onSubmit={(event) => {
        event.preventDefault();
        void editing.save();
      }}
    >
      <div class="field">
        <label for="reply-shortcut">{t('replies.shortcut')}</label>
        <input
          id="reply-shortcut"
          class="input"
          maxLength={40}
          autocomplete="off"
          spellcheck={false}
          aria-invalid={editing.problem.value === 'shortcut' ? 'true' : undefined}
          value={draft.shortcut}
          onInput={(event) => {
            // Spaces end nothing in the composer, but a name with one cannot be typed as one.
            event.currentTarget.value = event.currentTarget.value.replace(/^\/|\s/g, '');
            editing.write({ shortcut: event.currentTarget.value });
          }}
        />
      </div>
      <div class="field">
        <label for="reply-topic">{t('replies.topic')}</label>
        <select
          id="reply-topic"
          class="input"
          value={draft.topic ?? ''}
          onChange={(event) => editing.write({ topic: (event.currentTarget.value || null) as Topic | null })}
        >
          <option value="">{t('replies.topic.any')}</option>
          {site?.topics.map((topic) => (
            <option key={topic} value={topic}>
              {tOr(`topic.${topic}`, topic)}
            </option>
          ))}
        </select>
      </div>
      <LanguageTabs languages={languages} texts={texts} chosen={language} />
      <div role="tabpanel" id={panelId} aria-labelledby={tabId(language.value)}>
        <textarea
          class="input"
          rows={6}
          dir="auto"
          lang={language.value}
          maxLength={REPLY_MAX_CHARACTERS}
          aria-label={languageName(language.value)}
          value={draft.texts[language.value] ?? ''}
          onInput={(event) => editing.say(language.value, event.currentTarget.value)}
        />
      </div>
      <Variables
        insert={(variable) => editing.say(language.value, `${draft.texts[language.value] ?? ''}{{${variable}}}`)}
      />
      <div class="reply-actions">
        <button
          class="button"
          type="button"
          data-part="reply-delete"
          onBlur={() => (isSure.value = false)}
          onClick={() => {
            if (isSure.value) void editing.remove();
            else isSure.value = true;
          }}
        >
          {t(isSure.value ? 'replies.delete.sure' : 'replies.delete')}
        </button>
        <button class="button primary" type="submit" data-part="reply-save" disabled={!ready || editing.busy.value}>
          {t('translation.page.save')}
        </button>
      </div>
    </form>
  );
}
