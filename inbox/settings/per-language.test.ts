import { expect, it } from 'vitest';
import { fallbackFor, languagesOf, withText } from './per-language.ts';

it('falls back as the relay does', () => {
  const texts = { en: 'Hello', pt: 'Olá', ru: '  ' };
  expect(fallbackFor(texts, 'pt-BR', 'en')).toEqual({ from: 'pt', text: 'Olá' });
  expect(fallbackFor(texts, 'ru', 'en')).toEqual({ from: 'en', text: 'Hello' });
  expect(fallbackFor(texts, 'pl', 'be')).toEqual({ from: 'en', text: 'Hello' });
  expect(fallbackFor({ pl: 'Cześć' }, 'pl', 'en')).toBeNull();
});

it('shows every language of the site, and those that something was written in', () => {
  expect(languagesOf(['en', 'ru'], { pl: 'x', en: 'y' }, undefined)).toEqual(['en', 'ru', 'pl']);
});

it('a text that is emptied is none', () => {
  expect(withText({ en: 'a', ru: 'б' }, 'ru', '')).toEqual({ en: 'a' });
});
