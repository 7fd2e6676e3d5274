import type { DeskRow } from '@touchline/shared/down.ts';
import { expect, test } from 'vitest';
import { alarmsOf, RING_EVERY_S } from './alarms.ts';

const row = (id: string, more: Partial<DeskRow> = {}): DeskRow =>
  ({ id, site: 'picks', offer: null, wanted: null, state: { status: 'waiting' }, ...more }) as DeskRow;

type Situation = Partial<Parameters<typeof alarmsOf>[0]>;
const alarms = (situation: Situation) =>
  Object.fromEntries(
    alarmsOf({
      me: 'me',
      offered: [],
      waiting: [],
      mine: [],
      given: new Set(),
      letGo: new Set(),
      silenced: new Set(),
      looking: null,
      presence: 'online',
      hasRoom: true,
      picks: (site) => site === 'picks',
      ...situation,
    }),
  );

test('an offer, what was given and not looked at, and who waits, in this order, each rarer than the one before', () => {
  const situation = { offered: [row('a')], mine: [row('b'), row('x')], given: new Set(['b']), waiting: [row('c')] };
  expect(Object.entries(alarms(situation))).toEqual([
    ['a', 'offer'],
    ['b', 'given'],
    ['c', 'waiting'],
  ]);
  expect(RING_EVERY_S.offer).toBeLessThan(RING_EVERY_S.given);
  expect(RING_EVERY_S.given).toBeLessThan(RING_EVERY_S.waiting);
});

test('who waits calls those who pick: not where the relay gives and offers, nor one who is on offer or snoozed', () => {
  const offer = { operator: 'other', until: 9 };
  const snoozed = { status: 'waiting', snoozed: { until: null } } as DeskRow['state'];
  const waiting = [row('a', { site: 'assigns' }), row('b', { offer }), row('c', { state: snoozed })];
  expect(alarms({ waiting })).toEqual({});
});

test('who waits for one operator calls that one, as given, and nobody else', () => {
  expect(alarms({ waiting: [row('a', { wanted: 'me' })], hasRoom: false })).toEqual({ a: 'given' });
  expect(alarms({ waiting: [row('a', { wanted: 'other' })] })).toEqual({});
});

test('nothing that I look at, have silenced or let go; an offer also while I look at it, for it runs out', () => {
  const waiting = [row('a')];
  expect(alarms({ waiting, looking: 'a' })).toEqual({});
  expect(alarms({ waiting, silenced: new Set(['a']) })).toEqual({});
  expect(alarms({ waiting, letGo: new Set(['a']) })).toEqual({});
  expect(alarms({ offered: [row('a')], looking: 'a' })).toEqual({ a: 'offer' });
  expect(alarms({ offered: [row('a')], silenced: new Set(['a']) })).toEqual({});
});

test('away or off, nothing; finishing or full, nothing of those who wait; and nothing before it is known which', () => {
  const situation = { offered: [row('a')], mine: [row('b')], given: new Set(['b']), waiting: [row('c')] };
  for (const presence of ['away', 'offline', null] as const) expect(alarms({ ...situation, presence })).toEqual({});
  for (const more of [{ presence: 'finishing' }, { hasRoom: false }] as const) {
    expect(alarms({ ...situation, ...more })).toEqual({ a: 'offer', b: 'given' });
  }
});
