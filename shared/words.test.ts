import { readFileSync } from 'node:fs';
import i18next from 'i18next';
import { describe, expect, it } from 'vitest';
import { LOCALES } from './people.ts';
import { words } from './words.ts';

const tableOf = (locale: string, name = 'widget'): Record<string, string> =>
  JSON.parse(readFileSync(new URL(`locales/${locale}/${name}.json`, import.meta.url), 'utf8'));
/** What i18next and our reader put behind a key that counts. */
const FORM = /_(zero|one|two|few|many|other)$/;
/** Every class of every language, and what lies around the borders. */
const COUNTS = [...range(0, 32), ...range(98, 127), 200, 211, 1_000, 1_001, 1_234, 1_000_000, 0.5, 1.5, 2.1];
const VALUES = { name: 'Анна <b>&amp; $& {{site}}', site: 'Brand', language: 'be', languages: 'беларуская' };

describe.each(LOCALES)('%s', (locale) => {
  it.each(['widget', 'widget-more', 'relay'])(
    'reads %s.json the same as i18next: every key, every count',
    async (name) => {
      const table = tableOf(locale, name);
      const reference = i18next.createInstance();
      await reference.init({
        lng: locale,
        resources: { [locale]: { translation: table } },
        keySeparator: false,
        nsSeparator: false,
        interpolation: { escapeValue: false },
      });
      const t = words(table, locale);
      const keys = Object.keys(table).map((key) => key.replace(FORM, ''));
      for (const key of new Set(keys)) {
        expect(t(key, VALUES)).toBe(reference.t(key, VALUES));
        for (const count of COUNTS) expect(t(key, { ...VALUES, count })).toBe(reference.t(key, { ...VALUES, count }));
      }
    },
  );

  it('counts by the rules of the language, although not every browser has them', () => {
    const rules = new Intl.PluralRules(locale);
    const table = Object.fromEntries(rules.resolvedOptions().pluralCategories.map((form) => [`n_${form}`, form]));
    const t = words(table, locale);
    for (const count of COUNTS) expect(t('n', { count })).toBe(rules.select(count));
  });
});

it('positive control: English rules for Belarusian, as Chromium would have it, read otherwise', () => {
  const table = tableOf('be', 'widget-more');
  const key =
    Object.keys(table)
      .find((one) => one.endsWith('_few'))
      ?.replace('_few', '') ?? '';
  expect(words(table, 'en')(key, { count: 3 })).not.toBe(words(table, 'be')(key, { count: 3 }));
});

describe('what is missing', () => {
  const t = words({ hello: 'Hello {{name}}', n_other: '{{count}} things', once: 'one text for all' }, 'en');
  it('a key is its own text', () => expect(t('no.such.key')).toBe('no.such.key'));
  it('a value leaves its placeholder', () => expect(t('hello')).toBe('Hello {{name}}'));
  it('a plural form is the general one', () => expect(t('n', { count: 1 })).toBe('1 things'));
  it('plural forms altogether are the key alone', () => expect(t('once', { count: 1 })).toBe('one text for all'));
});

it('puts values in as they are, and once', () => {
  const t = words({ hello: '{{name}} {{ name }}' }, 'en');
  expect(t('hello', { name: '$& {{name}}' })).toBe('$& {{name}} $& {{name}}');
});

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}
