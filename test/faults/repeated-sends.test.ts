/**
 * T13: every send goes out one to five times at once, spread over four relay processes with one database and
 * one Redis. There are as many rows as there are client ids, and every copy is answered with the one seq.
 */
import type { Database } from '@touchline/relay/platform/postgres.ts';
import type { Site } from '@touchline/relay/sites/store.ts';
import { systemClock } from '@touchline/shared/clock.ts';
import { newId, newToken } from '@touchline/shared/wire.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../support/conditions.ts';
import { printZero, times } from '../support/figures.ts';
import { connectPlayer } from '../support/frame-client.ts';
import { createLedger, type Ledger, newMark } from '../support/ledger.ts';
import { changeAppend } from '../support/plants.ts';
import { createTestDatabase, type TestDatabase } from '../support/postgres.ts';
import { startRedis, type TestRedis } from '../support/redis.ts';
import { createSite } from '../support/relay.ts';
import { startRelayGroup } from '../support/relay-group.ts';
import { createScreenClient } from '../support/screen-client.ts';

const RELAYS = 4;
const PLAYERS = 50;
const SENDS = times({ quick: 5_000, full: 100_000 });
const AT_ONCE = 4;
const COPIES_MAX = 5;
const id = () => newId(systemClock.now());

let redis: TestRedis;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.stop());

describe('T13: sends repeated at once over four relays', { timeout: 60_000 + SENDS * 10 }, () => {
  describe('on the relay as it is', async () => {
    const own = await createTestDatabase();
    it('there are as many rows as client ids', async () => {
      const ledger = createLedger();
      await sendCopies(own, ledger, SENDS);
      const problems = await ledger.judge(own.db);
      printZero('T13', problems, SENDS);
      expect(problems).toEqual([]);
    });
  });

  describe('on a log without the unique index', async () => {
    const own = await createTestDatabase();
    it('the lock alone still keeps one row for each client id', async () => {
      await own.db.query('drop index events_client_id');
      const ledger = createLedger();
      await sendCopies(own, ledger, 200);
      expect(await ledger.judge(own.db)).toEqual([]);
    });

    it('the check fails when nobody looks for repeats either', async () => {
      await forgetRepeats(own.db);
      const ledger = createLedger();
      await sendCopies(own, ledger, 200);
      expect(await ledger.judge(own.db)).toContainEqual(expect.stringMatching(/^doubled/));
    });
  });
});

async function forgetRepeats(db: Database): Promise<void> {
  await changeAppend(db, /\w+\.client_id = asked\.k/, '$& and false');
}

async function sendCopies({ db, url: databaseUrl }: TestDatabase, ledger: Ledger, sends: number): Promise<void> {
  const [site, relays] = await Promise.all([
    createSite(db),
    startRelayGroup(RELAYS, { databaseUrl, redisUrl: redis.url }),
  ]);
  await Promise.all(
    Array.from({ length: PLAYERS }, (_, n) => sendAsOne(relays.urls, n, site, ledger, sends / PLAYERS)),
  );
  await relays.close();
}

/** One player with a socket on each relay, a screen on one of them, and a few messages under way at a time. */
async function sendAsOne(urls: string[], n: number, site: Site, ledger: Ledger, sends: number): Promise<void> {
  const token = newToken();
  const conversation = id();
  const sockets = await Promise.all(urls.map((url) => connectPlayer(url, site, { token })));
  const reader = `reader ${n}`;
  const url = () => urls[n % urls.length] ?? '';
  const screen = createScreenClient({ url, site, ledger, token, conversation, reader });
  await screen.ready();
  let left = sends;
  let newest = 0;
  const lane = async () => {
    while (left-- > 0) {
      const clientId = id();
      const mark = newMark();
      ledger.sent(conversation, mark);
      const copies = 1 + (left % COPIES_MAX);
      const answers = Array.from({ length: copies }, (_, copy) => {
        const socket = sockets[(left + copy) % sockets.length] as (typeof sockets)[number];
        socket.send({ type: 'post', conversation, clientId, text: mark });
        return socket.next('ack', (ack) => ack.clientId === clientId);
      });
      for (const { seq } of await Promise.all(answers)) {
        ledger.acked(mark, seq);
        newest = Math.max(newest, seq);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  await until('the screen has everything', () => screen.seq() >= newest);
  for (const socket of [...sockets, screen]) socket.close();
}
