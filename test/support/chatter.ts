/**
 * Endless chat in several languages, the same for the same seed: the words of real messages, words made of their pieces,
 * of which a few are common and most are rare, amounts and numbers of bets.
 */
import { readFileSync } from 'node:fs';

export const CHATTER_LANGUAGES = ['en', 'be', 'ru', 'az', 'vi', 'pl', 'ar'] as const;
export type ChatterLanguage = (typeof CHATTER_LANGUAGES)[number];

/** The fixture has no Arabic. */
const ARABIC = [
  'متى يصل السحب إلى حسابي؟',
  'أين مكافأتي، لم تُضَف بعد',
  'لماذا أُلغي رهاني على المباراة',
  'أريد التحقق من الهويّة',
];

const lines = readFileSync(new URL('../fixtures/player-messages.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as { lang: string; text: string });

export type Chatter = ReturnType<typeof createChatter>;

export function createChatter(seed: number) {
  const random = randomNumbers(seed);
  const pick = <One>(list: readonly One[]): One => list[Math.floor(random() * list.length)] as One;
  const pieces = Object.fromEntries(CHATTER_LANGUAGES.map((language) => [language, piecesOf(language)]));

  function word(language: ChatterLanguage): string {
    const { words, syllables } = pieces[language] ?? { words: [], syllables: [] };
    // The further down the list, the rarer.
    if (random() < 0.6) return words[Math.floor(words.length * random() ** 3)] ?? '';
    return Array.from({ length: 2 + Math.floor(random() * 2) }, () => pick(syllables)).join('');
  }

  return {
    random,
    pick,
    word,
    message(language: ChatterLanguage): string {
      const words = Array.from({ length: 3 + Math.floor(random() * 12) }, () => word(language));
      if (random() < 0.3) words.push(pick(['48213', '1 250,50 BYN', '€20', '2:1', `${Math.floor(random() * 1e6)}`]));
      if (random() < 0.2) words.splice(1, 0, pick(['—', '?!', "п'ять", 'cash-out', '😀', '\u200b']));
      return words.join(' ');
    },
  };
}

function piecesOf(language: ChatterLanguage) {
  const texts = language === 'ar' ? ARABIC : lines.filter(({ lang }) => lang === language).map(({ text }) => text);
  const words = [...new Set(texts.join(' ').split(/\s+/))];
  const syllables = words.flatMap((each) => each.match(/[\p{L}\p{M}]{2,3}/gu) ?? []);
  return { words, syllables };
}

/** mulberry32. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
