import { describe, expect, test } from 'vitest';
import { type Language, languageCodes, languages, preferredLanguage, wordsIn } from './words.ts';

const english = languages.en.words as Record<string, string>;

describe.each(languageCodes)('%s', (language) => {
  test('has the keys and placeholders of English, and no empty word', () => {
    const words = languages[language].words as Record<string, string>;
    expect(Object.keys(words)).toEqual(Object.keys(english));
    for (const [key, text] of Object.entries(words)) {
      expect(text.trim(), key).not.toBe('');
      expect(placeholders(text), key).toEqual(placeholders(english[key] ?? ''));
    }
  });

  test('the bet slip can write an amount as the server does', () => {
    const words = wordsIn(language);
    const { pattern, group, decimal } = words.moneyStyle();
    const digits = `12${group}345${group}678${decimal}90`;
    expect(pattern.replace('{n}', digits)).toBe(words.money(1_234_567_890));
  });
});

test('dates are in the language and the time zone of its readers', () => {
  const at = new Date('2026-11-23T19:30:00Z');
  expect(wordsIn('be').moment(at)).toBe('23 ліс, 22:30');
  expect(wordsIn('vi').time(at)).toBe('02:30');
  expect(wordsIn('en').day(at)).toBe('Mon 23 Nov');
});

test('a browser without a language we speak gets English', () => {
  const wanted: [string | undefined, Language][] = [
    [undefined, 'en'],
    ['*', 'en'],
    ['vi-VN,vi;q=0.9', 'vi'],
    ['de, RU;q=0.5', 'ru'],
  ];
  for (const [header, language] of wanted) expect(preferredLanguage(header)).toBe(language);
});

function placeholders(text: string): string[] {
  return [...text.matchAll(/\{\{\w+\}\}/g)].map(([each]) => each).sort();
}
