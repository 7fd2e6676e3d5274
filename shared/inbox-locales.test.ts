/**
 * The inbox speaks at least these languages, whole. That keys, placeholders and plural forms agree is held by
 * locales.test.ts; here it is that nothing has stayed English.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LOCALES } from './people.ts';

type Table = Record<string, string>;

const FILES = readdirSync(new URL('locales/en/', import.meta.url)).filter((name) => name.startsWith('inbox'));

const read = (locale: string): Table =>
  Object.assign(
    {},
    ...FILES.map((name) => JSON.parse(readFileSync(new URL(`locales/${locale}/${name}`, import.meta.url), 'utf8'))),
  );

/** `{{hours}} godz.`: no sentence. */
const ABBREVIATION = /^\{\{\w+\}\} \p{L}+\.$/u;

/** What is the same in every language, by key: the product's name, names of software, signs, what is only a value. */
const SAME =
  /^(title|event\.system|connection\.(version|socket|postgres|redis))\b|^(row\.colleague|presence\.unknown|transfer\.speaks)$/;

/** What else a language writes as English does, and why. */
const ALSO: Record<string, Record<string, string>> = {
  ru: {},
  pl: {
    'field.email': 'E-mail is the Polish word',
    'contact.email': 'as field.email',
    'contact.device.tablet': 'the same word',
    'presence.online': 'borrowed, and neither masculine nor feminine',
    'presence.offline': 'as online',
    'act.about.program': 'the same word',
    'team.admin': 'the same word',
    'time.minutes': 'the same abbreviation',
  },
};

/** Words in Latin letters that stand in Russian text too: names, what is typed, what stands in code and in settings. */
const LATIN_IN_RUSSIAN =
  /(?:script|connect|img|style)-src|data-site|\b(?:JWT|PEM|typ|alg|kid|iss|aud|iat|exp|sub)\b|Touchline|WebSocket|Postgres|Redis|REDIS_URL|Content-Security-Policy|HTTPS|NTP|POST|Node|cookie|script|body|Enter|Esc|Shift|ID|https|brand\.example|poll|inbox|PDF|\bj\b/g;

function leftInEnglish(table: Table, english: Table, locale: string): string[] {
  return Object.entries(table).flatMap(([key, text]) => {
    const base = key.replace(/_(one|few|many|other)$/, '');
    if (text === (english[key] ?? english[`${base}_other`])) {
      return SAME.test(base) || ALSO[locale]?.[base] ? [] : [`${key} is the English text`];
    }
    const words = text.replace(/{{.+?}}/g, '').replace(LATIN_IN_RUSSIAN, '');
    return locale === 'ru' && /\p{Script=Latin}/u.test(words) ? [`${key} has Latin letters`] : [];
  });
}

describe.each(Object.keys(ALSO))('%s', (locale) => {
  const [table, english] = [read(locale), read('en')];

  it('says nothing in English', () => expect(leftInEnglish(table, english, locale)).toEqual([]));

  it('excuses nothing that it has put into its own words', () => {
    const same = (key: string) => [key, `${key}_other`].some((one) => one in table && table[one] === english[one]);
    expect(Object.keys(ALSO[locale] ?? {}).filter((key) => !same(key))).toEqual([]);
  });

  it('calls the languages of the product as CLDR does, of which Chromium has not all', () => {
    const names = new Intl.DisplayNames(locale, { type: 'language' });
    const different = LOCALES.filter((tag) => table[`languages.${tag}`] !== names.of(tag));
    // The language commission's word, and half as long.
    expect(different).toEqual(locale === 'pl' ? ['az'] : []);
  });

  it('ends its sentences as English does', () => {
    const ends = (text: string) => /[.:?…]$/.exec(text.replace(/ …$/, '…'))?.[0] ?? '';
    const different = Object.entries(table).filter(([key, text]) => {
      const model = english[key] ?? english[key.replace(/_(one|few|many|other)$/, '_other')] ?? '';
      return ends(text) !== ends(model) && !ABBREVIATION.test(text);
    });
    expect(different.map(([key]) => key)).toEqual([]);
  });
});
it('positive control: finds what was not put into words', () => {
  const english = { a: 'Open', b_one: '{{count}} thing', b_other: '{{count}} things', c: 'Closed' };
  const russian = {
    a: 'Open',
    b_one: '{{count}} дело',
    b_few: '{{count}} things',
    b_many: '{{count}} дел',
    c: 'Закрыт now',
  };
  expect(leftInEnglish(russian, english, 'ru')).toEqual([
    'a is the English text',
    'b_few is the English text',
    'c has Latin letters',
  ]);
});
