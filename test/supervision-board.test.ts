/** The live board, over real relays: what happens on one is seen on another, and a relay that dies takes its operators along. */
import { createOperatorStore } from '@touchline/relay/operators/store.ts';
import { createBoardStore } from '@touchline/relay/supervision/board-store.ts';
import { type FloorFrame, floorFrame } from '@touchline/shared/supervision.ts';
import { afterAll, describe, expect, it } from 'vitest';
import { until } from './support/conditions.ts';
import { withPlans } from './support/plans.ts';
import { createTestDatabase } from './support/postgres.ts';
import { startRedis } from './support/redis.ts';
import { createOperator, createSite, signIn, startTestRelay } from './support/relay.ts';
import { startRelayProcess } from './support/relay-process.ts';
import { atDesk, hire, playerWrites, QUICK_TIMING } from './support/shift.ts';

const { db, url: databaseUrl } = await createTestDatabase();
const redis = await startRedis();
const options = { databaseUrl, redisUrl: redis.url, timing: QUICK_TIMING };
const [one, two] = await Promise.all([startRelayProcess(options), startRelayProcess(options)]);
afterAll(async () => {
  await Promise.all([one.kill(), two.kill()]);
  await redis.stop();
});

type Desk = Awaited<ReturnType<typeof atDesk>>;
const boards = (desk: Desk, site: string) =>
  desk.received.filter((frame): frame is FloorFrame => frame.type === 'floor' && frame.site === site);
const waiting = (board: FloorFrame | undefined) => board?.waiting.reduce((sum, { count }) => sum + count, 0);
const shows = (desk: Desk, site: string, what: string, fits: (board: FloorFrame) => boolean) =>
  until(`the board shows ${what}`, () => {
    const board = boards(desk, site).at(-1);
    return board !== undefined && fits(board);
  });

async function scene() {
  const site = await createSite(db);
  const vera = await createOperator(db, [site], { name: 'Vera', role: 'supervisor' });
  const supervisor = await atDesk(one.url, vera);
  supervisor.send({ type: 'floor', on: true });
  await shows(supervisor, site.id, 'nobody', (board) => waiting(board) === 0);
  return { site, vera, supervisor, alesia: await hire(db, site, 'Alesia', { capacity: 2 }) };
}

