/**
 * What people do with conversations. Every use case authorises first: a conversation that is not yours is the same
 * `not-found` as one that does not exist.
 */
import type { Clock } from '@touchline/shared/clock.ts';
import type { Adjustments, Rating, Side } from '@touchline/shared/conversation.ts';
import type { Command } from '@touchline/shared/decide.ts';
import { LOCALES, type Topic } from '@touchline/shared/people.ts';
import type { Contact } from '../contacts/store.ts';
import type { Listener } from '../languages/listener.ts';
import { notFound, Refusal } from '../platform/errors.ts';
import { acceptable } from './acceptable.ts';
import { type Actor, authorOf, mayUse, operatorOn } from './actor.ts';
import type { Committed } from './batch.ts';
import { type CommandDeps, commandOf, type OperatorCommand } from './commands.ts';
import { type AskedToEnclose, type EnclosingDeps, enclosedOf } from './enclosing.ts';
import type { Log } from './log.ts';
import type { StateCache } from './states.ts';
import type { ConversationStore, KnownConversation } from './store.ts';

export type Post = {
  conversation: string;
  clientId: string;
  text: string;
  topic?: Topic | undefined;
  seen?: number | undefined;
} & AskedToEnclose;
type ToBegin = { conversation: string; topic?: Topic | undefined };
export type Rate = { conversation: string; clientId: string; rating: Rating };
type OnConversation = { conversation: string; clientId: string };
/** What either side may settle about languages; `side` is the player's where they do not say. */
export type LanguageCommand = OnConversation &
  ({ type: 'speak'; language: string } | { type: 'translating'; side?: Side | undefined; on: boolean });
export type ConversationService = ReturnType<typeof createConversationService>;

type Deps = CommandDeps &
  EnclosingDeps & {
    store: ConversationStore;
    contacts: { save(contact: Contact): Promise<void> };
    clock: Clock;
    /** Throws `blocked` for a player who may not write now. */
    admit(contact: Contact, topic: string | null): Promise<void>;
    /**
     * Throws `too-fast` when a site has more anonymous players waiting than it can answer; else returns what to call
     * once the message is written, or has failed.
     */
    enterQueue(contact: Contact): Promise<() => void>;
    states: StateCache;
    log: Log;
    listener: Pick<Listener, 'player'>;
    /** The language of an operator's text, as far as one can tell. */
    spokenBy(siteId: string, text: string, languages: readonly string[], player: string): Promise<string | null>;
    /** What a site speaks, and whether it translates. */
    languagesOf(siteId: string): Promise<{ languages: string[]; defaultLanguage: string; translates: boolean }>;
    /** Throws `too-fast` for a player who changes languages as nobody does who wants to read. */
    limitChoices(contactId: string): Promise<void>;
    /** Throws `too-fast` for a player who writes faster than people do, over all their sockets. */
    limitPosts(contactId: string): Promise<void>;
  };

