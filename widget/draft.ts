/**
 * The text in the composer. Kept over a reload, judged while it is written; never cut, never changed under the cursor.
 * What masks card numbers and counts characters comes a moment after the panel (writing.ts); until then a text is
 * neither stored nor judged.
 */
import type { Clock } from '@touchline/shared/clock.ts';
import type { Store } from './storage.ts';
import type { Writing } from './writing.ts';

export type Draft = ReturnType<typeof createDraft>;

const KEY = 'draft';
const STORE_AFTER_MS = 300;

export function createDraft(store: Store, clock: Clock, changed: () => void) {
  let text = store.get<string>(KEY) ?? '';
  /** What is here because another tab or page wrote it. */
  let followed = text;
  let writing: Writing | undefined;
  let cancel = () => {};

  const draft = {
    get text() {
      return text;
    },
    set text(next: string) {
      text = next;
      cancel();
      cancel = clock.after(STORE_AFTER_MS, draft.save);
      changed();
    },
    get verdict(): { isSendable: boolean; left?: number | undefined } {
      return writing?.judge(text) ?? { isSendable: !!text.trim() };
    },
    join(joined: Writing) {
      writing = joined;
      draft.save();
      changed();
    },
    save() {
      cancel();
      if (!text) store.remove(KEY);
      else if (writing) {
        const redacted = writing.redact(text);
        if (redacted === undefined) writing.readyFor(text).then(draft.save, String);
        else store.set(KEY, redacted);
      }
    },
    /** Another tab wrote on, or sent it. What was begun here stays. */
    follow() {
      if (text !== followed) return;
      text = followed = store.get<string>(KEY) ?? '';
      changed();
    },
    clear() {
      text = followed = '';
      draft.save();
      changed();
    },
  };
  return draft;
}
