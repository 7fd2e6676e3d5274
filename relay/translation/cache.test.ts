import { fakeClock } from '@touchline/shared/clock-fake.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import { until } from '../../test/support/conditions.ts';
import { createTestDatabase } from '../../test/support/postgres.ts';
import { createSite } from '../../test/support/relay.ts';
import { type CacheScope, createTranslationCache, forgetOldTranslations } from './cache.ts';

const { db } = await createTestDatabase();
const cache = createTranslationCache(db);
let scope: CacheScope;

beforeEach(async () => {
  scope = { siteId: (await createSite(db)).id, source: 'be', target: 'ru', glossaryVersion: 0 };
});

const age = (days: number) =>
  db.query(`update translation_cache set used_at = now() - make_interval(days => $2) where site_id = $1`, [
    scope.siteId,
    days,
  ]);
const rows = async () =>
  (await db.query('select 1 from translation_cache where site_id = $1', [scope.siteId])).rowCount;
const ageInDays = async () =>
  (
    await db.query<{ days: number }>(
      `select extract(day from now() - used_at)::integer as days from translation_cache where site_id = $1`,
      [scope.siteId],
    )
  ).rows[0]?.days;

describe('the cache', () => {
  it('has what was kept, the newest, by the text as it was sent', async () => {
    const sent = 'дзе мой вывад XQ-1?';
    await cache.keep(scope, [{ sent, text: 'где мой вывод XQ-1?', provider: 'a' }]);
    const newer = { sent, text: 'где моя выплата XQ-1?', provider: 'b' };
    await cache.keep(scope, [newer, { sent: 'так', text: 'да', provider: 'a' }, newer]);
    expect(await cache.find(scope, [sent, 'не', 'так'], ['a', 'b'])).toEqual(
      new Map([
        [sent, newer],
        ['так', { sent: 'так', text: 'да', provider: 'a' }],
      ]),
    );
    expect([...(await cache.find(scope, [sent, 'так'], ['a'])).keys()]).toEqual(['так']);
    expect((await cache.find(scope, [], ['a'])).size).toBe(0);
  });

  it.each([
    ['source', 'uk'],
    ['target', 'pl'],
    ['glossaryVersion', 1],
  ])('is another one for another %s', async (part, value) => {
    await cache.keep(scope, [{ sent: 'так', text: 'да', provider: 'a' }]);
    expect((await cache.find({ ...scope, [part]: value }, ['так'], ['a'])).size).toBe(0);
  });

  it('forgets what nobody has used for 90 days, and being found is being used', async () => {
    await cache.keep(scope, [{ sent: 'так', text: 'да', provider: 'a' }]);
    await age(89);
    await cache.forget();
    expect(await rows()).toBe(1);
    await cache.find(scope, ['так'], ['a']);
    expect(await ageInDays()).toBe(0);
    await age(91);
    await cache.forget();
    expect(await rows()).toBe(0);
  });

  it('is cleared now and then, and a failure is only said', async () => {
    const clock = fakeClock();
    const said: unknown[] = [];
    let fails = true;
    let rounds = 0;
    const forget = async () => {
      rounds += 1;
      if (fails) throw new Error('gone');
    };
    const log = { warn: (...words: unknown[]) => void said.push(words) };
    const clearing = forgetOldTranslations({ cache: { forget }, clock, log });
    clock.advance(600_000);
    await until('it failed', () => said.length === 1 && clock.pending() === 1);
    fails = false;
    clock.advance(6 * 3_600_000);
    await until('it ran again', () => rounds === 2 && clock.pending() === 1);
    await clearing.stop();
    expect([clock.pending(), said.length]).toEqual([0, 1]);
  });
});
