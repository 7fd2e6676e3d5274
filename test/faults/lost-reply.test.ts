/**
 * T11: Postgres commits an append and the relay never hears of it. The same client id sent again, to the same relay,
 * to one that was started meanwhile, or to another, has one row and the first seq.
 */
import type { Bus } from '@touchline/relay/platform/bus.ts';
import { openRedisBus } from '@touchline/relay/platform/bus-redis.ts';
import { busKey } from '@touchline/relay/platform/bus-seal.ts';
import { connectPostgres, type Database } from '@touchline/relay/platform/postgres.ts';
import type { Site } from '@touchline/relay/sites/store.ts';
import { systemClock } from '@touchline/shared/clock.ts';
import { newId, newToken } from '@touchline/shared/wire.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../support/conditions.ts';
import { printZero, times } from '../support/figures.ts';
import { connectPlayer } from '../support/frame-client.ts';
import { createLedger, type Ledger, newMark } from '../support/ledger.ts';
import { createTestDatabase, quietLog } from '../support/postgres.ts';
import { type PostgresProxy, startPostgresProxy } from '../support/postgres-proxy.ts';
import { startRedis, type TestRedis } from '../support/redis.ts';
import { createSite, startTestRelay, type TestRelay } from '../support/relay.ts';
import { type RelayGroup, startRelayGroup } from '../support/relay-group.ts';
import { createScreenClient } from '../support/screen-client.ts';

const { db, url: databaseUrl } = await createTestDatabase();
const ROUNDS = times({ quick: 50, full: 2_000 });
const SHOWN_WITHIN_MS = 5_000;
const id = () => newId(systemClock.now());

let site: Site;
let proxy: PostgresProxy;
/** Behind the line that breaks. */
let far: Database;
let unlucky: TestRelay;
let bus: Bus;
/** Processes of their own, that know of the unlucky one by Redis. */
let lucky: RelayGroup;
let redis: TestRedis;
beforeAll(async () => {
  [site, redis] = await Promise.all([createSite(db), startRedis()]);
  proxy = await startPostgresProxy(databaseUrl);
  far = await connectPostgres({ url: proxy.url, log: quietLog });
  bus = await openRedisBus({
    url: redis.url,
    key: await busKey(db),
    clock: systemClock,
    log: quietLog,
    onListenerError: () => {},
  });
  [unlucky, lucky] = await Promise.all([
    startTestRelay(far, { bus }),
    startRelayGroup(2, { databaseUrl, redisUrl: redis.url }),
  ]);
});
afterAll(async () => {
  await Promise.all([unlucky.close(), lucky.close()]);
  await bus.close();
  await far.close();
  await Promise.all([proxy.close(), redis.stop()]);
});

describe('T11: the reply to a commit is lost', { timeout: 60_000 + ROUNDS * 500 }, () => {
  it('a repeat of the same client id has one row and the first seq, wherever it goes', async () => {
    const ledger = createLedger();
    const shown: Promise<void>[] = [];
    for (let round = 0; round < ROUNDS; round++) shown.push((await loseAndRepeat(ledger, round)).shown);
    await Promise.all(shown);
    const problems = await ledger.judge(db);
    expect(proxy.repliesLost()).toBeGreaterThanOrEqual(ROUNDS);
    printZero('T11', problems, ROUNDS);
    expect(problems).toEqual([]);
  });

  it('whoever looks at the conversation is shown the message, without waiting for the next one', async () => {
    const conversation = id();
    const author = await connectPlayer(unlucky.url, site);
    author.send({ type: 'post', conversation, clientId: id(), text: 'first' });
    await author.next('ack');
    const reader = await connectPlayer(unlucky.url, site, { token: author.token ?? '' });
    await reader.next('opened');
    const clientId = id();
    proxy.loseNextReply();
    author.send({ type: 'post', conversation, clientId, text: 'second' });
    await author.next('error');
    author.send({ type: 'post', conversation, clientId, text: 'second' });
    expect(await author.next('ack', (ack) => ack.clientId === clientId)).toMatchObject({ seq: 3 });
    author.close();
    const shown = () =>
      reader.received.some((down) => down.type === 'events' && down.events.some(({ seq }) => seq === 3));
    await until('the reader is shown it', shown, SHOWN_WITHIN_MS).finally(() => reader.close());
  });

  it('the check fails when the repeat has a client id of its own', async () => {
    const ledger = createLedger();
    await (await loseAndRepeat(ledger, 0, id())).shown;
    expect(await ledger.judge(db)).toContainEqual(expect.stringMatching(/^doubled/));
  });
});

/** Resolves when the repeat is answered, and not yet when it is shown: that is for the sweep, which takes seconds. */
async function loseAndRepeat(ledger: Ledger, round: number, repeatedAs?: string): Promise<{ shown: Promise<void> }> {
  const token = newToken();
  const conversation = id();
  const clientId = id();
  const mark = newMark();
  ledger.sent(conversation, mark);

  const reader = createScreenClient({
    url: () => lucky.any(),
    site,
    ledger,
    token,
    conversation,
    reader: 'the reader',
  });
  await reader.ready();

  // 1. The append is committed, and its author is told to try again.
  const before = await connectPlayer(unlucky.url, site, { token });
  proxy.loseNextReply();
  before.send({ type: 'post', conversation, clientId, text: mark });
  expect(await before.next('error')).toMatchObject({ kind: 'unavailable', clientId });

  // 2. In turn: the same socket again, the same relay started anew, another relay.
  const way = round % 3;
  if (way === 1) {
    await unlucky.close();
    unlucky = await startTestRelay(far, { bus });
  }
  const again = way === 0 ? before : await connectPlayer(way === 1 ? unlucky.url : lucky.any(), site, { token });
  const sentAs = repeatedAs ?? clientId;
  for (const _ of [1, 2]) {
    again.send({ type: 'post', conversation, clientId: sentAs, text: mark });
    ledger.acked(mark, (await again.next('ack', (ack) => ack.clientId === sentAs)).seq);
  }
  before.close();
  again.close();

  // 3. A screen on another relay shows it, once.
  const isShown = () => reader.bubbles().includes(mark);
  return { shown: until('the reader is shown it', isShown, SHOWN_WITHIN_MS).finally(() => reader.close()) };
}
