/**
 * The words behind a number that say how much it is: `5 млн рублей` is `5 million rubles`, and neither `5 mil` nor
 * `5 million dollars`. They are translated like any other word, because kept ones would read oddly in every message
 * about money, and compared afterwards.
 *
 * Knows the languages of the product. Of others, and of currencies that are not listed, it says nothing.
 */
import { LOCALES } from '@touchline/shared/people.ts';
import { CODES } from './tokens.ts';

/** What the words behind `end` mean, the same for the same amount in every language; empty where there are none. */
export function amountWords(text: string, end: number, language: string, other: string): string {
  if (![language, other].every((one) => LOCALES.some((locale) => locale === one))) return '';
  let power = 0;
  let rest = text.slice(end, end + REACH);
  for (let i = 0; i < WORDS_MAX; i++) {
    const [found, word = ''] = rest.match(i === 0 ? FIRST_WORD : WORD) ?? [];
    if (found === undefined) break;
    rest = rest.slice(found.length);
    const currency = CURRENCIES.find(([, pattern]) => pattern.test(word));
    if (currency) return `${power} ${currency[0]}`;
    if (CODE.test(word)) return `${power} ${word}`;
    const magnitude = MAGNITUDES.find(([, pattern, only]) => pattern.test(word) && (only?.includes(language) ?? true));
    power += magnitude?.[0] ?? 0;
    if (!magnitude && !BETWEEN.test(word)) break;
  }
  return power > 0 ? `${power}` : '';
}

/** `5 mil millones de rublos bielorrusos`: the last word is not needed. */
const WORDS_MAX = 4;
const REACH = 60;
/** A full stop before it ends an abbreviation, and after a number the sentence. */
const FIRST_WORD = /^[^\S\n]{0,2}[-‑]?([\p{L}\p{M}]+)/u;
const WORD = /^(?:\.[^\S\n]?|[^\S\n]{1,2}|-)([\p{L}\p{M}]+)/u;
const CODE = new RegExp(`^(?:${CODES})$`);
const BETWEEN = /^(?:de|d|of|бел\p{L}*|belar\p{L}*|biało\p{L}*|bielor\p{L}*)$/iu;

/** By powers of ten. The third: words that mean something else elsewhere, as `5 min` does. */
const MAGNITUDES: readonly (readonly [number, RegExp, string[]?])[] = [
  [3, /^(?:тыс|тысяч\p{L}*|тис|тисяч\p{L}*|thousands?|k|tys|tysi\p{L}*|tsd|tausend|nghìn|ngàn|ألف|الف|آلاف)$/iu],
  [3, /^(?:mil|miles)$/iu, ['es', 'pt']],
  [3, /^min$/iu, ['az']],
  [3, /^bin$/iu, ['tr']],
  [6, /^(?:млн|миллион\p{L}*|мільйон\p{L}*|мільён\p{L}*|mln|mio|million(?:s|en)?|milioni?|milion(?:y|ów)|milyon)$/iu],
  [6, /^(?:mill[oó]n(?:es)?|milh(?:ão|ões)|triệu|مليون|ملايين)$/iu],
  [9, /^(?:млрд|миллиард\p{L}*|мільярд\p{L}*|mld|mrd|billions?|milliarden?|miliard\p{L}*|milyard?|milyar)$/iu],
  [9, /^(?:bilh(?:ão|ões)|tỷ|tỉ|مليار|مليارات)$/iu],
  [12, /^bill[oó]n(?:es)?$/iu, ['es']],
];

const CURRENCIES: readonly (readonly [string, RegExp])[] = [
  ['RUB', /^(?:р|руб|рубель|рубл\p{L}*|rubl\p{L}*|rub(?:el|eln|els|le|les|leyi|ley)|roubles?|rúp|روبل|روبلات?)$/iu],
  ['EUR', /^(?:евро|еўра|евра|євро|euros?|avro|يورو)$/iu],
  ['USD', /^(?:долл|доллар\p{L}*|долар\p{L}*|даляр\p{L}*|d[oó]lar\p{L}*|dollars?|đô|دولارا?|دولارات)$/iu],
  ['UAH', /^(?:грн|гр[иы][вў]н\p{L}*|гр[иы]вен|гр[иы]вень|hryvni?as?|hrywien|hrywn\p{L}*|grivnas?)$/iu],
  ['PLN', /^(?:зл|злот\p{L}*|злотих|zł|złot\p{L}*|zlot\p{L}*|eslotis?)$/iu],
  ['AZN', /^(?:манат\p{L}*|manat\p{L}*)$/iu],
  ['peso', /^(?:pesos?|песо|песа|بيزو)$/iu],
  ['VND', /^(?:донг\p{L}*|dongs?|dongów|đồng)$/iu],
];
