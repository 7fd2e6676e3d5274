/** Times of presence, as they are written: by choice, by fact, over relays that die and stop, and clocks that are set back. */

import type { Timeline } from '@touchline/shared/supervision.ts';
import { afterAll, describe, expect, it } from 'vitest';
import { until } from './support/conditions.ts';
import { changeFunction } from './support/plants.ts';
import { createTestDatabase } from './support/postgres.ts';
import { startRedis } from './support/redis.ts';
import { createOperator, createSite, signIn } from './support/relay.ts';
import { startRelayProcess } from './support/relay-process.ts';
import { atDesk, hire, QUICK_TIMING } from './support/shift.ts';
import { longAgo, openInbox, openNode, statesOf, written } from './support/supervision-presence.ts';

const { db, url: databaseUrl } = await createTestDatabase();
const redis = await startRedis();
afterAll(() => redis.stop());

const site = await createSite(db);
const anybody = async () => (await createOperator(db, [site])).id;

describe('what an operator becomes is written', { timeout: 60_000 }, () => {
  it('by choice, once, however often it is said', async () => {
    const [node, operator] = [await openNode(db), await anybody()];
    await openInbox(node, operator);
    for (const choice of ['online', 'away', 'away', 'finishing', 'online', 'offline'] as const) {
      await node.store.choose(operator, choice);
    }
    expect(await statesOf(db, operator)).toBe('online away finishing online offline');
  });

  it('when the last inbox closes, as of then, and when one opens again', async () => {
    const [node, operator] = [await openNode(db), await anybody()];
    const [first, second] = [await openInbox(node, operator), await openInbox(node, operator)];
    await longAgo(db, operator, 3_600);
    await node.store.close([first]);
    await node.store.notice();
    expect(await statesOf(db, operator)).toBe('online');
    await node.store.close([second]);
    await db.query(`update operator_presence set seen_at = seen_at - interval '40 seconds' where operator_id = $1`, [
      operator,
    ]);
    await Promise.all([node.store.notice(), node.store.notice()]);
    await openInbox(node, operator);
    const spans = await written(db, operator);
    expect(spans.map(({ state }) => state)).toEqual(['online', 'gone', 'online']);
    expect(spans[1]?.ago).toBeGreaterThanOrEqual(40);
    expect(spans[1]?.ago).toBeLessThan(100);
  });

  it('with the end of a relay that died: its last beat, not the moment at which somebody noticed', async () => {
    const [node, other, operator] = [await openNode(db), await openNode(db), await anybody()];
    await openInbox(node, operator);
    await longAgo(db, operator, 3_600);
    await node.silentFor(300);
    await other.store.notice();
    await other.store.forgetDeadNodes();
    const [, gone] = await written(db, operator);
    expect(gone?.state).toBe('gone');
    expect(gone?.ago).toBeGreaterThanOrEqual(300);
    expect(gone?.ago).toBeLessThan(360);
  });

  it('with an absence that no relay was there to notice', async () => {
    const [node, operator] = [await openNode(db), await anybody()];
    await openInbox(node, operator);
    await longAgo(db, operator, 7_200);
    await node.silentFor(3_600);
    await node.stop();
    const next = await openNode(db);
    await openInbox(next, operator);
    const spans = await written(db, operator);
    expect(spans.map(({ state }) => state)).toEqual(['online', 'gone', 'online']);
    expect(spans[1]?.ago).toBeGreaterThanOrEqual(3_600);
    expect(spans[1]?.ago).toBeLessThan(3_700);
  });

  it('when offers were let pass', async () => {
    const [node, operator] = [await openNode(db), await anybody()];
    await openInbox(node, operator);
    // As end_late_offers() does it, on whichever relay.
    await db.query(`update operator_presence set choice = 'away', changed_at = now() where operator_id = $1`, [
      operator,
    ]);
    expect(await statesOf(db, operator)).toBe('online away');
  });

  it('never before what it follows, when the clock is set back', async () => {
    const [node, operator] = [await openNode(db), await anybody()];
    await openInbox(node, operator);
    await node.store.choose(operator, 'away');
    await longAgo(db, operator, -3_600);
    await node.store.choose(operator, 'online');
    await node.store.choose(operator, 'finishing');
    const spans = await written(db, operator);
    expect(spans.map(({ state }) => state)).toEqual(['online', 'finishing']);
    expect(spans.map(({ ago }) => ago)).toEqual(spans.map(({ ago }) => ago).toSorted((a, b) => b - a));
  });
});

describe('the day of a site', () => {
  it('adds up over relays that are killed, each of which had somebody', { timeout: 90_000 }, async () => {
    const options = { databaseUrl, redisUrl: redis.url, timing: QUICK_TIMING };
    const [stays, ...dying] = await Promise.all([1, 2, 3].map(() => startRelayProcess(options)));
    if (!stays) throw new Error('no relay');
    const brand = await createSite(db);
    const vera = await createOperator(db, [brand], { name: 'Vera', role: 'supervisor' });
    const staff = [await hire(db, brand, 'A'), await hire(db, brand, 'B')];
    const begun = performance.now();
    for (const [index, operator] of staff.entries()) {
      const desk = await atDesk(dying[index]?.url ?? '', operator);
      desk.send({ type: 'presence', choice: index ? 'away' : 'online' });
    }
    await Promise.all(dying.map((relay) => relay.kill()));
    for (const { id } of staff) await until('it is noticed', async () => (await statesOf(db, id)).endsWith('gone'));
    const back = await atDesk(stays.url, staff[0] as (typeof staff)[number]);
    const { timeline, status } = await asked(stays.url, vera, brand.id, today());
    expect(status).toBe(200);
    for (const { spans, totals } of timeline.operators) {
      let end = timeline.from;
      for (const span of spans) {
        expect(span.from).toBe(end);
        end = span.until;
      }
      expect(end).toBe(timeline.until);
      expect(Object.values(totals).reduce((sum, ms) => sum + ms, 0)).toBe(timeline.until - timeline.from);
    }
    const totals = (name: string) => timeline.operators.find((one) => one.name === name)?.totals;
    const livedMs = performance.now() - begun;
    expect(totals('A')?.online).toBeGreaterThan(0);
    expect(totals('A')?.online).toBeLessThan(livedMs);
    expect(totals('B')).toMatchObject({ finishing: 0, away: expect.any(Number), gone: expect.any(Number) });
    expect(totals('B')?.gone).toBeGreaterThan(0);
    back.close();
    await stays.kill();
  });

  it('would be online for a night without a relay, were the absence not written (the control)', async () => {
    await changeFunction(db, 'end_absence', `'gone'`, 'known.choice');
    const [node, operator] = [await openNode(db), await anybody()];
    await openInbox(node, operator);
    await node.stop();
    await openInbox(await openNode(db), operator);
    expect(await statesOf(db, operator)).toBe('online');
  });
});

const today = () => new Date().toISOString().slice(0, 10);

async function asked(url: string, who: Parameters<typeof signIn>[1], siteId: string, day: string) {
  const response = await fetch(`${url}/api/sites/${siteId}/timeline?day=${day}`, {
    headers: { cookie: await signIn(url, who) },
  });
  return { status: response.status, timeline: (await response.json()) as Timeline };
}
