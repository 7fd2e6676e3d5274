/** Who guesses: the relay, and two packages in the relay's place, behind the same sieve for what is no language. */
import { lettersIn, wordsIn } from '@touchline/relay/languages/clean.ts';
import { loadForeign } from '@touchline/relay/languages/foreign.ts';
import { createGuesser, type Guesser } from '@touchline/relay/languages/guess.ts';
import { ownModel } from '@touchline/relay/languages/model.ts';

export const ENTRANTS = ['touchline', 'eld', 'franc'] as const;
export type Entrant = (typeof ENTRANTS)[number];

/** Loaded only when asked for: what each weighs is measured. */
export async function entrant(name: Entrant): Promise<Guesser> {
  if (name === 'touchline') return createGuesser({ own: ownModel, foreign: loadForeign });
  if (name === 'franc') return francGuesser();
  const { eld } = await import('eld/small');
  return scored((words) => Object.entries(eld.detect(words).getScores()));
}

/** franc calls languages by three letters, and Azerbaijani by its northern kind. */
const THREE: Record<string, string> = {
  ...{ en: 'eng', be: 'bel', ru: 'rus', az: 'azj', vi: 'vie', pl: 'pol' },
  ...{ tr: 'tur', uk: 'ukr', es: 'spa', pt: 'por', de: 'deu', ar: 'arb' },
};

async function francGuesser(): Promise<Guesser> {
  const { francAll } = await import('franc');
  const only = Object.values(THREE);
  const short = new Map(Object.entries(THREE).map(([two, three]) => [three, two]));
  return scored((words) =>
    francAll(words, { only, minLength: 1 }).map(([three, score]) => [short.get(three) ?? '', score]),
  );
}

function scored(scores: (words: string) => [language: string, score: number][]): Guesser {
  return async (text, languages) => {
    const words = wordsIn(text);
    const shares = scores(words).filter(([language]) => languages.includes(language));
    return { shares: new Map(words === '' ? [] : shares), letters: lettersIn(words) };
  };
}
