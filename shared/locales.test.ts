/** The English file is the measure: the others say the same things, about the same values, in all their plural forms. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LOCALES } from './people.ts';

type Table = Record<string, string>;

const folder = new URL('locales/', import.meta.url);
const fileOf = (locale: string, name: string) => new URL(`${locale}/${name}`, folder);
const read = (locale: string, name: string): Table => JSON.parse(readFileSync(fileOf(locale, name), 'utf8'));

/** Plural forms of one text, under the key without its suffix. */
const PLURAL = /_(zero|one|two|few|many|other)$/;
const isPlural = (key: string, table: Table) => PLURAL.test(key) && `${key.replace(PLURAL, '')}_other` in table;

/** Everything that is wrong with a table, compared with the English one. */
function faults(table: Table, english: Table, locale: string): string[] {
  const forms = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
  const wanted = Object.keys(english).flatMap((key) => {
    if (!isPlural(key, english)) return [key];
    return key.endsWith('_other') ? forms.map((form) => key.replace(PLURAL, `_${form}`)) : [];
  });
  return [
    ...wanted.filter((key) => !(key in table)).map((key) => `${key} is missing`),
    ...Object.keys(table)
      .filter((key) => !wanted.includes(key))
      .map((key) => `${key} is not in English`),
    ...Object.entries(table).flatMap(([key, text]) => faultsOfText(key, text, english)),
  ];
}

function faultsOfText(key: string, text: string, english: Table): string[] {
  const found: string[] = [];
  const model = english[key] ?? english[key.replace(PLURAL, '_other')] ?? '';
  if (!text.trim()) found.push(`${key} is empty`);
  if (text !== text.normalize('NFC')) found.push(`${key} is not composed (NFC)`);
  if (/\$t\(|{{[^}]*,/.test(text)) found.push(`${key} uses what the widget's reader does not read`);
  // A form for exactly none, one or two may say it without the number.
  const optional = /_(zero|one|two)$/.test(key) ? ['{{count}}'] : [];
  const [here, there] = [text, model].map((one) =>
    (one.match(/{{.+?}}/g) ?? []).filter((name) => !optional.includes(name)),
  );
  if (String(here?.sort()) !== String(there?.sort())) found.push(`${key} has other placeholders`);
  return found;
}

describe.each(readdirSync(new URL('en/', folder)))('%s', (name) => {
  // What players read is in every language of the list; the inbox in those into which it has been put.
  const locales = LOCALES.filter((locale) => !name.startsWith('inbox') || existsSync(fileOf(locale, name)));
  it.each(locales)('%s', (locale) => expect(faults(read(locale, name), read('en', name), locale)).toEqual([]));
});

it('has a folder for every language of the list, and no other', () => {
  expect(readdirSync(folder).sort()).toEqual([...LOCALES].sort());
});

it('positive control: finds what is wrong', () => {
  const english = { a: 'A', b: 'B {{name}}', n_one: '{{count}} thing', n_other: '{{count}} things' };
  const belarusian = { b: 'Б {{nmae}}', c: 'В', n_one: '{{count}} рэч', n_few: '{{count}} рэчы', n_other: '$t(a)' };
  expect(faults(belarusian, english, 'be')).toEqual([
    'a is missing',
    'n_many is missing',
    'c is not in English',
    'b has other placeholders',
    "n_other uses what the widget's reader does not read",
    'n_other has other placeholders',
  ]);
});
