/** Under the reply being written: what the player will receive. Quiet where there is none, and no reason to wait. */
import type { Desk } from '../desk.ts';
import { languageName } from '../when.ts';
import { t, tOr } from '../words.ts';
import type { Previewed } from './previewing.ts';
import { Side } from './side.tsx';

export function Preview({ desk }: { desk: Desk }) {
  const { preview, handling, language } = desk.conversation;
  const target = language.target.value;
  if (!target || handling.colleague.value) return null;
  const shown = preview.shown.value;
  return (
    <div class="preview" data-part="preview" data-asking={preview.asking.value}>
      <label>
        <input
          type="checkbox"
          checked={preview.on.value}
          onChange={(event) => preview.set(event.currentTarget.checked)}
        />
        {t('translation.preview', { language: languageName(target) })}
      </label>
      <div class="preview-text" aria-live="polite">
        {shown ? <Shown shown={shown} /> : preview.asking.value && <span class="soft">{t('translation.awaited')}</span>}
      </div>
    </div>
  );
}

function Shown({ shown: { text, language, problem } }: { shown: Previewed }) {
  if (problem) {
    return (
      <span class="soft" data-problem={problem}>
        {tOr(`translation.preview.${problem}`, t('translation.preview.failed'))}
      </span>
    );
  }
  if (text === null) return <span class="soft">{t('translation.preview.same')}</span>;
  return <Side part="preview-text" text={text} language={language} />;
}
