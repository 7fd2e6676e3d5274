/**
 * Cyrillic as people type it with Latin letters. Nobody keeps to one standard, so each text draws for each letter one
 * of the ways that are seen; the first is the commonest. The same text and turn draw the same.
 */
import { seeded } from './random.ts';

const COMMON: Record<string, string> = {
  ...{ а: 'a', б: 'b', в: 'v', д: 'd', з: 'z', к: 'k', л: 'l', м: 'm', н: 'n', о: 'o', п: 'p', р: 'r', с: 's' },
  ...{ т: 't', у: 'u', ф: 'f', ж: 'zh j z', х: 'h kh x', ц: 'ts c', ч: 'ch 4 c', ш: 'sh w s', ю: 'yu ju iu' },
  ...{ я: 'ya ja ia', ґ: 'g', ь: '', "'": '', '’': '', ʼ: '' },
};
const WAYS: Record<string, Record<string, string>> = {
  ru: { ...COMMON, г: 'g', е: 'e', ё: 'e yo io', и: 'i', й: 'y i j', щ: 'sch sh shch', ъ: '', ы: 'y i', э: 'e' },
  be: { ...COMMON, г: 'h g', е: 'e ie je', ё: 'io yo jo', і: 'i', й: 'j y i', ў: 'u w', ы: 'y', э: 'e' },
  uk: { ...COMMON, г: 'h g', е: 'e', є: 'ie ye e', и: 'y', і: 'i', ї: 'i yi ji', й: 'i y j', щ: 'sch shch' },
};

export const ROMANISED = Object.keys(WAYS);

export function romanised(text: string, language: string, turn: number): string {
  const random = seeded(`${turn} ${text}`);
  const drawn = new Map<string, string>();
  for (const [letter, all] of Object.entries(WAYS[language] ?? {})) {
    const ways = all.split(' ');
    const other = ways[Math.floor(random() * ways.length)] ?? '';
    drawn.set(letter, random() < 0.5 ? (ways[0] ?? '') : other);
  }
  return [...text.toLowerCase()].map((letter) => drawn.get(letter) ?? letter).join('');
}
