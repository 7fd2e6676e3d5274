/** Listens to what people write, to learn which language it is. */
import { wordsIn } from './clean.ts';
import { type Evidence, heardNext, noEvidence, ranked } from './evidence.ts';
import { loadForeign } from './foreign.ts';
import { createGuesser, type Guesser } from './guess.ts';
import { ownModel } from './model.ts';

export type Heard = {
  /** Of this message; null where nobody can tell. */
  spoken: string | null;
  /** What the player speaks, going by all that they wrote. */
  language: string;
};

export type PlayersMessage = {
  conversation: string;
  text: string;
  /** Those of the site, which are all that it can be. With one there is nothing to find out. */
  languages: readonly string[];
  /** The interface's, or what was believed so far. */
  assumed: string;
  /** What they wrote before, oldest first; asked for only when it is not remembered. */
  earlier(): Promise<string[]>;
};

export type Listener = {
  player(message: PlayersMessage): Promise<Heard>;
  /** `languages`: those that the operator may be writing, likeliest first. */
  operator(message: { text: string; languages: readonly string[] }): Promise<string | null>;
};

/** Conversations whose evidence is remembered; the others are read again from the log. */
const REMEMBERED_MAX = 5_000;
/** A line that is sent again, over another socket or to another relay, is heard once. */
const REPEATS_KNOWN = 8;

type Remembered = { evidence: Evidence; assumed: string; lines: readonly string[] };

export function createListener(
  guess: Guesser = createGuesser({ own: ownModel, foreign: loadForeign }),
  remembered = REMEMBERED_MAX,
): Listener {
  const memory = new Map<string, Remembered>();

  async function hear({ evidence, assumed, lines }: Remembered, text: string, languages: readonly string[]) {
    const next = heardNext(evidence, await guess(text, languages), assumed);
    const line = wordsIn(text);
    if (lines.includes(line)) return { evidence: { ...evidence, spoken: next.spoken }, assumed, lines };
    return { evidence: next, assumed, lines: line === '' ? lines : [...lines, line].slice(-REPEATS_KNOWN) };
  }

  /** Somebody else may have moved on without us: another relay, or a person who chose. */
  async function recall({ conversation, assumed, languages, earlier }: PlayersMessage): Promise<Remembered> {
    const known = memory.get(conversation);
    if (known && (known.evidence.language === assumed || known.assumed === assumed)) return known;
    let rebuilt: Remembered = { evidence: noEvidence(assumed), assumed, lines: [] };
    for (const text of await earlier()) rebuilt = await hear(rebuilt, text, languages);
    return rebuilt;
  }

  function remember(conversation: string, heard: Remembered): void {
    // Taken out and put in again, it is the youngest; the first of a map is the oldest.
    memory.delete(conversation);
    memory.set(conversation, heard);
    const [oldest] = memory.keys();
    if (memory.size > remembered && oldest !== undefined) memory.delete(oldest);
  }

  return {
    async player(message) {
      const { conversation, text, languages, assumed } = message;
      if (languages.length < 2) return { spoken: null, language: assumed };
      const heard = await hear(await recall(message), text, languages);
      remember(conversation, heard);
      return { spoken: heard.evidence.spoken, language: heard.evidence.language };
    },

    async operator({ text, languages }) {
      const { shares } = await guess(text, [...new Set(languages)]);
      return ranked(shares, languages[0])[0]?.language ?? null;
    },
  };
}
