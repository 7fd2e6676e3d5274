import type { ConnectionReport } from '@touchline/shared/connection-report.ts';
import { describe, expect, it } from 'vitest';
import { judgeAddress, judgeClocks, judgePostgres, judgeRedis, type Timed } from './judge.ts';

const REPORT: ConnectionReport = {
  version: '1.2.3',
  now: 1_000_000,
  postgres: { ms: 2, aheadMs: 1 },
  redis: 'none',
  address: '203.0.113.7',
  peer: '203.0.113.7',
  ignoresProxy: false,
  secure: true,
};
/** A report that took `ms` both ways together, on a device whose clock is `aheadMs` ahead of the relay's. */
const timed = (more: Partial<ConnectionReport> = {}, ms = 40, aheadMs = 0): Timed => ({
  report: { ...REPORT, ...more },
  askedAt: REPORT.now + aheadMs - ms / 2,
  cameAt: REPORT.now + aheadMs + ms / 2,
});

describe('clocks', () => {
  it.each([
    [0, 'connection.clocks.good', { ms: 1 }],
    [4_000, 'connection.clocks.good', { ms: 4_000 }],
    [90_000, 'connection.clocks.ahead', { seconds: 90 }],
    [-3_600_000, 'connection.clocks.behind', { seconds: 3_600 }],
  ])('of a device that is %i ms ahead', (aheadMs, word, values) => {
    expect(judgeClocks([timed({}, 40, aheadMs)])).toMatchObject({ word, values });
  });

  it('are compared by the quickest answer, so that a slow way is no wrong clock', () => {
    const slow = { ...timed(), cameAt: REPORT.now + 20_000 };
    expect(judgeClocks([slow, timed()]).state).toBe('good');
    expect(judgeClocks([slow]).state).toBe('look');
  });

  it('of relay and Postgres are compared too', () => {
    expect(judgeClocks([timed({ postgres: { ms: 2, aheadMs: -3_600_000 } })])).toMatchObject({
      word: 'connection.clocks.servers',
      values: { seconds: 3_600 },
    });
  });
});

it('Postgres is judged by its best answer, and by every one that is missing', () => {
  expect(judgePostgres([timed({ postgres: { ms: 900, aheadMs: 0 } }), timed()])).toMatchObject({ state: 'good' });
  expect(judgePostgres([timed({ postgres: { ms: 900, aheadMs: 0 } })])).toMatchObject({ values: { ms: 900 } });
  expect(judgePostgres([timed(), timed({ postgres: null })])).toMatchObject({ word: 'connection.postgres.down' });
});

it.each([
  ['none', 'good'],
  ['ok', 'good'],
  ['lost', 'look'],
] as const)('Redis, when %s, is %s', (redis, state) => {
  expect(judgeRedis({ ...REPORT, redis }).state).toBe(state);
});

describe('the address', () => {
  it('of a proxy that is not believed names the setting', () => {
    const verdict = judgeAddress({ ...REPORT, ignoresProxy: true, peer: '::ffff:10.0.0.2' }, true);
    expect(verdict).toMatchObject({ state: 'look', advice: [{ text: 'TRUST_PROXY=10.0.0.2' }] });
  });

  it('by HTTPS that the relay does not know of names the header', () => {
    expect(judgeAddress({ ...REPORT, secure: false }, true).advice?.[0]?.text).toContain('X-Forwarded-Proto');
    expect(judgeAddress({ ...REPORT, secure: false }, false).state).toBe('good');
  });
});
