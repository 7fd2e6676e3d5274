/**
 * Whether an answer is no translation: the same text again, or one in another language. Told by scripts and, where
 * somebody listens, by words. Short texts get the benefit of the doubt: "Бонус?" is the same in Belarusian and Russian.
 */
import { LOCALES } from '@touchline/shared/people.ts';

/** Which of `candidates` a text is in; null where nobody can tell. */
export type LanguageOf = (text: string, candidates: readonly string[]) => Promise<string | null>;

/** As it was sent, and as it came back: with placeholders, which are the same in both and count for nothing. */
type Answer = { sent: string; answer: string; source: string; target: string };

/** So few words may well be the same in two languages. */
const SAME_WORDS_MAX = 2;
const SCRIPT_LETTERS_MIN = 4;
/** Below, telling two languages apart is guessing; below the second, telling twelve apart is. */
const PAIR_LETTERS_MIN = 20;
const ANY_LETTERS_MIN = 60;

export async function isUntranslated(given: Answer, languageOf?: LanguageOf): Promise<boolean> {
  const { source, target } = given;
  const [sent, answer] = [wordsOf(given.sent), wordsOf(given.answer)];
  const letters = countOf(answer, /\p{L}/gu);
  if (isOtherScript({ sent, answer, source, target }, letters)) return true;
  if (folded(sent) === folded(answer) && countOf(answer, /\p{L}{2,}/gu) > SAME_WORDS_MAX) return true;
  if (letters < PAIR_LETTERS_MIN || !languageOf) return false;
  const candidates = letters < ANY_LETTERS_MIN ? [source, target] : [...new Set([source, target, ...LOCALES])];
  const heard = await languageOf(answer, candidates);
  return heard !== null && heard !== target;
}

/** Without numbers and placeholders, all of which hold a digit. One pattern for it would take quadratic time. */
function wordsOf(text: string): string {
  const chunks = text.split(/\s+/);
  return chunks.filter((chunk) => !/\d/.test(chunk)).join(' ');
}

/** Next to no letter is of the target's script, though most of those sent were of the source's. */
function isOtherScript({ sent, answer, source, target }: Answer, letters: number): boolean {
  const [own, wanted] = [lettersOf(source), lettersOf(target)];
  const sourceShare = countOf(sent, own) / Math.max(1, countOf(sent, /\p{L}/gu));
  return letters >= SCRIPT_LETTERS_MIN && sourceShare > 0.5 && countOf(answer, wanted) / letters < 0.2;
}

/** Of the script that a language is usually written in. */
function lettersOf(language: string): RegExp {
  const { script = 'Latn' } = new Intl.Locale(language).maximize();
  return PATTERNS.get(script) ?? /\p{L}/gu;
}

const PATTERNS = new Map([
  ['Latn', /\p{Script=Latin}/gu],
  ['Cyrl', /\p{Script=Cyrillic}/gu],
  ['Arab', /\p{Script=Arabic}/gu],
  ['Grek', /\p{Script=Greek}/gu],
  ['Hebr', /\p{Script=Hebrew}/gu],
  ['Geor', /\p{Script=Georgian}/gu],
  ['Armn', /\p{Script=Armenian}/gu],
]);

function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}

function countOf(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
