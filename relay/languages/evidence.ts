/**
 * What a player's messages have shown so far about the language that they speak. Pure: `heardNext` gives the evidence
 * after one more message.
 *
 *     open ──► locked        the best leads by LEAD and has LETTERS, or two messages in a row agree on it
 *     locked ──► locked      on another language, when two messages in a row are in that one
 *
 * Shares of all messages are summed, and what was assumed is worth BONUS once, for the whole and for each message
 * taken alone: it decides between what is alike, and gives way to a word that is clearly another language's. What is
 * locked never opens again.
 */
import type { Guess } from './guess.ts';

export type Evidence = {
  /** What they speak. */
  language: string;
  /** Of the last message; null where nobody can tell. */
  spoken: string | null;
  locked: boolean;
  sums: ReadonlyMap<string, number>;
  letters: number;
  /** So many messages in a row were in `spoken`'s language; those that show nothing do not break the row. */
  row: { language: string | null; messages: number };
};

const BONUS = 0.1;
const LEAD = 0.1;
const LETTERS = 15;
const AGREEING = 2;

export function noEvidence(assumed: string): Evidence {
  const row = { language: null, messages: 0 };
  return { language: assumed, spoken: null, locked: false, sums: new Map(), letters: 0, row };
}

/** `assumed`: before the first message, that of the page. */
export function heardNext(before: Evidence, guess: Guess, assumed: string, agreeing = AGREEING): Evidence {
  const [spoken] = ranked(guess.shares, before.language);
  if (!spoken) return { ...before, spoken: null };
  const row = {
    language: spoken.language,
    messages: spoken.language === before.row.language ? before.row.messages + 1 : 1,
  };
  const sums = new Map(before.sums);
  for (const [language, share] of guess.shares) sums.set(language, (sums.get(language) ?? 0) + share);
  const now = { spoken: spoken.language, sums, letters: before.letters + guess.letters, row };

  if (row.messages >= agreeing) return { ...now, language: spoken.language, locked: true };
  if (before.locked) return { ...before, ...now };
  const [best, second] = ranked(sums, assumed);
  const leads = (best?.share ?? 0) - (second?.share ?? 0) >= LEAD;
  return { ...now, language: best?.language ?? before.language, locked: leads && now.letters >= LETTERS };
}

/** Likeliest first. What is already assumed comes first where nothing says otherwise. */
export function ranked(shares: ReadonlyMap<string, number>, assumed: string | undefined): Ranked[] {
  return [...shares]
    .map(([language, share]) => ({ language, share: share + (language === assumed ? BONUS : 0) }))
    .filter(({ share }) => share > 0)
    .sort((a, b) => b.share - a.share);
}

type Ranked = { language: string; share: number };
