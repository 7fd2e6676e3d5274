import { readFileSync } from 'node:fs';
import type { QueueFrame } from '@touchline/shared/down.ts';
import { LOCALES, type Locale } from '@touchline/shared/people.ts';
import { words } from '@touchline/shared/words.ts';
import { describe, expect, it } from 'vitest';
import { dayInSentence } from './expected-day.ts';
import { isWorthSaying, standing } from './waiting.ts';

/** A Saturday. */
const NOW = new Date(2026, 10, 21, 3).getTime();
const at = (day: number, hour: number) => new Date(2026, 10, day, hour).getTime();
const tableOf = (locale: Locale) =>
  JSON.parse(readFileSync(new URL(`../shared/locales/${locale}/widget-more.json`, import.meta.url), 'utf8'));

const frame = (more: Partial<QueueFrame>): QueueFrame => ({
  type: 'queue',
  conversation: '019ac2f0-0000-7000-8000-00f3b7a3a7d1',
  staffed: true,
  position: 3,
  wait: null,
  expectedAt: null,
  ...more,
});
const nobody = (expectedAt: number | null = null) => frame({ staffed: false, position: null, expectedAt });
const said = (more: Partial<QueueFrame>, locale: Locale = 'en') =>
  standing(frame(more), words(tableOf(locale), locale), locale, NOW);

describe('how a conversation stands', () => {
  it.each([
    [{ position: 3 }, 'You are number 3'],
    [{ position: 3, wait: { low: 5, high: 10 } }, 'You are number 3 · about 5–10 minutes'],
    [{ position: 1, wait: { low: 0, high: 5 } }, 'You are next · less than 5 minutes'],
    [{ position: 1, wait: { low: 0, high: 1 } }, 'You are next · less than a minute'],
  ])('%j', (place, text) => expect(said(place)).toEqual([text]));

  it('with nobody there is no place in a queue, but a reference, and when somebody is expected', () => {
    const lines = said(nobody(at(23, 9)));
    expect(lines).toHaveLength(3);
    expect(lines[1]).toBe('An operator who speaks your language is expected on Monday at 9:00 AM.');
    expect(lines[2]).toMatch(/^Reference [0-9A-Z]{4}-[0-9A-Z]{4}$/);
  });

  it('does not go on expecting somebody who has not come', () => expect(said(nobody(NOW - 1))).toHaveLength(2));

  it.each([...LOCALES])('leaves nothing unsaid in %s', (locale) => {
    const all = [
      ...said({ position: 2, wait: { low: 2, high: 10 } }, locale),
      ...said({ position: 1, wait: { low: 0, high: 1 } }, locale),
      ...[21, 22, 23, 24, 25, 26, 27].flatMap((day) => said(nobody(at(day, 9)), locale)),
    ].join();
    expect(all).not.toMatch(/{{|undefined|waiting\.|\|/);
  });
});

describe('the expected day', () => {
  it.each([
    [21, 'сёння'],
    [22, 'заўтра'],
    [23, 'ў панядзелак'],
    [27, 'ў пятніцу'],
  ])('November %i', (day, word) => expect(dayInSentence(at(day, 9), 'be', NOW)).toBe(word));

  it.each([...LOCALES])('has seven other days in %s, composed (NFC)', (locale) => {
    const days = [21, 22, 23, 24, 25, 26, 27, 28, 29].map((day) => dayInSentence(at(day, 9), locale, NOW));
    expect(new Set(days).size).toBe(9);
    expect(days.join()).toBe(days.join().normalize('NFC'));
  });
});

describe('said aloud', () => {
  const from = (position: number) => frame({ position });
  it.each([
    ['the first time', undefined, from(7), true],
    ['not at every step', from(7), from(6), false],
    ['not another estimate', from(7), frame({ position: 7, wait: { low: 5, high: 10 } }), false],
    ['when more than half of them have gone', from(7), from(3), true],
    ['when it is next', from(2), from(1), true],
    ['not again that it is next', from(1), frame({ position: 1, wait: { low: 0, high: 5 } }), false],
    ['when everybody has gone home', from(2), nobody(), true],
    ['when somebody has come', nobody(), from(2), true],
    ['when another time is known', nobody(), nobody(NOW), true],
  ])('%s', (_when, before, place, isNews) => expect(isWorthSaying(place, before)).toBe(isNews));
});
