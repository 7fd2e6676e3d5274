/** The language of the conversation on the screen: which, how sure, who is translated, and settling it by hand. */
import { computed, createModel, type ReadonlySignal } from '@preact/signals';
import type { Conversation, OperatorRef, Side } from '@touchline/shared/conversation.ts';
import type { DeskRow } from '@touchline/shared/down.ts';
import type { SpokenLanguages } from '@touchline/shared/people.ts';
import type { Live } from '../live.ts';
import { LANGUAGES } from '../setup/languages.ts';
import type { Command } from './commands.ts';
import { knows, readerOf } from './reading.ts';
import type { Reading } from './rendering.ts';

type Deps = {
  live: Pick<Live, 'ready'>;
  state: ReadonlySignal<Conversation>;
  row: ReadonlySignal<DeskRow | null>;
  give(commandOn: (conversation: string) => Command): void;
  me: OperatorRef & { languages: SpokenLanguages };
};

export const PlayerLanguageModel = createModel(({ live, state, row, give, me }: Deps) => {
  const site = computed(() => live.ready.value?.sites.find(({ id }) => id === row.value?.site));
  const spoken = computed(() => live.ready.value?.operator.languages ?? me.languages);
  const reading = computed<Reading>(() => ({
    ...readerOf(spoken.value, site.value),
    me: me.id,
    translates: site.value?.translates ?? false,
  }));
  const of = computed(() => state.value.language);
  const isForeign = computed(() => !knows(reading.value, of.value));

  return {
    /** What the player writes and reads. */
    of,
    isChosen: computed(() => state.value.languageChosen ?? false),
    reading,
    translates: computed(() => reading.value.translates),
    /** Whether this side is translated for. */
    isTranslated: computed<Record<Side, boolean>>(() => ({
      player: !state.value.playerReadsOriginal,
      operator: !state.value.operatorReadsOriginal,
    })),
    /** The operator does not know it, and nobody helps. */
    isHelpless: computed(
      () => Boolean(site.value) && !reading.value.translates && reading.value.hasSaid && isForeign.value,
    ),
    /** Into what a reply would be translated; null where the player gets it as it is written. */
    target: computed(() =>
      reading.value.translates && isForeign.value && !state.value.playerReadsOriginal ? of.value : null,
    ),
    choices: computed(() => [...new Set([...(site.value?.languages ?? []), ...LANGUAGES])]),
    speak: (language: string) => give((conversation) => ({ type: 'speak', conversation, language })),
    translate: (side: Side, on: boolean) => give((conversation) => ({ type: 'translating', conversation, side, on })),
  };
});
