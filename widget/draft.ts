/** The text in the composer: kept over a reload, without card numbers, and judged while it is written. */
import type { Clock } from '@touchline/shared/clock.ts';
import { redact } from '@touchline/shared/redact.ts';
import { countGraphemes, judgeText } from '@touchline/shared/text.ts';
import { MESSAGE_MAX_GRAPHEMES } from '@touchline/shared/wire.ts';
import type { Store } from './storage.ts';

export type Draft = ReturnType<typeof createDraft>;

export const DRAFT_KEY = 'draft';
const STORE_AFTER_MS = 300;
/** The limit is shown from here on. */
const NEAR = MESSAGE_MAX_GRAPHEMES - 200;

export function createDraft(store: Store, clock: Clock, changed: () => void) {
  let text = store.get<string>(DRAFT_KEY) ?? '';
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
    /** What would be sent; empty while it may not be. */
    get sendable(): string {
      const judged = judgeText(text);
      return 'text' in judged ? judged.text : '';
    },
    /** Characters left, when that is worth knowing; below zero too many. */
    get left(): number | undefined {
      if (text.length < NEAR) return;
      const left = MESSAGE_MAX_GRAPHEMES - countGraphemes(text);
      return left < MESSAGE_MAX_GRAPHEMES - NEAR ? left : undefined;
    },
    get isTooLong(): boolean {
      const judged = judgeText(text);
      return 'error' in judged && judged.error === 'text-too-long';
    },
    save() {
      cancel();
      if (text) store.set(DRAFT_KEY, redact(text));
      else if (store.get(DRAFT_KEY)) store.remove(DRAFT_KEY);
    },
    /** Another tab wrote on. */
    reread() {
      text = store.get<string>(DRAFT_KEY) ?? '';
      changed();
    },
    clear() {
      text = '';
      draft.save();
      changed();
    },
  };
  return draft;
}
