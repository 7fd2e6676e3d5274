/**
 * Translates conversations. Reacts to the log and never stands in its way: a message is shown as it was written at
 * once, and what becomes of its translation, or why there is none, comes after it as an event of the same log.
 *
 * A job looks at one conversation and writes what is missing by then, however often it runs: the client id of an
 * event is made of what it follows, so two relays that do the same write it once.
 */
import { createHash } from 'node:crypto';
import type { Conversation, Event, Translated } from '@touchline/shared/conversation.ts';
import type { Preview } from '@touchline/shared/down.ts';
import type { SpokenLanguages } from '@touchline/shared/people.ts';
import type { TranslationRules } from '@touchline/shared/translation-rules.ts';
import type { Log as ConversationLog } from '../conversations/log.ts';
import { acceptable } from '../conversations/service.ts';
import type { ConversationStore, KnownConversation } from '../conversations/store.ts';
import type { TranslationStore } from './store.ts';
import type { Rendering, Translator } from './translator.ts';
import { base, isWordless, keyOf, newestOf, type Readers, type Wanted, wantedOf } from './wanted.ts';

export type TranslatingSite = { defaultLanguage: string; answeredIn: string[]; translation: TranslationRules };

/** An operator who asks what the player would receive. */
type Previewer = { id: string; languages: SpokenLanguages };

export type TranslationDeps = {
  store: TranslationStore;
  conversations: Pick<ConversationStore, 'load'>;
  log: Pick<ConversationLog, 'submit'>;
  translator: Translator;
  siteById(id: string): Promise<TranslatingSite | null>;
  /** The language of an operator's text, as far as one can tell. */
  spokenBy(siteId: string, text: string, languages: readonly string[], player: string): Promise<string | null>;
  /** Throws `too-fast` for an operator who asks for more previews than a person reads. */
  limit(operatorId: string): Promise<void>;
};

export type Translation = ReturnType<typeof createTranslation>;

export function createTranslation(deps: TranslationDeps) {
  const { store, conversations, log, translator, siteById } = deps;

  /** While nobody has it, whoever may take it. */
  async function readersOf(state: Conversation, site: TranslatingSite): Promise<Readers> {
    if (!state.assignee) return { knows: site.answeredIn, reads: site.defaultLanguage };
    return readerOf(await store.languagesOf(state.assignee.id), site.defaultLanguage);
  }

  async function render(known: KnownConversation, rules: TranslationRules, wanted: Wanted[]): Promise<Rendering[]> {
    const names = await store.names(known.id);
    const pairs = Map.groupBy(wanted, ({ source, target }) => `${source} ${target}`);
    const rendered = new Map<Wanted, Rendering>();
    await Promise.all(
      [...pairs.values()].map(async (group) => {
        const { source, target } = group[0] as Wanted;
        const texts = group.map(({ text }) => text);
        const answers = await translator.translate({ siteId: known.siteId, rules, source, target, texts, names });
        group.forEach((one, i) => void rendered.set(one, answers[i] as Rendering));
      }),
    );
    return wanted.map((one) => rendered.get(one) as Rendering);
  }

  return {
    /** What a job does. `later`: somebody was unavailable. */
    async catchUp(conversation: string): Promise<'done' | 'later'> {
      const [known] = await conversations.load([conversation]);
      const site = known && (await siteById(known.siteId));
      if (!known || !site || site.translation.accepted.length === 0) return 'done';
      const events = await store.recent(conversation);
      const wanted = wantedOf(known.state, events, await readersOf(known.state, site));
      if (wanted.length === 0) return 'done';
      const rendered = await render(known, site.translation, wanted);
      await Promise.all(wanted.map((one, i) => append(known, events, one, rendered[i] as Rendering)));
      return rendered.some(({ problem }) => problem === 'unavailable') ? 'later' : 'done';
    },

    /** What the player would receive. Without text and problem: what is written, because they speak that. */
    async preview(
      known: KnownConversation,
      operator: Previewer,
      asked: { clientId: string; text: string },
    ): Promise<Preview> {
      await deps.limit(operator.id);
      const site = await siteById(known.siteId);
      const language = base(known.state.language);
      const nothing: Preview = { type: 'preview', clientId: asked.clientId, language, text: null, provider: null };
      if (!site || known.state.playerReadsOriginal) return nothing;
      const text = acceptable(asked.text);
      const { knows, reads } = readerOf(operator.languages, site.defaultLanguage);
      const source = base((await deps.spokenBy(known.siteId, text, knows, language)) ?? reads);
      if (source === language || isWordless(text)) return nothing;
      if (site.translation.accepted.length === 0) return { ...nothing, problem: 'unsupported' };
      const wanted: Wanted = { of: 0, reader: 'player', source, target: language, text };
      const [rendering] = (await render(known, site.translation, [wanted])) as [Rendering];
      const { problem, ...rest } = rendering;
      return { ...nothing, ...rest, ...(problem && { problem }) };
    },
  };

  async function append(
    known: KnownConversation,
    events: readonly Event[],
    { of, reader, target }: Wanted,
    { text, provider, problem }: Rendering,
  ): Promise<void> {
    const before = newestOf(events).get(keyOf(of, reader));
    // Said once, however often it is tried.
    if (problem && before?.language === target && before.problem === problem) return;
    const translated: Translated = {
      type: 'translated',
      of,
      reader,
      language: target,
      text,
      provider,
      ...(problem && { problem }),
    };
    await log.submit({
      conversation: known.id,
      clientId: idOf(known.id, of, reader, target, before?.seq ?? 0, problem ?? 'done'),
      author: { kind: 'system' },
      command: { type: 'translate', translated },
    });
  }
}

/** What somebody knows, and what they are translated into: a native language first. */
export function readerOf(languages: SpokenLanguages, otherwise: string): Readers {
  const knows = Object.keys(languages);
  const reads = knows.find((language) => languages[language] === 'native') ?? knows[0] ?? otherwise;
  return { knows: knows.length > 0 ? knows : [otherwise], reads };
}

/** The same id for the same step, on every relay. */
function idOf(...parts: (string | number)[]): string {
  const hex = createHash('sha256').update(parts.join('\n')).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}