// Each starts from a site of its own, and waits for seconds that pass.
describe('the board', { timeout: 90_000 }, () => {
  it('shows on one relay what happens on another, within two seconds', async () => {
    const { site, supervisor, alesia } = await scene();
    const hers = await atDesk(two.url, alesia);
    const { conversation } = await playerWrites(two.url, site, { language: 'be', topic: 'bets' });
    await shows(supervisor, site.id, 'who waits', (board) => waiting(board) === 1);
    const board = boards(supervisor, site.id).at(-1) as FloorFrame;
    expect(floorFrame.parse(board)).toEqual(board);
    expect(board.waiting).toMatchObject([{ language: 'be', topic: 'bets', count: 1 }]);
    expect(board.lines).toMatchObject([{ id: conversation, language: 'be', topic: 'bets', offeredTo: null }]);

    const her = ({ people }: FloorFrame) => people.find(({ id }) => id === alesia.id);
    await shows(supervisor, site.id, 'her idle', (seen) => her(seen)?.idleSince !== null && her(seen)?.load === 0);
    await hers.command({ type: 'take', conversation });
    await shows(supervisor, site.id, 'her load', (seen) => her(seen)?.load === 1 && her(seen)?.idleSince === null);
    expect(boards(supervisor, site.id).at(-1)?.held).toMatchObject([
      { id: conversation, operator: alesia.id, waitingSince: expect.any(Number) },
    ]);
    expect(boards(supervisor, site.id).at(-1)).toMatchObject({ open: 1, answeredToday: 1, waiting: [], lines: [] });
    await hers.command({ type: 'snooze', conversation, until: null });
    await shows(supervisor, site.id, 'it aside', ({ open, snoozed }) => open === 0 && snoozed === 1);
    // Of several, the quickest: what time alone brings takes five.
    const tookMs: number[] = [];
    for (const choice of ['away', 'online', 'away', 'online', 'away'] as const) {
      const choseAt = performance.now();
      hers.send({ type: 'presence', choice });
      await shows(supervisor, site.id, `her ${choice}`, (seen) => her(seen)?.presence === choice);
      tookMs.push(performance.now() - choseAt);
    }
    expect(Math.min(...tookMs)).toBeLessThan(2_000);
  });

  it('is one frame a second at most, however much happens, and none for who looks away', async () => {
    const { site, supervisor } = await scene();
    const before = boards(supervisor, site.id).length;
    const beganAt = performance.now();
    await Promise.all(Array.from({ length: 20 }, () => playerWrites(two.url, site)));
    await shows(supervisor, site.id, 'all of them', (board) => waiting(board) === 20);
    const seconds = (performance.now() - beganAt) / 1_000;
    expect(boards(supervisor, site.id).length - before).toBeLessThanOrEqual(Math.ceil(seconds) + 1);

    supervisor.send({ type: 'floor', on: false });
    const colleague = await atDesk(one.url, await createOperator(db, [site], { role: 'admin' }));
    colleague.send({ type: 'floor', on: true });
    await shows(colleague, site.id, 'all of them', (board) => waiting(board) === 20);
    const seen = boards(supervisor, site.id).length;
    await playerWrites(two.url, site);
    await shows(colleague, site.id, 'one more', (board) => waiting(board) === 21);
    expect(boards(supervisor, site.id)).toHaveLength(seen);
  });

  it('is of the sites that one supervises, and of no other one that they answer on', async () => {
    const { site, vera, supervisor } = await scene();
    const [other, foreign] = [await createSite(db), await createSite(db)];
    await createOperatorStore(db).join(vera.id, other.id, 'operator');
    supervisor.close();
    const back = await atDesk(two.url, vera);
    back.send({ type: 'floor', on: true });
    await playerWrites(one.url, other);
    await playerWrites(one.url, foreign);
    await playerWrites(one.url, site);
    await shows(back, site.id, 'who waits', (board) => waiting(board) === 1);
    expect(back.received.flatMap((frame) => (frame.type === 'floor' ? [frame.site] : []))).not.toContain(other.id);
    expect(back.received.flatMap((frame) => (frame.type === 'floor' ? [frame.site] : []))).not.toContain(foreign.id);
  });

  it('comes with every poll that asks for it, where no socket passes', async () => {
    const { site, vera } = await scene();
    await playerWrites(two.url, site);
    const cookie = await signIn(two.url, vera);
    const poll = async (wait: number) => {
      const answer = await fetch(`${two.url}/inbox/poll`, {
        method: 'POST',
        headers: { cookie, 'content-type': 'text/plain', origin: two.url },
        body: JSON.stringify({
          wait,
          frames: [
            { type: 'hello', version: 1 },
            { type: 'floor', on: true },
          ],
        }),
      });
      const { frames } = (await answer.json()) as { frames: FloorFrame[] };
      return frames.filter(({ type }) => type === 'floor').map(waiting);
    };
    expect(await poll(0)).toEqual([1]);
    const waited = poll(20_000);
    await until(
      'the poll is there',
      async () => (await db.query('select 1 from operator_sockets where operator_id = $1', [vera.id])).rows.length > 1,
    );
    await playerWrites(one.url, site);
    expect(await waited).toContain(1);
    await until('the next one tells', async () => (await poll(0)).includes(2));
  });

  it('counts who is over the limit as time passes, with nothing else happening', async () => {
    const { site, supervisor } = await scene();
    await playerWrites(one.url, site);
    await shows(supervisor, site.id, 'who waits', (board) => waiting(board) === 1 && board.over === 0);
    await db.query(`update conversations set waiting_since = waiting_since - interval '1 hour' where site_id = $1`, [
      site.id,
    ]);
    await shows(supervisor, site.id, 'that it is too long', ({ over }) => over === 1);
  });

  it('lets the operators of a relay go that is killed', async () => {
    const { site, supervisor, alesia } = await scene();
    const third = await startRelayProcess(options);
    await atDesk(third.url, alesia);
    const is = (presence: string) => (board: FloorFrame) =>
      board.people.find(({ id }) => id === alesia.id)?.presence === presence;
    await shows(supervisor, site.id, 'her online', is('online'));
    await third.kill();
    await shows(supervisor, site.id, 'her gone', is('gone'));
  });

  it('is right again where all news of it was lost', async () => {
    const { site, vera } = await scene();
    // It hears of nothing that happens on the others.
    const deaf = await startTestRelay(db);
    const supervisor = await atDesk(deaf.url, vera);
    supervisor.send({ type: 'floor', on: true });
    await shows(supervisor, site.id, 'nobody', (board) => waiting(board) === 0);
    await playerWrites(two.url, site);
    await shows(supervisor, site.id, 'who waits', (board) => waiting(board) === 1);
    supervisor.close();
    await deaf.close();
  });
});

describe('reading it', () => {
  it('passes over nothing but what is under way, with five thousand waiting and a past', {
    timeout: 120_000,
  }, async () => {
    const site = await createSite(db);
    const contact = crypto.randomUUID();
    await db.query('insert into contacts (id, site_id) values ($1, $2)', [contact, site.id]);
    await db.query(
      `insert into conversations (id, site_id, contact_id, language, topic, status, last_seq, waiting_since, queued_at, resolved_at, assigned_at)
       select gen_random_uuid(), $1, $2, (array['be','ru','pl'])[n % 3 + 1], (array['bets','payments'])[n % 2 + 1],
         case when n <= 5000 then 'waiting' else 'resolved' end, 1,
         case when n <= 5000 then now() - (n % 20) * interval '1 minute' end, case when n <= 5000 then now() - n * interval '1 second' end,
         case when n > 5000 then now() - n * interval '1 minute' end, case when n > 5000 then now() - n * interval '1 minute' end
       from generate_series(1, 30000) as n`,
      [site.id, contact],
    );
    await db.query('analyze conversations');
    const plans = withPlans(db, 5_500);
    const read = () => createBoardStore(plans.db).counts(site.id, 10, 'Europe/Warsaw');
    const counts = await read();
    expect(plans.complaints()).toEqual([]);
    expect(counts.waiting.reduce((sum, { count }) => sum + count, 0)).toBe(5_000);
    expect(counts.over).toBe(2_500);
    expect(counts.lines).toHaveLength(100);
    expect(counts.lines.map(({ since }) => since)).toEqual(
      counts.lines.map(({ since }) => since).toSorted((a, b) => a - b),
    );

    await db.query('drop index conversations_desk');
    await read();
    expect(plans.complaints(), 'the control').not.toEqual([]);
  });
});
