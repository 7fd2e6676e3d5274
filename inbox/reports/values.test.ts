import { beforeAll, expect, it } from 'vitest';
import { speak, speakOf } from '../words.ts';
import { rangeText, rowName, scaleOf, weekdayOf, written, writtenShort } from './values.ts';

beforeAll(() => speakOf('office'));

const S = 1000;
const M = 60 * S;
const H = 60 * M;

it.each([
  [300, '< 1 sec', '< 1 с', '< 1 sek.'],
  [42 * S, '42 sec', '42 с', '42 sek.'],
  [59.6 * S, '1 min', '1 мин', '1 min'],
  [80 * S, '1 min 20 sec', '1 мин 20 с', '1 min 20 sek.'],
  [12 * M + 40 * S, '13 min', '13 мин', '13 min'],
  [59 * M + 40 * S, '1 hr', '1 ч', '1 godz.'],
  [2 * H + 5 * M, '2 hr 5 min', '2 ч 5 мин', '2 godz. 5 min'],
  [23 * H + 59.9 * M, '24 hr', '24 ч', '24 godz.'],
  [76 * H, '3 days 4 hr', '3 дн. 4 ч', '3 dni 4 godz.'],
])('%d ms is read as a duration', async (ms, en, ru, pl) => {
  for (const [language, text] of [
    ['en', en],
    ['ru', ru],
    ['pl', pl],
  ] as const) {
    await speak(language);
    expect(written(ms, 'ms').replaceAll('\u00a0', ' ')).toBe(text);
  }
});

it('nothing is a dash, never a zero', () => {
  expect(written(null, 'ms')).toBe('–');
  expect(written(null, 'share')).toBe('–');
});

it('days, weeks and hours are the reader’s', async () => {
  await speak('pl');
  expect(weekdayOf(1)).toBe('poniedziałek');
  expect(rowName('hour-of-week', { key: '7-23', name: null })).toBe('niedziela 23:00');
  expect(rowName('month', { key: '2026-03', name: null })).toBe('marzec 2026');
  await speak('en');
  expect(rowName('day', { key: '2026-03-29', name: null })).toBe('Sun, 29 Mar 2026');
  expect(rangeText({ from: '2026-03-29', to: '2026-03-29' })).toBe('Sun, 29 Mar 2026');
  expect(rowName('operator', { key: 'x', name: null })).toBe('No longer here');
  expect(rowName('operator', { key: '', name: null })).toBe('Nobody');
  expect(rowName('topic', { key: '', name: null })).toBe('No topic');
});

it('a table of durations has one unit', async () => {
  await speak('en');
  expect(scaleOf('ms', 90 * S)).toMatchObject({ unit: 'second' });
  expect(scaleOf('ms', 6 * M).write(84 * S)).toBe('1.4');
  expect(scaleOf('ms', 30 * H)).toMatchObject({ unit: 'hour' });
  expect(writtenShort(0, 'ms')).toBe('0 sec');
});
