import type { DeskRow } from '@touchline/shared/down.ts';
import type { DeskView, Narrowing, OperatorUp } from '@touchline/shared/up.ts';
import { expect, test } from 'vitest';
import { createPages } from './pages.ts';

type Asked = OperatorUp & { type: 'list' };
const row = (id: string, at = 0, status: DeskRow['state']['status'] = 'waiting') =>
  ({ id, createdAt: at, resolvedAt: at, updatedAt: at, state: { seq: 1, status } }) as DeskRow;

function setUp(narrowing: Narrowing = {}) {
  const asked: Asked[] = [];
  const rows = new Map<string, DeskRow>();
  const now = { narrowing };
  const send = (frame: OperatorUp) => asked.push(frame as Asked) > 0;
  const pages = createPages({ send, rows, me: 'me', narrowing: () => now.narrowing });
  const answer = (view: DeskView, next: string | null, list: DeskRow[], narrowed?: Narrowing) =>
    pages.take({ type: 'list', view, next, rows: list, ...(narrowed && { narrowed }) });
  return { asked, rows, pages, answer, now };
}

test('what is under way comes whole, page after page, and what none of them showed has left', () => {
  const { asked, rows, pages, answer } = setUp();
  for (const id of ['stays', 'gone', 'later']) rows.set(id, row(id));
  pages.read('waiting');
  answer('waiting', 'second', [row('stays')]);
  expect(asked.map(({ before }) => before)).toEqual([undefined, 'second']);
  expect([...rows.keys()]).toContain('gone');
  pages.hear('came');
  rows.set('came', row('came'));
  answer('waiting', null, [row('later')]);
  expect([...rows.keys()].sort()).toEqual(['came', 'later', 'stays']);
  expect(pages.hasMore('waiting')).toBe(false);
});

test('what goes back to the first day comes as far as it is asked for, and is known no further back than that', () => {
  const { asked, pages, answer } = setUp();
  pages.read('all', { anew: true });
  answer('all', 'second', [row('c', 300), row('b', 200)]);
  expect(asked).toHaveLength(1);
  expect(pages.since.value.all).toBe(200);
  pages.more('all');
  pages.more('all');
  expect(asked.map(({ before }) => before)).toEqual([undefined, 'second']);
  answer('all', null, [row('a', 100)]);
  expect(pages.since.value.all).toBe(Number.NEGATIVE_INFINITY);
  pages.read('all');
  answer('all', 'second', [row('c', 300)]);
  expect(pages.since.value.all).toBe(Number.NEGATIVE_INFINITY);
});

test('an answer to how the list was narrowed before is no answer', () => {
  const { asked, rows, pages, answer, now } = setUp({ language: 'pl' });
  pages.read('resolved', { anew: true });
  now.narrowing = { language: 'be' };
  pages.readAnew('resolved');
  expect(asked.map(({ narrowed }) => narrowed)).toEqual([{ language: 'pl' }, { language: 'be' }]);
  answer('resolved', null, [row('pl', 1, 'resolved')], { language: 'pl' });
  expect(rows.size).toBe(0);
  answer('resolved', null, [row('be', 1, 'resolved')], { language: 'be' });
  expect(pages.loaded.value.has('resolved')).toBe(true);
});

test('the lists of what is under way are asked for whole, however they are narrowed', () => {
  const { asked, pages } = setUp({ language: 'pl' });
  pages.read('open');
  expect(asked).toEqual([{ type: 'list', view: 'open' }]);
});
