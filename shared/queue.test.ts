/** The order of the waiting, and what players are told of it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PRIORITIES } from './internal.ts';
import { estimateWait, FLOOD_WAITING, HEAD_START_MAX_MS, inQueueOrder, LOW_BEHIND_MS, type Queued } from './queue.ts';
import { queueRules } from './queue-rules.ts';

const RULES = queueRules.parse({ tiers: { gold: 1, vip: 3 } });
const MINUTE = 60_000;

function one(id: string, more: Partial<Queued> = {}): Queued {
  return { id, topic: 'other', tier: null, verified: false, front: false, queuedAt: 0, ...more };
}
const order = (...waiting: Queued[]) => inQueueOrder(waiting, RULES).map(({ id }) => id);

describe('who comes next', () => {
  it('is who came first', () => {
    expect(order(one('late', { queuedAt: 2 }), one('early', { queuedAt: 1 }))).toEqual(['early', 'late']);
  });

  it('is a urgent topic before one that came a little earlier', () => {
    expect(order(one('rules'), one('payments', { topic: 'payments', queuedAt: 9 * MINUTE }))[0]).toBe('payments');
    expect(order(one('rules'), one('payments', { topic: 'payments', queuedAt: 11 * MINUTE }))[0]).toBe('rules');
  });

  it('is a tier, within a topic', () => {
    expect(order(one('plain'), one('vip', { tier: 'vip', queuedAt: 5 * MINUTE }))[0]).toBe('vip');
    expect(order(one('plain'), one('unknown', { tier: 'platinum', queuedAt: 1 }))[0]).toBe('plain');
  });

  it('is whoever had been with an operator, and before everybody the one in danger', () => {
    const waiting = [
      one('vip', { tier: 'vip', topic: 'payments' }),
      one('front', { front: true, queuedAt: 60 * MINUTE }),
      one('danger', { topic: 'safer-gambling', queuedAt: 90 * MINUTE }),
    ];
    expect(order(...waiting)).toEqual(['danger', 'front', 'vip']);
  });

  it('is what operators called urgent, then high, both behind danger and before whoever had been with one', () => {
    const waiting = [
      one('front', { front: true }),
      one('high', { priority: 'high', queuedAt: 50 * MINUTE }),
      one('urgent', { priority: 'urgent', queuedAt: 90 * MINUTE }),
      one('danger', { topic: 'safer-gambling', priority: 'low', queuedAt: 95 * MINUTE }),
      one('normal', { priority: 'normal' }),
    ];
    expect(order(...waiting)).toEqual(['danger', 'urgent', 'high', 'front', 'normal']);
  });

  it('is a low one after all who are there, and after an hour before those who come', () => {
    const low = one('low', { priority: 'low', topic: 'payments', tier: 'vip', front: true });
    expect(order(low, one('later', { queuedAt: 30 * MINUTE }))).toEqual(['later', 'low']);
    expect(order(low, one('newcomer', { queuedAt: LOW_BEHIND_MS }))).toEqual(['low', 'newcomer']);
  });

  it('is a signed player in a flood, though anonymous ones came well before', () => {
    const anonymous = Array.from({ length: FLOOD_WAITING }, (_, i) => one(`a${i}`, { queuedAt: i }));
    const signed = one('signed', { verified: true, queuedAt: 20 * MINUTE });
    expect(order(...anonymous, signed)[0]).toBe('signed');
    expect(order(...anonymous.slice(0, 10), signed)[0]).toBe('a0');
  });

  it('is the same on every relay, whatever order the database gives', () => {
    fc.assert(
      fc.property(fc.array(queued(), { maxLength: 30 }), fc.infiniteStream(fc.nat()), (waiting, random) => {
        const distinct = [...new Map(waiting.map((row) => [row.id, row])).values()];
        const shuffled = distinct
          .map((row) => ({ row, at: random.next().value as number }))
          .sort((a, b) => a.at - b.at)
          .map(({ row }) => row);
        expect(order(...shuffled)).toEqual(order(...distinct));
      }),
    );
  });

  it('starves nobody: past the largest head start, no newcomer goes before', () => {
    fc.assert(
      fc.property(fc.array(queued(), { minLength: 1, maxLength: 30 }), queued(), (waiting, old) => {
        const first = Math.min(...waiting.map((row) => row.queuedAt));
        const patienceMs = HEAD_START_MAX_MS + LOW_BEHIND_MS + 1;
        const patient = { ...old, id: 'patient', topic: 'other', queuedAt: first - patienceMs };
        const before = order(...waiting, patient).slice(0, order(...waiting, patient).indexOf('patient'));
        const exempt = waiting.filter(isFirstByNature).map(({ id }) => id);
        expect(before.filter((id) => !exempt.includes(id))).toEqual([]);
      }),
    );
  });
});

describe('how long it takes', () => {
  it('is not said when too little is known', () => {
    expect(estimateWait(1, 4, 30 * MINUTE)).toBeNull();
  });

  it('is a range that holds the mean, wider for those further back', () => {
    expect(estimateWait(1, 30, 30 * MINUTE)).toEqual({ low: 0, high: 2 });
    expect(estimateWait(10, 30, 30 * MINUTE)).toEqual({ low: 5, high: 15 });
  });

  it('is not said when it is hours', () => {
    expect(estimateWait(500, 5, 30 * MINUTE)).toBeNull();
  });

  it('never has a low end that is not below the high one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 5, max: 2_000 }), (position, answered) => {
        const range = estimateWait(position, answered, 30 * MINUTE);
        if (range) expect(range.low).toBeLessThan(range.high);
      }),
    );
  });
});

function isFirstByNature({ front, topic, priority }: Queued): boolean {
  return front || topic === 'safer-gambling' || priority === 'urgent' || priority === 'high';
}

function queued(): fc.Arbitrary<Queued> {
  return fc.record({
    id: fc.uuid(),
    topic: fc.constantFrom('payments', 'rules', 'safer-gambling', null),
    tier: fc.constantFrom('gold', 'vip', 'none', null),
    verified: fc.boolean(),
    priority: fc.constantFrom(...PRIORITIES, undefined),
    front: fc.boolean(),
    queuedAt: fc.integer({ min: 0, max: 3 * 60 * MINUTE }),
  });
}
