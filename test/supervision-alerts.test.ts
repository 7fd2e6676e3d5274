/** Limits that are passed, over real relays: told once to those who supervise, by whichever relay lives, until it is over. */
import { createAlertStore } from '@touchline/relay/supervision/alert-store.ts';
import { systemClock } from '@touchline/shared/clock.ts';
import { type Alert, alert } from '@touchline/shared/supervision.ts';
import { newId } from '@touchline/shared/wire.ts';
import { afterAll, describe, expect, it } from 'vitest';
import { until } from './support/conditions.ts';
import { createTestDatabase } from './support/postgres.ts';
import { startRedis } from './support/redis.ts';
import { createOperator, createSite, signIn } from './support/relay.ts';
import { startRelayProcess } from './support/relay-process.ts';
import { atDesk, hire, playerWrites, QUICK_TIMING } from './support/shift.ts';
import { openInbox, openNode, SILENT_MS } from './support/supervision-presence.ts';

const { db, url: databaseUrl } = await createTestDatabase();
const redis = await startRedis();
const options = { databaseUrl, redisUrl: redis.url, timing: QUICK_TIMING };
const [one, two] = await Promise.all([startRelayProcess(options), startRelayProcess(options)]);
afterAll(async () => {
  await Promise.all([one.kill(), two.kill()]);
  await redis.stop();
});

const OFF = { waitMinutes: null, waiting: null, loadPercent: null, unattended: false };
type Desk = Awaited<ReturnType<typeof atDesk>>;
const standing = (desk: Desk) =>
  desk.received.flatMap((frame) => (frame.type === 'alerts' ? [frame.alerts] : [])).at(-1);
const told = (desk: Desk) => desk.received.filter(({ type }) => type === 'alerts').length;

describe('a limit that is passed', () => {
  it('is told once to every supervisor on every relay, outlives the death of one, and ends', {
    timeout: 90_000,
  }, async () => {
    const site = await createSite(db, { alerts: { ...OFF, waiting: 2 } });
    const vera = await createOperator(db, [site], { name: 'Vera', role: 'supervisor' });
    const supervisors = [await atDesk(one.url, vera), await atDesk(two.url, vera)] as const;
    const cookie = await signIn(two.url, vera);
    const alesia = await hire(db, site, 'Alesia');
    const hers = await atDesk(two.url, alesia);
    const waiting = [await playerWrites(one.url, site), await playerWrites(two.url, site)];

    // 1. Two wait.
    for (const desk of supervisors) await until('it is told', () => standing(desk)?.length === 1);
    const [begun] = standing(supervisors[0]) ?? [];
    expect(alert.parse(begun)).toMatchObject({ site: site.id, kind: 'waiting', limit: 2, worst: 2, endedAt: null });
    expect(standing(supervisors[1])).toEqual([begun]);

    // 2. It goes on, and is no news.
    await playerWrites(two.url, site);
    await until('the worst is known', async () => (await record(two.url, site.id, cookie))[0]?.worst === 3);
    expect(supervisors.map(told)).toEqual([2, 2]);
    expect(hers.received.map(({ type }) => type as string)).not.toContain('alerts');

    // 3. A relay dies; the other one sees that it is over.
    await one.kill();
    const ids = [...waiting.map(({ conversation }) => conversation)];
    for (const conversation of ids) await hers.command({ type: 'take', conversation });
    await until('it is over', () => standing(supervisors[1])?.length === 0, 30_000);
    const kept = await record(two.url, site.id, cookie);
    expect(kept).toMatchObject([{ id: begun?.id, worst: 3 }]);
    expect(kept[0]?.endedAt).toBeGreaterThan(begun?.beganAt ?? 0);

    // 4. Who comes later hears of those that stand, and those are none.
    const late = await atDesk(two.url, await createOperator(db, [site], { role: 'admin' }));
    await until('it is told what stands', () => told(late) === 1);
    expect(standing(late)).toEqual([]);
  });
});

describe('the measures of a site', { timeout: 60_000 }, () => {
  const store = createAlertStore(db, SILENT_MS);
  const of = async (siteId: string) => (await store.measured()).find(({ site }) => site === siteId);

  it('are of those who are online and there, and say since when nobody is', async () => {
    const site = await createSite(db, { alerts: OFF });
    expect(await of(site.id)).toMatchObject({
      measures: { waiting: 0, waitMinutes: 0, online: 0, capacity: 0, load: 0, aloneMs: Number.POSITIVE_INFINITY },
      standing: [],
    });
    const [node, alesia] = [await openNode(db), await hire(db, site, 'Alesia', { capacity: 3 })];
    await openInbox(node, alesia.id);
    expect((await of(site.id))?.measures).toMatchObject({ online: 1, capacity: 3, load: 0 });
    await node.store.choose(alesia.id, 'away');
    await db.query(`update presence_spans set began_at = began_at - interval '1 minute'`);
    const away = (await of(site.id))?.measures;
    expect(away).toMatchObject({ online: 0, capacity: 0 });
    expect(away?.aloneMs).toBeGreaterThanOrEqual(60_000);
  });

  it('begin an alert once, however many relays do it at the same time', async () => {
    const site = await createSite(db, { alerts: OFF });
    const verdict = { kind: 'wait', limit: 10, value: 11 } as const;
    const begin = () => store.begin(site.id, newId(systemClock.now()), verdict);
    expect((await Promise.all(Array.from({ length: 8 }, begin))).filter(Boolean)).toHaveLength(1);
    expect((await Promise.all([1, 2, 3].map(() => store.end(site.id, ['wait'])))).filter(Boolean)).toHaveLength(1);
    expect(await begin()).toBe(true);
  });

  it('are taken by one relay at a time, and by the next when a claim is old, or of a clock that was set back', async () => {
    await Promise.all([one.kill(), two.kill()]);
    const claims = () => Promise.all(Array.from({ length: 6 }, store.claimRound));
    for (const away of ['-1 minute', '1 hour']) {
      await db.query('update alert_rounds set at = clock_timestamp() + $1::interval', [away]);
      expect((await claims()).filter(Boolean)).toHaveLength(1);
    }
  });
});

async function record(url: string, siteId: string, cookie: string) {
  const response = await fetch(`${url}/api/sites/${siteId}/alerts`, { headers: { cookie } });
  return ((await response.json()) as { alerts: Alert[] }).alerts;
}