export function createConversationService(deps: Deps) {
  const { store, contacts, states, log } = deps;

  async function find(id: string): Promise<KnownConversation | null> {
    const known = states.get(id);
    if (known) return known;
    const [loaded] = await store.load([id]);
    if (loaded) states.set(loaded);
    return loaded ?? null;
  }

  /** Throws `not-found` unless the conversation exists and is the actor's to see. */
  async function authorise(actor: Actor, id: string): Promise<KnownConversation> {
    const known = await find(id);
    if (!known || !mayUse(actor, known)) throw notFound();
    return known;
  }

  /** What counts for a block: of one that has begun its own, whatever is said now; else nobody who is blocked would be. */
  async function topicOf(id: string, said?: Topic): Promise<string | null> {
    const known = await find(id);
    return known && known.state.status !== 'new' ? known.state.topic : (said ?? null);
  }

  /** The rows a player's first message stands on. Both steps may be repeated and raced without harm. */
  async function begin({ contact, language }: Actor & { kind: 'player' }, id: string): Promise<void> {
    await contacts.save(contact);
    await store.create(contact.siteId, contact.id, id, language);
  }

  /** A message that puts an anonymous player among the waiting has to be let in. `admitted`: whether they may write. */
  async function enter(
    actor: Actor & { kind: 'player' },
    id: string,
    admitted?: Promise<void>,
  ): Promise<(() => void) | null> {
    const known = await find(id);
    if (known && ['waiting', 'open'].includes(known.state.status)) return null;
    await admitted;
    const entered = await deps.enterQueue(actor.contact);
    if (known) return entered;
    await begin(actor, id).catch((error) => {
      entered();
      throw error;
    });
    return entered;
  }

  /** Which language a message is in, and what its player speaks. */
  async function hear(actor: Actor, known: KnownConversation, text: string) {
    const { id, siteId, state } = known;
    const { languages, defaultLanguage } = await deps.languagesOf(siteId);
    if (actor.kind === 'operator') {
      const own = actor.languages.length > 0 ? actor.languages : [defaultLanguage];
      const heard = await deps.spokenBy(siteId, text, own, state.language);
      // Said by whoever writes it: who reads it later may speak other languages.
      const spoken = heard ?? (/\p{L}/u.test(text) ? (own[0] ?? null) : null);
      return { spoken, language: state.language };
    }
    const isNew = state.status === 'new';
    const heard = await deps.listener.player({
      conversation: id,
      text,
      languages,
      assumed: isNew ? actor.language : state.language,
      earlier: () => (isNew ? Promise.resolve([]) : store.textsOfPlayer(id)),
    });
    return isNew && actor.languageChosen ? { ...heard, language: actor.language } : heard;
  }

  /**
   * `admitted`: whether they may write, which is asked beside the hearing, because nothing is written by that. What writes
   * waits for the answer.
   */
  async function write(actor: Actor, post: Post, admitted?: Promise<void>): Promise<Committed> {
    const { conversation, clientId, topic, seen, text } = post;
    const known = await authorise(actor, conversation);
    if (post.files) await admitted;
    const enclosed = await enclosedOf(deps, actor, known, post);
    const { translates } = await deps.languagesOf(known.siteId);
    const [{ spoken, language }] = await Promise.all([hear(actor, known, text), admitted]);
    const by = authorOf(actor, known.siteId);
    return log.submit({
      conversation,
      clientId,
      author: by,
      command: {
        type: 'post',
        by,
        clientId,
        text,
        topic: topic ?? null,
        language,
        ...(spoken && { spoken }),
        ...(known.state.status === 'new' &&
          actor.kind === 'player' &&
          actor.languageChosen && { languageChosen: true }),
        ...(enclosed && { enclosed }),
      },
      ...(seen === undefined ? {} : { seen }),
      page: actor.kind === 'player' ? actor.page : null,
      translates,
    });
  }

  return {
    authorise,
    topicOf,

    /** The same, asking the database instead of our copy. */
    async mayRead(actor: Actor, id: string): Promise<boolean> {
      states.forget(id);
      const known = await find(id);
      return known !== null && mayUse(actor, known);
    },

    /** Like `authorise`, but lets a player look at a conversation that does not exist yet: theirs to begin. */
    async authoriseOpen(actor: Actor, id: string): Promise<void> {
      if (actor.kind === 'player' && !(await find(id))) return;
      await authorise(actor, id);
    },

    async post(actor: Actor, post: Post): Promise<Committed> {
      const { conversation } = post;
      // Files may say it all.
      const text = post.files && !post.text.trim() ? '' : acceptable(post.text);
      if (actor.kind === 'operator') return write(actor, { ...post, text });
      await deps.limitPosts(actor.contact.id);
      const admitted = deps.admit(actor.contact, await topicOf(conversation, post.topic));
      // What fails before it is waited for says so itself.
      admitted.catch(() => {});
      const entered = await enter(actor, conversation, admitted);
      try {
        return await write(actor, { ...post, text }, admitted);
      } finally {
        entered?.();
      }
    },

    /** What a file is about to belong to: a player's conversation may begin with one, and is let in like a message. */
    async prepare(actor: Actor, { conversation: id, topic }: ToBegin): Promise<KnownConversation> {
      if (actor.kind === 'player') {
        await deps.admit(actor.contact, await topicOf(id, topic));
        const entered = await enter(actor, id);
        entered?.();
      }
      return authorise(actor, id);
    },

    async rate(actor: Actor & { kind: 'player' }, { conversation, clientId, rating }: Rate): Promise<Committed> {
      await deps.limitPosts(actor.contact.id);
      const { siteId, state } = await authorise(actor, conversation);
      const comment = rating.comment?.trim() ? acceptable(rating.comment) : null;
      // Who says that it is not solved waits again, and is let in like somebody who writes.
      if (!rating.solved || comment) await deps.admit(actor.contact, state.topic);
      const entered = rating.solved ? null : await enter(actor, conversation);
      try {
        const command: Command = { type: 'rate', rating: { ...rating, comment }, at: deps.clock.now() };
        return await log.submit({ conversation, clientId, author: authorOf(actor, siteId), command });
      } finally {
        entered?.();
      }
    },

    async command(actor: Actor & { kind: 'operator' }, asked: OperatorCommand): Promise<Committed> {
      const { conversation, clientId } = asked;
      const { siteId } = await authorise(actor, conversation);
      if (asked.type === 'whisper' && !actor.supervises.has(siteId)) throw notFound();
      const command = await commandOf(deps, operatorOn(actor, siteId), asked, siteId);
      const { translates } = await deps.languagesOf(siteId);
      return log.submit({ conversation, clientId, author: authorOf(actor, siteId), command, translates });
    },

    async settleLanguage(actor: Actor, asked: LanguageCommand): Promise<Committed> {
      const { conversation, clientId } = asked;
      if (actor.kind === 'player') await deps.limitChoices(actor.contact.id);
      const { siteId } = await authorise(actor, conversation);
      const { languages, translates } = await deps.languagesOf(siteId);
      const by = authorOf(actor, siteId);
      const command: Command = { type: 'adjust', by, changes: changesOf(actor, asked, languages) };
      return log.submit({ conversation, clientId, author: by, command, translates });
    },

    async read(actor: Actor, conversation: string, upTo: number): Promise<void> {
      const { siteId } = await authorise(actor, conversation);
      const operator = actor.kind === 'operator' ? operatorOn(actor, siteId) : undefined;
      await log.submit({
        conversation,
        clientId: null,
        author: authorOf(actor, siteId),
        command: { type: 'read', side: actor.kind, operator, upTo },
      });
    },
  };
}

function changesOf(actor: Actor, asked: LanguageCommand, languages: string[]): Adjustments {
  if (asked.type === 'speak') {
    if (!languages.includes(asked.language) && !LOCALES.some((locale) => locale === asked.language)) {
      throw new Refusal('bad-request', `${asked.language} is not a language of this site.`);
    }
    return { language: asked.language, languageChosen: true };
  }
  const side = actor.kind === 'player' ? 'player' : (asked.side ?? 'operator');
  return side === 'player' ? { playerReadsOriginal: !asked.on } : { operatorReadsOriginal: !asked.on };
}
