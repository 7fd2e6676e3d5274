/** What an operator says that they speak, while they say it. */
import { computed, createModel, type Signal, signal } from '@preact/signals';
import type { OperatorSelf, SpokenLanguages } from '@touchline/shared/people.ts';
import { LANGUAGES } from '../setup/languages.ts';

export type Level = SpokenLanguages[string];
type Deps = { me: Signal<OperatorSelf>; save(languages: SpokenLanguages): Promise<void> };

export const SpokenModel = createModel(({ me, save }: Deps) => {
  /** Null while nobody is asked. */
  const said = signal<SpokenLanguages | null>(null);
  const busy = signal(false);
  const failed = signal(false);

  const close = () => {
    said.value = null;
  };

  return {
    said,
    busy,
    failed,
    choices: computed(() => [...new Set([...LANGUAGES, ...Object.keys(me.value.languages)])]),
    open() {
      failed.value = false;
      said.value = me.value.languages;
    },
    close,
    say(language: string, level: Level | null) {
      const { [language]: _, ...others } = said.value ?? {};
      said.value = level ? { ...others, [language]: level } : others;
    },
    async save() {
      const languages = said.value;
      if (!languages || busy.value) return;
      busy.value = true;
      failed.value = false;
      try {
        await save(languages);
        // The relay says so too, with the next hello.
        me.value = { ...me.value, languages };
        close();
      } catch {
        failed.value = true;
      }
      busy.value = false;
    },
  };
});
export type Spoken = InstanceType<typeof SpokenModel>;
