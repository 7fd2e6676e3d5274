import type { DeskRow } from '@touchline/shared/down.ts';
import { inQueueOrder } from '@touchline/shared/queue.ts';
import { queueRules } from '@touchline/shared/queue-rules.ts';
import { expect, test } from 'vitest';
import { inWaitingOrder } from './waiting-order.ts';

const ME = 'me';
const rules = queueRules.parse({ tiers: { gold: 3 } });
type More = { site?: string; topic?: string; tier?: string; front?: boolean; offeredTo?: string };
const row = (id: string, queuedAt: number, { site = 'a', topic, tier, front = false, offeredTo }: More = {}): DeskRow =>
  ({
    id,
    site,
    state: { topic: topic ?? null, status: 'waiting' },
    contact: { tier: tier ?? null, verified: false },
    offer: offeredTo ? { operator: offeredTo, until: 9 } : null,
    queuedAt,
    front,
  }) as DeskRow;
const order = (...rows: DeskRow[]) => inWaitingOrder(rows, () => rules, ME).map(({ id }) => id);

test('danger is first, then whom an operator had already, then urgency, tier and arrival', () => {
  expect(
    order(
      row('early', 0),
      row('golden', 100, { tier: 'gold' }),
      row('payment', 50, { topic: 'payments' }),
      row('returned', 400, { front: true }),
      row('danger', 500, { topic: 'safer-gambling' }),
    ),
  ).toEqual(['danger', 'returned', 'payment', 'golden', 'early']);
});

test('what is offered to me stands above all, what is offered to a colleague where it is', () => {
  expect(
    order(
      row('danger', 0, { topic: 'safer-gambling' }),
      row('hers', 1, { offeredTo: 'other' }),
      row('mine', 2, { offeredTo: ME }),
    ),
  ).toEqual(['mine', 'danger', 'hers']);
});

test('several brands keep each their own order', () => {
  const rows = [
    row('a1', 10),
    row('a2', 20, { topic: 'payments' }),
    row('b1', 15, { site: 'b' }),
    row('b2', 1, { site: 'b' }),
    row('b3', 900, { site: 'b', topic: 'safer-gambling' }),
  ];
  const list = inWaitingOrder(rows, (site) => (site === 'a' ? rules : undefined), ME).map(({ id }) => id);
  expect(list.filter((id) => id.startsWith('a'))).toEqual(['a2', 'a1']);
  expect(list.filter((id) => id.startsWith('b'))).toEqual(['b3', 'b2', 'b1']);
  expect(list[0]).toBe('b3');
});

test('one brand’s list is the order in which routing serves it', () => {
  const rows = Array.from({ length: 150 }, (_, at) =>
    row(`r${at}`, (at * 7_919) % 5_000_000, {
      topic: ['payments', 'other', 'bets'][at % 3] ?? '',
      front: at % 11 === 0,
    }),
  );
  const queued = rows.map(({ id, state, contact, front, queuedAt }) => ({
    id,
    topic: state.topic,
    tier: contact.tier,
    verified: contact.verified,
    front,
    queuedAt: queuedAt ?? 0,
  }));
  expect(order(...rows)).toEqual(inQueueOrder(queued, rules).map(({ id }) => id));
});
