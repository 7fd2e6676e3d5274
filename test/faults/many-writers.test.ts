/**
 * T12: sixty-four writers in one conversation, over four relays that know each other by Redis. Its log is dense, and a reader on each
 * relay has every message, in order, as it happens.
 */
import { systemClock } from '@touchline/shared/clock.ts';
import { newId, newToken } from '@touchline/shared/wire.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../support/conditions.ts';
import { printZero, times } from '../support/figures.ts';
import { connectPlayer } from '../support/frame-client.ts';
import { createLedger, type Ledger } from '../support/ledger.ts';
import { changeAppend } from '../support/plants.ts';
import { createTestDatabase, type TestDatabase } from '../support/postgres.ts';
import { startRedis, type TestRedis } from '../support/redis.ts';
import { createSite } from '../support/relay.ts';
import { startRelayGroup } from '../support/relay-group.ts';
import { createScreenClient } from '../support/screen-client.ts';

const WRITERS = 64;
const RELAYS = 4;
const MESSAGES = times({ quick: 2_000, full: 20_000 });
const SHOWN_WITHIN_MS = 30_000;
const id = () => newId(systemClock.now());

let redis: TestRedis;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.stop());

describe('T12: many writers in one conversation', { timeout: 60_000 + MESSAGES * 20 }, () => {
  describe('on the relay as it is', async () => {
    const own = await createTestDatabase();
    it('its log is dense, and readers on every relay miss nothing', async () => {
      const ledger = createLedger();
      await writeAndRead(own, ledger, MESSAGES);
      const problems = await ledger.judge(own.db);
      printZero('T12', problems, MESSAGES);
      expect(problems).toEqual([]);
    });
  });

  describe('on an append that takes no lock', async () => {
    const own = await createTestDatabase();
    it('the check fails', async () => {
      await changeAppend(own.db, 'order by id for update', 'order by id');
      await own.db.query('alter table events drop constraint events_pkey');
      const ledger = createLedger();
      await writeAndRead(own, ledger, 500, { readers: false });
      expect(await ledger.judge(own.db)).toContainEqual(expect.stringMatching(/^not dense/));
    });
  });
});

async function writeAndRead(
  { db, url: databaseUrl }: TestDatabase,
  ledger: Ledger,
  messages: number,
  { readers = true } = {},
): Promise<void> {
  const [site, relays] = await Promise.all([
    createSite(db),
    startRelayGroup(RELAYS, { databaseUrl, redisUrl: redis.url }),
  ]);
  const urlOf = (n: number) => relays.urls[n % RELAYS] ?? '';
  const token = newToken();
  const conversation = id();

  const screens = (readers ? relays.urls : []).map((url, n) =>
    createScreenClient({ url: () => url, site, ledger, token, conversation, reader: `reader ${n}` }),
  );
  await Promise.all(screens.map((screen) => screen.ready()));
  const writers = await Promise.all(
    Array.from({ length: WRITERS }, (_, n) => connectPlayer(urlOf(n), site, { token })),
  );
  let next = 0;
  await Promise.all(
    writers.map(async (writer) => {
      while (next < messages) {
        const mark = `message ${next++}`;
        const clientId = id();
        ledger.sent(conversation, mark);
        writer.send({ type: 'post', conversation, clientId, text: mark });
        ledger.acked(mark, (await writer.next('ack', (ack) => ack.clientId === clientId)).seq);
      }
    }),
  );
  // One `started` more than there are messages.
  for (const screen of screens)
    await until('the reader has everything', () => screen.seq() === messages + 1 && screen.isWhole(), SHOWN_WITHIN_MS);
  for (const client of [...writers, ...screens]) client.close();
  await relays.close();
}
