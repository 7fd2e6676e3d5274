import { fakeClock } from '@touchline/shared/clock-fake.ts';
import { describe, expect, it } from 'vitest';
import { createLinks, type Reader, signedQuery } from './links.ts';

const MINUTE_MS = 60_000;
const player: Reader = { kind: 'player', id: 'a' };
const clock = fakeClock();
const links = createLinks(Buffer.from('the key of this installation'), clock);

const read = (url: string) => {
  const { pathname, searchParams } = new URL(url, 'https://chat.example/');
  return { path: pathname.slice(1), query: signedQuery.parse(Object.fromEntries(searchParams)) };
};

describe('a signed address', () => {
  it('is good for five to ten minutes, and not for a moment longer', () => {
    for (const laterMs of [0, 1, 4 * MINUTE_MS, 5 * MINUTE_MS - 1]) {
      const here = fakeClock(clock.now() + laterMs);
      const own = createLinks(Buffer.from('key'), here);
      const { url, until } = own.address('files/1/2', player);
      const { path, query } = read(url);
      expect(until - here.now()).toBeGreaterThan(5 * MINUTE_MS - 1);
      expect(until - here.now()).toBeLessThanOrEqual(10 * MINUTE_MS);
      here.advance(until - here.now() - 1);
      expect(own.isGood(path, player, query)).toBe(true);
      here.advance(1);
      expect(own.isGood(path, player, query)).toBe(false);
    }
  });

  it('leads nowhere else, and nobody else', () => {
    const { path, query } = read(links.address('files/1/2', player).url);
    expect(links.isGood(path, player, query)).toBe(true);
    for (const [otherPath, reader, changed] of [
      ['files/1/3', player, {}],
      ['files/1/2/preview', player, {}],
      ['uploads/1/2', player, {}],
      [path, { kind: 'player', id: 'b' }, {}],
      [path, { kind: 'operator', id: 'a' }, {}],
      [path, player, { until: query.until + 1 }],
      [path, player, { until: Number.NaN }],
      [path, player, { signature: '' }],
      [path, player, { signature: `${query.signature}AAAA` }],
      [path, player, { signature: query.signature.toLowerCase() }],
    ] as [string, Reader, object][]) {
      expect(links.isGood(otherPath, reader, { ...query, ...changed })).toBe(false);
    }
  });

  it('cannot be made with another key', () => {
    const { path, query } = read(createLinks(Buffer.from('another'), clock).address('files/1/2', player).url);
    expect(links.isGood(path, player, query)).toBe(false);
  });

  it('parts of it cannot be moved from one field into the next', () => {
    const { query } = read(links.address('a', { kind: 'player', id: 'b,c' }).url);
    expect(links.isGood('a', { kind: 'player', id: 'b' }, query)).toBe(false);
    expect(links.isGood('a,player,b', { kind: 'player', id: 'c' }, query)).toBe(false);
  });
});
