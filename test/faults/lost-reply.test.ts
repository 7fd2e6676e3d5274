/**
 * T11: Postgres commits an append and the relay never hears of it. The same client id sent again, to the same relay,
 * to one that was started meanwhile, or to another, has one row and the first seq.
 */
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
import { createSite, startTestRelay, type TestRelay } from '../support/relay.ts';

const { db, url: databaseUrl } = await createTestDatabase();
const ROUNDS = times({ quick: 50, full: 2_000 });
const SHOWN_WITHIN_MS = 5_000;
const id = () => newId(systemClock.now());

let site: Site;
let proxy: PostgresProxy;
/** Behind the line that breaks. */
let far: Database;
let unlucky: TestRelay;
let lucky: TestRelay;
beforeAll(async () => {
  site = await createSite(db);
  proxy = await startPostgresProxy(databaseUrl);
  far = await connectPostgres({ url: proxy.url, log: quietLog });
  [unlucky, lucky] = await Promise.all([startTestRelay(far), startTestRelay(db)]);
});
afterAll(async () => {
  await Promise.all([unlucky.close(), lucky.close()]);
  await far.close();
  await proxy.close();
});

describe('T11: the reply to a commit is lost', { timeout: 60_000 + ROUNDS * 500 }, () => {
  it('a repeat of the same client id has one row and the first seq, wherever it goes', async () => {
    const ledger = createLedger();
    for (let round = 0; round < ROUNDS; round++) await loseAndRepeat(ledger, round);
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
    await loseAndRepeat(ledger, 0, id());
    expect(await ledger.judge(db)).toContainEqual(expect.stringMatching(/^doubled/));
  });
});

async function loseAndRepeat(ledger: Ledger, round: number, repeatedAs?: string): Promise<void> {
  const token = newToken();
  const conversation = id();
  const clientId = id();
  const mark = newMark();
  ledger.sent(conversation, mark);

  // 1. The append is committed, and its author is told to try again.
  const before = await connectPlayer(unlucky.url, site, { token });
  proxy.loseNextReply();
  before.send({ type: 'post', conversation, clientId, text: mark });
  expect(await before.next('error')).toMatchObject({ kind: 'unavailable', clientId });

  // 2. In turn: the same socket again, the same relay started anew, another relay.
  const way = round % 3;
  if (way === 1) {
    await unlucky.close();
    unlucky = await startTestRelay(far);
  }
  const again = way === 0 ? before : await connectPlayer((way === 1 ? unlucky : lucky).url, site, { token });
  const sentAs = repeatedAs ?? clientId;
  for (const _ of [1, 2]) {
    again.send({ type: 'post', conversation, clientId: sentAs, text: mark });
    ledger.acked(mark, (await again.next('ack', (ack) => ack.clientId === sentAs)).seq);
  }
  before.close();
  again.close();
}
