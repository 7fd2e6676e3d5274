import type { Figure } from '@touchline/shared/reports.ts';
import { expect, it } from 'vitest';
import { changeOf } from './changing.ts';

const lasting = (median: number | null, count = 40): Figure => ({
  kind: 'duration',
  count,
  mean: median,
  median,
  p90: median,
});
const counted = (count: number): Figure => ({ kind: 'count', count });
const shared = (share: number, count = 40): Figure => ({
  kind: 'share',
  count,
  part: Math.round(share * count),
  share,
});
const marked = (mean: number): Figure => ({ kind: 'mark', count: 40, mean, good: 0.5, marks: [0, 0, 20, 20, 0] });

it('less of a wait is better, more of what is solved is better, more conversations are neither', () => {
  expect(changeOf('wait', lasting(60_000), lasting(80_000))).toMatchObject({
    way: 'down',
    by: 0.25,
    verdict: 'better',
  });
  expect(changeOf('solved', shared(0.9), shared(0.8))).toMatchObject({ way: 'up', of: 'points', verdict: 'better' });
  expect(changeOf('abandonment', shared(0.3), shared(0.2))).toMatchObject({ way: 'up', verdict: 'worse' });
  expect(changeOf('speed', marked(3.5), marked(4))).toMatchObject({
    way: 'down',
    by: 0.5,
    of: 'marks',
    verdict: 'worse',
  });
  expect(changeOf('started', counted(30), counted(20))).toMatchObject({ way: 'up', by: 0.5, verdict: null });
});

it('what is too small to see is the same, and what is small is no verdict', () => {
  expect(changeOf('wait', lasting(60_000), lasting(60_100))).toMatchObject({ way: 'same', verdict: null });
  expect(changeOf('wait', lasting(62_000), lasting(60_000))).toMatchObject({ way: 'up', verdict: null });
  expect(changeOf('solved', shared(0.81), shared(0.8))).toMatchObject({ way: 'up', verdict: null });
});

it('of nothing, or of a few, nothing is said', () => {
  expect(changeOf('wait', lasting(null, 0), lasting(60_000))).toBeNull();
  expect(changeOf('wait', lasting(60_000, 4), lasting(80_000))).toBeNull();
  expect(changeOf('wait', lasting(60_000), lasting(80_000, 4))).toBeNull();
  expect(changeOf('started', counted(30), counted(4))).toBeNull();
  expect(changeOf('started', counted(30), undefined)).toBeNull();
});
