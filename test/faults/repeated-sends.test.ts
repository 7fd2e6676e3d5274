/**
 * T13: every send goes out one to five times at once, spread over two relay processes that share nothing but their
 * database. There are as many rows as there are client ids, and every copy is answered with the one seq.
 */
import type { Database } from '@touchline/relay/platform/postgres.ts';
import type { Site } from '@touchline/relay/sites/store.ts';
import { systemClock } from '@touchline/shared/clock.ts';
import { newId, newToken } from '@touchline/shared/wire.ts';
import { describe, expect, it } from 'vitest';
import { printZero, times } from '../support/figures.ts';
import { connectPlayer } from '../support/frame-client.ts';
import { createLedger, type Ledger, newMark } from '../support/ledger.ts';
import { changeAppend } from '../support/plants.ts';
import { createTestDatabase, type TestDatabase } from '../support/postgres.ts';
import { createSite } from '../support/relay.ts';
import { startRelayProcess } from '../support/relay-process.ts';

const PLAYERS = 50;
const SENDS = times({ quick: 5_000, full: 100_000 });
const AT_ONCE = 4;
const COPIES_MAX = 5;
const id = () => newId(systemClock.now());

describe('T13: sends repeated at once over two relays', { timeout: 60_000 + SENDS * 10 }, () => {
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
  const site = await createSite(db);
  const relays = await Promise.all([startRelayProcess({ databaseUrl }), startRelayProcess({ databaseUrl })]);
  const urls = relays.map((relay) => relay.url);
  await Promise.all(Array.from({ length: PLAYERS }, () => sendAsOne(urls, site, ledger, sends / PLAYERS)));
  for (const relay of relays) await relay.kill('SIGTERM');
}

/** One player with a socket on each relay and a few messages under way at a time. */
async function sendAsOne(urls: string[], site: Site, ledger: Ledger, sends: number): Promise<void> {
  const token = newToken();
  const conversation = id();
  const sockets = await Promise.all(urls.map((url) => connectPlayer(url, site, { token })));
  let left = sends;
  const lane = async () => {
    while (left-- > 0) {
      const clientId = id();
      const mark = newMark();
      ledger.sent(conversation, mark);
      const copies = 1 + (left % COPIES_MAX);
      const answers = Array.from({ length: copies }, (_, n) => {
        const socket = sockets[n % sockets.length] as (typeof sockets)[number];
        socket.send({ type: 'post', conversation, clientId, text: mark });
        return socket.next('ack', (ack) => ack.clientId === clientId);
      });
      for (const { seq } of await Promise.all(answers)) ledger.acked(mark, seq);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  for (const socket of sockets) socket.close();
}
