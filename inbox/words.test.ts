import { effect } from '@preact/signals';
import { expect, it } from 'vitest';
import { preferred } from './locale/languages.ts';
import { inAlphabet, listed } from './locale/lists.ts';
import { dayName, duration, fullTime, languageName, shortTime } from './when.ts';
import { speak, t, tOr } from './words.ts';

const AT = new Date(2026, 10, 21, 14, 5).getTime();
const NOW = new Date(2026, 10, 25, 9, 0).getTime();
const HOUR_MS = 3_600_000;

it('speaks what was chosen here, else the first of the browser’s languages that it has, else English', () => {
  expect(preferred('ru', ['pl'])).toBe('ru');
  expect(preferred(null, ['fr-CA', 'pl-PL', 'en'])).toBe('pl');
  expect(preferred('klingon', ['vi'])).toBe('en');
  expect(preferred('__proto__', ['constructor'])).toBe('en');
});

it('what reads a word hears of another language, and the last one asked for is the one', async () => {
  await speak('en');
  const heard: string[] = [];
  const stop = effect(() => void heard.push(t('resolve')));
  await Promise.all([speak('pl'), speak('ru')]);
  stop();
  expect(heard).toEqual(['Resolve', 'Завершить']);
});

it.each([
  ['en', '3 new messages', '21 new messages', '2 h 10 min', '21 Nov', 'Saturday 21 November', 'Belarusian'],
  ['ru', '3 новых сообщения', '21 новое сообщение', '2 ч 10 мин', '21 нояб.', 'суббота, 21 ноября', 'белорусский'],
  ['pl', '3 nowe wiadomości', '21 nowych wiadomości', '2 godz. 10 min', '21 lis', 'sobota, 21 listopada', 'białoruski'],
] as const)(
  '%s: counts, waits, days and languages are its own',
  async (language, three, twentyOne, wait, short, day, be) => {
    await speak(language);
    expect(t('row.unread', { count: 3 })).toBe(three);
    expect(t('row.unread', { count: 21 })).toBe(twentyOne);
    expect(duration(2 * HOUR_MS + 600_000)).toBe(wait);
    expect(shortTime(AT, NOW)).toBe(short);
    expect(shortTime(AT, AT)).toBe('14:05');
    expect(dayName(AT, NOW)).toBe(day);
    expect(fullTime(AT)).toContain('2026');
    expect(languageName('be')).toBe(be);
    expect(languageName('not a tag')).toBe('not a tag');
  },
);

it('lists and orders names as the language does', async () => {
  const names = ['Zofia', 'Łukasz', 'Lena', 'Ewa'];
  await speak('pl');
  expect([...names].sort(inAlphabet)).toEqual(['Ewa', 'Lena', 'Łukasz', 'Zofia']);
  expect(listed(['Ewa', 'Lena', 'Łukasz'])).toBe('Ewa, Lena i Łukasz');
  await speak('ru');
  expect(['Ёлкин', 'Жуков', 'Егоров'].sort(inAlphabet)).toEqual(['Егоров', 'Ёлкин', 'Жуков']);
});

it('a word put together at run time falls back where the file has none', async () => {
  await speak('pl');
  expect(tOr('topic.payments', 'payments')).toBe('Płatności');
  expect(tOr('topic.unheard-of', 'unheard-of')).toBe('unheard-of');
});
