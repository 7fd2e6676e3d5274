import { LOCALES } from '@touchline/shared/people.ts';
import { expect, test } from 'vitest';
import { LANGUAGES } from './languages.ts';
import { keyFromName, originsFrom, strengthOf } from './suggest.ts';

test('a key is suggested from the name, or nothing where no letter is left', () => {
  expect(keyFromName('  Grand Slam Bét! ')).toBe('grand-slam-bet');
  expect(keyFromName('Ставкі')).toBe('');
  expect(keyFromName('x')).toBe('');
  expect(keyFromName(`${'long '.repeat(20)}`)).toMatch(/^[a-z0-9][a-z0-9-]{1,38}[a-z0-9]$/);
});

test('addresses are understood as people paste them', () => {
  expect(originsFrom('brand.example/en?a=1, https://*.Brand.example/')).toEqual([
    'https://brand.example',
    'https://*.brand.example',
  ]);
  expect(originsFrom('localhost:4100\nhttp://localhost:4100')).toEqual(['http://localhost:4100']);
});

test('a password is judged by its length first', () => {
  expect(strengthOf('')).toBe('empty');
  expect(strengthOf('short')).toBe('short');
  expect(strengthOf('aaaaaaaaaaaaa')).toBe('plain');
  expect(strengthOf('ivana-ivana-ivana', ['Ivana'])).toBe('plain');
  expect(strengthOf('green horses at dawn', ['Ivana'])).toBe('good');
});

test('a site can have every language that the widget speaks', () => {
  expect(LANGUAGES).toEqual(expect.arrayContaining([...LOCALES]));
});
