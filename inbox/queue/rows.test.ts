import type { DeskRow } from '@touchline/shared/down.ts';
import { referenceOf } from '@touchline/shared/reference.ts';
import type { DeskView } from '@touchline/shared/up.ts';
import { expect, test } from 'vitest';
import { departed, filterWords, listOf, matches, put } from './rows.ts';

const ME = 'me';
const ids = (rows: readonly DeskRow[]) => rows.map(({ id }) => id).join(' ');
function row(
  id: string,
  change: Partial<Omit<DeskRow, 'state'>> & { state?: Partial<DeskRow['state']> } = {},
): DeskRow {
  const state = { seq: 2, status: 'waiting' as const, topic: null, language: 'be', assignee: null, parked: false };
  return {
    id,
    site: 'site',
    contact: { id: `contact-${id}`, name: null, verified: false, externalId: null, tier: null },
    locale: 'be',
    page: null,
    lastMessage: null,
    unread: 0,
    waitingSince: null,
    queuedAt: null,
    front: false,
    wanted: null,
    offer: null,
    createdAt: 50,
    resolvedAt: null,
    updatedAt: 100,
    ...change,
    state: { ...state, readByPlayer: 0, readByOperator: 0, ...change.state },
  };
}
const mine = { status: 'open' as const, assignee: { id: ME, name: 'Alesia' } };
const hers = { status: 'open' as const, assignee: { id: 'other', name: 'Rauf' } };

test('older news of a row is dropped, whatever order frames come in', () => {
  const rows = new Map([['a', row('a', { state: { seq: 5 }, unread: 1 })]]);
  expect(put(rows, row('a', { state: { seq: 4 }, unread: 9 }))).toBe(false);
  expect(put(rows, row('a', { state: { seq: 6 }, unread: 2 }))).toBe(true);
  expect(rows.get('a')?.unread).toBe(2);
});

const noRules = () => undefined;

test('who came first is on top, and of mine those who wait, then those who do not, then those whom we wait for', () => {
  const waiting = [row('new', { queuedAt: 300 }), row('old', { queuedAt: 100 })];
  expect(ids(listOf(waiting, 'waiting', ME, noRules))).toBe('old new');
  const rows = [
    row('silent', { state: { ...mine, parked: true }, updatedAt: 950 }),
    row('answered', { state: mine, updatedAt: 900 }),
    row('asks', { state: mine, waitingSince: 500, updatedAt: 500 }),
    row('hers', { state: hers }),
  ];
  expect(ids(listOf(rows, 'mine', ME, noRules))).toBe('asks answered silent');
  expect(ids(listOf(rows, 'open', ME, noRules))).toBe('silent answered asks hers');
});

test('what is put aside, what was sent to a team and what is over have lists and orders of their own', () => {
  const aside = (until: number | null) => ({ ...mine, parked: true, snoozed: { until } });
  const team = { id: 't', name: 'Payments' };
  const rows = [
    row('reply', { state: aside(null) }),
    row('later', { state: aside(900) }),
    row('soon', { state: aside(300) }),
    row('mine', { state: mine }),
    row('asked', { state: { team } }),
    row('old', { state: { status: 'resolved', team }, createdAt: 1, resolvedAt: 800, updatedAt: 999 }),
    row('new', { state: { status: 'resolved' }, createdAt: 70, resolvedAt: 900 }),
  ];
  const list = (view: DeskView) => ids(listOf(rows, view, ME, noRules));
  expect(list('snoozed')).toBe('soon later reply');
  expect(list('mine')).toBe('mine');
  expect(list('escalated')).toBe('asked');
  expect(list('resolved')).toBe('new old');
  expect(list('all')).toBe('new soon reply mine later asked old');
});

test('rows that left a list unseen go, except those heard of since it was asked for', () => {
  const rows = [row('stays'), row('gone'), row('came'), row('elsewhere', { state: mine })];
  const reading = { seen: new Set(['stays']), heardOf: new Set(['came']) };
  expect(departed(rows, 'waiting', ME, reading)).toEqual(['gone']);
});

test('the filter finds every word, in any case and with or without accents', () => {
  const found = (filter: string) =>
    matches(
      row('a', { contact: { id: 'c', name: 'Žofia Wójcik', verified: true, externalId: 'u-77', tier: null } }),
      filterWords(filter),
      'Fairplay',
    );
  expect(found('zofia fairplay')).toBe(true);
  expect(found('U-77')).toBe(true);
  expect(found('zofia otherbrand')).toBe(false);
  expect(found('  ')).toBe(true);
});

test.each([
  ['gelir', 'Çıxarış nə vaxt GƏLİR'],
  ['cixaris', 'Çıxarış nə vaxt GƏLİR'],
  ['dat cuoc', 'ĐẶT CƯỢC bị huỷ'],
  ['lodz', 'Gdzie jest ŁÓDŹ?'],
  ['ten-euro', 'the ten euro bonus'],
  ["п'ять", 'п’ять гривень'],
])('the filter finds by %s what the search finds: %s', (typed, text) => {
  const lastMessage = { text, at: 1, author: { kind: 'player' as const }, language: null, translated: null };
  expect(matches(row('a', { lastMessage }), filterWords(typed), '')).toBe(true);
});

test('a filter of signs alone is a filter too', () => {
  const lastMessage = { text: 'won 🎉', at: 1, author: { kind: 'player' as const }, language: null, translated: null };
  const found = (filter: string) => matches(row('a', { lastMessage }), filterWords(filter), '');
  expect([found('🎉'), found('🔥'), found('%_')]).toEqual([true, false, false]);
});

test('the filter finds what was written and what it was translated into', () => {
  const lastMessage = {
    text: 'дзе мой дэпазіт',
    at: 1,
    author: { kind: 'player' as const },
    language: 'be',
    translated: { language: 'ru', text: 'где мой депозит' },
  };
  const found = (filter: string) => matches(row('a', { lastMessage }), filterWords(filter), '');
  expect([found('дэпазіт'), found('депозит'), found('ставка')]).toEqual([true, true, false]);
});

test('the filter finds a reference as it is read aloud: with its dash or without, in any case', () => {
  const id = '019ac2aa-0000-7000-8000-00a5b1c2d3e4';
  const found = (filter: string) => matches(row(id), filterWords(filter), '');
  expect(found(referenceOf(id).toLowerCase())).toBe(true);
  expect(found(referenceOf(id).replace('-', ''))).toBe(true);
  expect(found('ZZZZ-ZZZZ')).toBe(false);
});
