import { expect, it } from 'vitest';
import { askedOf, filtersOf, rangeOf, restOf, stepOf, UNFILTERED, USUAL } from './asked.ts';

it('what is asked stands in the address and comes back from it', () => {
  const asked = {
    ...USUAL,
    view: 'operators',
    period: 'own',
    own: { from: '2026-03-01', to: '2026-03-31' },
    sites: ['a', 'b'],
    topic: 'none',
    language: 'pl',
    operator: 'x',
    handledBy: 'bot',
    clock: 'business',
    compare: false,
    metric: 'wait',
    step: 'week',
    week: '2026-03-02',
  } as const;
  expect(askedOf(restOf(asked))).toEqual(asked);
  expect(restOf({ ...USUAL, sites: ['a', 'b'] })).toBe('?sites=a,b');
});

it('what is as usual is not in the address', () => {
  expect(restOf(USUAL)).toBe('');
  expect(askedOf('')).toEqual(USUAL);
  expect(restOf({ ...USUAL, view: 'load' })).toBe('load');
});

it.each([
  'nonsense?period=nonsense&metric=toString&clock=__proto__&handledBy=me&step=year&week=2026-02-30',
  '?from=2026-05-02&to=2026-05-01',
  '?period=own',
  '?from=2026-13-01&to=x',
])('what makes no sense is as usual: %s', (rest) => {
  expect(askedOf(rest)).toEqual(USUAL);
});

it('a filter is what is not everybody’s', () => {
  expect(filtersOf(USUAL)).toEqual([]);
  expect(filtersOf({ ...USUAL, clock: 'business', sites: ['a'] })).toEqual(['sites', 'clock']);
  expect(filtersOf({ ...askedOf('?topic=bets'), ...UNFILTERED })).toEqual([]);
});

it.each([
  ['today', '2026-03-01', '2026-03-01'],
  ['yesterday', '2026-02-28', '2026-02-28'],
  ['7d', '2026-02-23', '2026-03-01'],
  ['month', '2026-03-01', '2026-03-01'],
  ['last-month', '2026-02-01', '2026-02-28'],
] as const)('on the first of March %s is %s to %s', (period, from, to) => {
  expect(rangeOf({ period, own: null }, '2026-03-01')).toEqual({ from, to });
});

it('a long time is cut into fewer points', () => {
  expect(stepOf({ from: '2026-01-01', to: '2026-03-31' })).toBe('day');
  expect(stepOf({ from: '2026-01-01', to: '2026-12-31' })).toBe('week');
  expect(stepOf({ from: '2022-01-01', to: '2026-12-31' })).toBe('month');
});
