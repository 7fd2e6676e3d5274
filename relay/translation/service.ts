/**
 * Translates conversations. Reacts to the log and never stands in its way: a message is shown as it was written at
 * once, and what becomes of its translation, or why there is none, comes after it as an event of the same log.
 *
 * A job looks at one conversation and writes what is missing by then, however often it runs: the client id of an
 * event is made of what it follows, so two relays that do the same write it once.
 */
import { createHmac } from 'node:crypto';
import type { Conversation, Event, Translated } from '@touchline/shared/conversation.ts';
import type { Preview } from '@touchline/shared/down.ts';
import { baseLanguage as base } from '@touchline/shared/language-tags.ts';
import type { SpokenLanguages } from '@touchline/shared/people.ts';
import type { TranslationRules } from '@touchline/shared/translation-rules.ts';
import { newestTranslations } from '@touchline/shared/translations.ts';
import { acceptable } from '../conversations/acceptable.ts';
import type { Log as ConversationLog } from '../conversations/log.ts';
import type { ConversationStore, KnownConversation } from '../conversations/store.ts';
import { knownTo, type Readers, readersOf } from './readers.ts';
import type { TranslationStore } from './store.ts';
import type { Rendering, Translator } from './translator.ts';
import { isWordless, type Supports, type Wanted, wantedOf } from './wanted.ts';

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
  /** Takes so many characters of what one player may have translated; rejects beyond that. */
  spend(contactId: string, characters: number): Promise<void>;
  /** Throws `too-fast` for an operator who asks for more previews than a person reads. */
  limit(operatorId: string): Promise<void>;
};

const BEYOND: Rendering = { text: null, provider: null, problem: 'budget' };

export type Translation = ReturnType<typeof createTranslation>;

export function createTranslation(deps: TranslationDeps) {
  const { store, conversations, log, translator, siteById } = deps;

  /** While nobody has it, whoever may take it. */
  async function readers(state: Conversation, { answeredIn, defaultLanguage }: TranslatingSite): Promise<Readers> {
    if (!state.assignee) return { knows: answeredIn, reads: [defaultLanguage, ...answeredIn] };
    return readersOf(await store.languagesOf(state.assignee.id), defaultLanguage);
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

  /** One player cannot use up what all of the site have: beyond that their messages stay as they are. */
  async function renderWithin(known: KnownConversation, rules: TranslationRules, wanted: Wanted[]) {
    const beyond = new Set<Wanted>();
    for (const one of wanted) {
      // Tried again, it was counted when it was first tried.
      if (one.reader === 'player' || one.isAgain) continue;
      await deps.spend(known.contactId, one.text.length).catch(() => beyond.add(one));
    }
    const within = wanted.filter((one) => !beyond.has(one));
    const rendered = await render(known, rules, within);
    return wanted.map((one): Rendering => rendered[within.indexOf(one)] ?? BEYOND);
  }

  return {
    /** What a job does. `later`: somebody was unavailable. */
    async catchUp(conversation: string): Promise<'done' | 'later'> {
      const [known] = await conversations.load([conversation]);
      const site = known && (await siteById(known.siteId));
      if (!known || !site || site.translation.accepted.length === 0) return 'done';
      const events = await store.recent(conversation);
      const supports: Supports = (from, to) => translator.supports(site.translation, from, to);
      const wanted = wantedOf(known.state, events, await readers(known.state, site), supports);
      if (wanted.length === 0) return 'done';
      const rendered = await renderWithin(known, site.translation, wanted);
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
      const knows = knownTo(operator.languages, site.defaultLanguage);
      const source = base((await deps.spokenBy(known.siteId, text, knows, language)) ?? knows[0] ?? language);
      if (source === language || isWordless(text)) return nothing;
      if (site.translation.accepted.length === 0) return { ...nothing, problem: 'unsupported' };
      const wanted: Wanted = { of: 0, reader: 'player', source, target: language, text, isAgain: false };
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
    const before = newestTranslations(events, reader).get(of);
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
      clientId: idOf(await store.secret(), known.id, of, reader, target, before?.seq ?? 0, problem ?? 'done'),
      author: { kind: 'system' },
      command: { type: 'translate', translated },
    });
  }
}

/** The same id for the same step, on every relay; and none that a player could take before us. */
function idOf(secret: Buffer, ...parts: (string | number)[]): string {
  const hex = createHmac('sha256', secret).update(parts.join('\n')).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}
