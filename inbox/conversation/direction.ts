/**
 * Which way a text runs: by the count of its strong letters. The first one, which `dir=auto` goes by, is often a
 * brand's or a bet's and not the language's. Pure.
 */
const RTL = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/gu;
const LETTER = /\p{L}/gu;
/** Enough to know; a long text costs no more. */
const SAMPLE = 600;

export function directionOf(text: string): 'ltr' | 'rtl' {
  const sample = text.slice(0, SAMPLE);
  const rtl = sample.match(RTL)?.length ?? 0;
  const letters = sample.match(LETTER)?.length ?? 0;
  return rtl * 2 > letters ? 'rtl' : 'ltr';
}
