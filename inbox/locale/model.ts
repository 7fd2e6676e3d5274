/**
 * Which language the inbox speaks: the one chosen here, which this browser remembers and its other tabs follow, else the
 * first of the browser's own that we have.
 */
import { createModel, effect, signal } from '@preact/signals';
import type { Clock } from '@touchline/shared/clock.ts';
import type { Store } from '../storage.ts';
import { language, speak } from '../words.ts';
import { type InboxLanguage, isOurs, preferred } from './languages.ts';

const AGAIN_MS = 2_000;
const REMEMBERED = 'language';

type Deps = { store: Store; clock: Clock; browser: readonly string[] };

export const LanguageModel = createModel(({ store, clock, browser }: Deps) => {
  /** The words of what was chosen last could not be had. */
  const failed = signal(false);

  effect(() => {
    document.documentElement.lang = language.value;
  });
  const stop = store.watch((key, value) => {
    if (key === REMEMBERED && value && isOurs(value)) void speak(value).catch(() => undefined);
  });
  effect(() => stop);

  return {
    failed,
    /** Resolves once there are words: without any there is nothing to show, not even what is wrong. */
    begin(): Promise<void> {
      const wanted = preferred(store.get(REMEMBERED), browser);
      return new Promise((resolve) => {
        const attempt = () => speak(wanted).then(resolve, () => void clock.after(AGAIN_MS, attempt));
        void attempt();
      });
    },
    async choose(wanted: InboxLanguage) {
      failed.value = false;
      try {
        await speak(wanted);
        store.set(REMEMBERED, wanted);
      } catch {
        failed.value = true;
      }
    },
  };
});
export type Language = InstanceType<typeof LanguageModel>;
