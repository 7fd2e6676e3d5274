/**
 * What players read is in their language: its letters, nothing left in English, no text much longer than the English
 * one, beside which the layout was drawn.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LOCALES, type Locale } from './people.ts';

type Table = Record<string, string>;

/** Of all files that speak to players. */
const tableOf = (locale: string): Table =>
  Object.assign(
    {},
    ...['widget', 'widget-more', 'relay'].map((name) =>
      JSON.parse(readFileSync(new URL(`locales/${locale}/${name}.json`, import.meta.url), 'utf8')),
    ),
  );
const english = tableOf('en');
const modelOf = (key: string) => english[key] ?? english[key.replace(/_[a-z]+$/, '_other')] ?? '';
/** Without placeholders, and without the marks that keep a name's direction. */
const plain = (text: string) => text.replace(/{{.+?}}|[\u2066-\u2069]/g, '');

/** What may read as in English, and why. */
const SAME_AS_ENGLISH: Record<string, Locale[]> = {
  // The word of the language itself.
  'launcher.label': ['es', 'pt', 'de'],
  'rating.no': ['es'],
  'about.bonus': ['az', 'tr', 'de'],
  // Units are written so in these.
  'files.kb': ['es', 'pt', 'de'],
  'files.mb': ['az', 'tr', 'vi', 'pl', 'es', 'pt', 'de'],
};

/** Letters of the language; for Cyrillic without those that only its neighbours have. */
const LETTERS: Record<Locale, RegExp> = {
  en: /^[a-z]*$/i,
  be: /^[абвгдеёжзійклмнопрстуўфхцчшыьэюя]*$/i,
  ru: /^[а-яё]*$/i,
  uk: /^[абвгґдеєжзиіїйклмнопрстуфхцчшщьюяʼ]*$/i,
  az: /^[abcçdeəfgğhxıijkqlmnoöprsştuüvyzİ]*$/i,
  tr: /^[abcçdefgğhıijklmnoöprsştuüvyzâîûİ]*$/i,
  vi: /^[a-zà-ỹđ]*$/i,
  pl: /^[abcćdeęfghijklłmnńoóprsśtuwyzźżaąq]*$/i,
  es: /^[a-záéíóúüñ]*$/i,
  pt: /^[a-zàáâãçéêíóôõú]*$/i,
  de: /^[a-zäöüß]*$/i,
  ar: /^[\u0621-\u0652]*$/,
};

/** Texts that go where there is little room may be longer by this much. */
const LONGER_TIMES = 2;
const LONGER_LETTERS = 12;

function faults(table: Table, locale: Locale): string[] {
  return Object.entries(table).flatMap(([key, text]) => {
    const found: string[] = [];
    const model = modelOf(key);
    if (text === model && !SAME_AS_ENGLISH[key]?.includes(locale)) found.push(`${key} is English`);
    const foreign = plain(text)
      .split(/[^\p{L}\p{M}]+/u)
      .filter((word) => !LETTERS[locale].test(word));
    if (foreign.length > 0) found.push(`${key} has other letters: ${foreign}`);
    if (plain(text).length > plain(model).length * LONGER_TIMES + LONGER_LETTERS) found.push(`${key} is long: ${text}`);
    return found;
  });
}

it.each(LOCALES.filter((locale) => locale !== 'en'))('%s says it all in its own language', (locale) =>
  expect(faults(tableOf(locale), locale)).toEqual([]),
);

it('positive control: finds English, a neighbour’s letters and what does not fit', () => {
  const words = { 'composer.send': 'Send', 'day.today': 'Ещё сегодня', 'message.you': `${'Вы'.repeat(20)}` };
  expect(faults(words, 'be')).toEqual([
    'composer.send is English',
    'composer.send has other letters: Send',
    'day.today has other letters: Ещё',
    expect.stringContaining('message.you is long'),
  ]);
});

describe('in a text from right to left', () => {
  it('names keep their own direction, and the reference runs as it is read out', () => {
    const around = (name: string, open: string) => (text: string) =>
      text.split(`{{${name}}}`).length - 1 === text.split(`${open}{{${name}}}\u2069`).length - 1;
    for (const text of Object.values(tableOf('ar'))) {
      for (const name of ['name', 'site']) expect(text).toSatisfy(around(name, '\u2068'));
      expect(text).toSatisfy(around('reference', '\u2066'));
    }
  });
});
