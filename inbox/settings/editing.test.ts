import type { Held } from '@touchline/shared/site-sections.ts';
import { expect, it } from 'vitest';
import { decide, type Edited, meet } from './editing.ts';

const held = (version: number, value: Held<'look'>['value'], by = 'Vera'): Held<'look'> => ({
  value,
  version,
  at: 1,
  by,
});
const before = held(1, { name: 'Fairplay', color: '#0b6e4f' });
const mine: Edited<'look'> = { version: 1, value: { name: 'Mine', color: '#0b6e4f' }, rival: null };

it('an edit of something else goes on, on what the other has saved', () => {
  const met = meet(mine, before, held(2, { name: 'Fairplay', color: '#112233' }));
  expect(met?.version).toBe(2);
  expect(met?.value).toEqual({ name: 'Mine', color: '#112233' });
  expect(met?.rival).toMatchObject({ by: 'Vera', undecided: [], changes: [{ path: ['color'], after: '#112233' }] });
});

it('an edit that the other has made too is none any more', () => {
  expect(meet(mine, before, held(2, mine.value))).toBeNull();
});

it('of one thing that both have changed somebody says whose it is to be', () => {
  const met = meet(mine, before, held(2, { name: 'Theirs', color: null })) as Edited<'look'>;
  expect(met.value).toEqual({ name: 'Mine', color: null });
  expect(met.rival?.undecided.map(({ path }) => path)).toEqual([['name']]);
  expect(decide(met, ['name'], 'theirs')).toMatchObject({
    value: { name: 'Theirs', color: null },
    rival: { undecided: [] },
  });
  expect(decide(met, ['name'], 'mine').value.name).toBe('Mine');
});

it('what was not decided before a third change is still to be decided', () => {
  const second = held(2, { name: 'Theirs', color: '#0b6e4f' });
  const met = meet(mine, before, second) as Edited<'look'>;
  const again = meet(met, second, held(3, { name: 'Theirs', color: '#112233' }, 'Olga')) as Edited<'look'>;
  expect(again.value).toEqual({ name: 'Mine', color: '#112233' });
  expect(again.rival?.by).toBe('Olga');
  expect(decide(again, ['name'], 'theirs').value).toEqual({ name: 'Theirs', color: '#112233' });
});
