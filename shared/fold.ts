/**
 * Text as search compares it: small letters without marks, and letters that people type for one another are the same.
 * What is written is folded when it is indexed and what is asked for when it is asked, so both must run this very code.
 *
 * Promises: `letters(a) + letters(b) = letters(a + b)`, so that a place in the folded text leads back to one in the
 * original; folding twice changes nothing. A change here needs everything to be indexed anew.
 */

/** Words of letters and digits, a space between two of them. */
export function fold(text: string): string {
  return letters(text).replace(BETWEEN_WORDS, ' ').trim();
}

/** Without gathering what is between the words. */
export function letters(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(SILENT, '')
    .replace(ALIKE, (letter) => SAME[letter] ?? letter);
}

export function isWordCharacter(character: string): boolean {
  return WORD_CHARACTER.test(character);
}

const WORD_CHARACTER = /[\p{L}\p{N}]/u;
const BETWEEN_WORDS = /[^\p{L}\p{N}]+/gu;
/** Marks, invisible characters, the Arabic line that only stretches a word, and apostrophes: `п'ять` is one word. */
const SILENT = /[\p{M}\p{Cf}\u0640'’‘ʼ`]/gu;

const SAME: Record<string, string> = {
  ...{ ə: 'e', ı: 'i', đ: 'd', ł: 'l', ß: 'ss', ø: 'o', æ: 'ae', œ: 'oe', ς: 'σ' },
  // Alef without its hamza is what the marks leave over; these have none to lose.
  ...{ ٱ: 'ا', ى: 'ي', ی: 'ي', ة: 'ه', ک: 'ك' },
  ...digits('٠١٢٣٤٥٦٧٨٩'),
  ...digits('۰۱۲۳۴۵۶۷۸۹'),
};
const ALIKE = new RegExp(`[${Object.keys(SAME).join('')}]`, 'g');

function digits(row: string): Record<string, string> {
  return Object.fromEntries([...row].map((digit, value) => [digit, `${value}`]));
}
