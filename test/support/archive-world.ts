/**
 * Logs of several sites that grow at random, and what a search over them must find, told by reading everything:
 * the model that the real search is compared with.
 */
import type { Database } from '@touchline/relay/platform/postgres.ts';
import type { Site } from '@touchline/relay/sites/store.ts';
import { fold } from '@touchline/shared/fold.ts';
import { newId } from '@touchline/shared/wire.ts';
import { CHATTER_LANGUAGES, type ChatterLanguage, createChatter } from './chatter.ts';

type Text = { at: number; text: string };
type Talk = {
  id: string;
  site: string;
  language: ChatterLanguage;
  label: Text;
  messages: Map<number, Text>;
  /** By message and reader. */
  translations: Map<string, Text>;
  seq: number;
};

const BEGUN_AT = Date.UTC(2026, 0, 1);

export type ArchiveWorld = ReturnType<typeof createArchiveWorld>;

export function createArchiveWorld(db: Database, sites: Site[], seed: number) {
  const chatter = createChatter(seed);
  const talks: Talk[] = [];
  // Several at the same moment, so that order is not the clock's alone.
  const moment = () => BEGUN_AT + Math.floor(chatter.random() * 40) * 1_000;

  async function begin(): Promise<void> {
    const site = chatter.pick(sites).id;
    const language = chatter.pick(CHATTER_LANGUAGES);
    const at = moment();
    const named = chatter.random() < 0.6;
    const name = named ? `${chatter.word(language)} ${chatter.word('en')}` : null;
    const external = named ? `player-${seed}-${talks.length}` : null;
    const id = newId(Date.now());
    await db.query(
      `with player as (insert into contacts (id, site_id, external_id, name) values ($1, $2, $3, $4))
       insert into conversations (id, site_id, contact_id, language, created_at) values ($5, $2, $1, $6, $7)`,
      [newId(Date.now()), site, external, name, id, language, new Date(at)],
    );
    const label = { at, text: [name, external].filter(Boolean).join(' ') };
    talks.push({ id, site, language, label, messages: new Map(), translations: new Map(), seq: 0 });
  }

  async function append(talk: Talk, type: string, at: number, data: object): Promise<void> {
    talk.seq++;
    await db.query(
      `with moved as (update conversations set last_seq = $2, status = 'open' where id = $1)
       insert into events (conversation_id, seq, at, type, author_kind, data) values ($1, $2, $3, $4, 'player', $5)`,
      [talk.id, talk.seq, new Date(at), type, data],
    );
  }

  async function translate(talk: Talk): Promise<void> {
    const of = chatter.pick([...talk.messages.keys()]);
    const reader = chatter.pick(['player', 'operator']);
    const text = chatter.random() < 0.2 ? null : chatter.message('en');
    await append(talk, 'translated', moment(), { of, reader, language: 'en', text });
    if (text === null) talk.translations.delete(`${of}/${reader}`);
    else talk.translations.set(`${of}/${reader}`, { at: talk.messages.get(of)?.at ?? 0, text });
  }

  return {
    talks: talks as readonly Talk[],
    /** Something more happens somewhere. */
    async happen(): Promise<void> {
      if (talks.length === 0 || chatter.random() < 0.2) return begin();
      const talk = chatter.pick(talks);
      if (talk.messages.size > 0 && chatter.random() < 0.35) return translate(talk);
      const message = { at: moment(), text: chatter.message(talk.language) };
      await append(talk, 'message', message.at, { text: message.text });
      talk.messages.set(talk.seq, message);
    },
    /** Pieces of what was said, of names, and of nothing. */
    question(): string {
      const talk = chatter.pick(talks);
      const texts = textsOf(talk).map(({ text }) => text);
      const words = chatter.pick([...texts, chatter.message('ru')]).split(' ');
      const piece = () => {
        const word = chatter.pick(words);
        return chatter.random() < 0.5 ? word : word.slice(0, 1 + Math.floor(chatter.random() * 4));
      };
      return chatter.random() < 0.5 ? piece() : `${piece()} ${piece()}`;
    },
    /** Conversations of these sites in which one text holds all the words, the newest such text first. */
    answer(siteIds: readonly string[], question: string): string[] {
      const words = fold(question).split(' ').filter(Boolean);
      if (words.length === 0) return [];
      return talks
        .filter(({ site, seq }) => siteIds.includes(site) && seq > 0)
        .flatMap((talk) => {
          const found = textsOf(talk).filter(({ text }) => words.every((word) => holds(fold(text), word)));
          return found.length > 0 ? { id: talk.id, at: Math.max(...found.map(({ at }) => at)) } : [];
        })
        .sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1))
        .map(({ id }) => id);
    },
  };
}

function textsOf({ label, messages, translations }: Talk): Text[] {
  return [label, ...messages.values(), ...translations.values()];
}

function holds(folded: string, word: string): boolean {
  if ([...word].length > 2) return folded.includes(word);
  return folded.split(' ').some((one) => one.startsWith(word));
}
