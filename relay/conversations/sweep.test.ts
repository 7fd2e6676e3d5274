/** Relays that do not hear each other at all, as with a dead Redis: what arrives, arrives by the sweep. */
import { systemClock } from '@touchline/shared/clock.ts';
import { CLOSE, newId, newToken } from '@touchline/shared/wire.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../../test/support/conditions.ts';
import { connectOperator, connectPlayer } from '../../test/support/frame-client.ts';
import { identityToken } from '../../test/support/identity-tokens.ts';
import { createTestDatabase } from '../../test/support/postgres.ts';
import { createOperator, createSite, signIn, startTestRelay, type TestRelay } from '../../test/support/relay.ts';
import { createLocalBus } from '../platform/bus.ts';
import type { Site } from '../sites/store.ts';

const { db } = await createTestDatabase();
const WITHIN_MS = 5_000;
const id = () => newId(systemClock.now());

let site: Site;
let here: TestRelay;
let there: TestRelay;
/** Believes that nothing can be lost. */
let unswept: TestRelay;
beforeAll(async () => {
  site = await createSite(db);
  const alone = (lossy: boolean) => startTestRelay(db, { bus: { ...createLocalBus(() => {}), lossy } });
  [here, there, unswept] = await Promise.all([alone(true), alone(true), alone(false)]);
});
afterAll(() => Promise.all([here, there, unswept].map((relay) => relay.close())));

async function startedConversation() {
  const token = newToken();
  const conversation = id();
  const author = await connectPlayer(here.url, site, { token });
  const post = async (text: string) => {
    const clientId = id();
    author.send({ type: 'post', conversation, clientId, text });
    await author.next('ack', (ack) => ack.clientId === clientId);
  };
  await post('first');
  return { token, conversation, author, post };
}

describe('relays that do not hear each other', () => {
  it('show each other’s messages within five seconds, once and in order', async () => {
    const { token, conversation, post, author } = await startedConversation();
    const [reader, deaf] = [
      await connectPlayer(there.url, site, { token }),
      await connectPlayer(unswept.url, site, { token }),
    ];
    const seqs = ({ received }: typeof reader) =>
      received.flatMap((down) =>
        down.type === 'events' && down.conversation === conversation ? down.events.map(({ seq }) => seq) : [],
      );
    await until('both have opened', () => seqs(reader).length === 2 && seqs(deaf).length === 2);
    for (const text of ['second', 'third', 'fourth']) await post(text);
    await until('the reader has them', () => seqs(reader).at(-1) === 5, WITHIN_MS);
    expect(seqs(reader)).toEqual([1, 2, 3, 4, 5]);
    // The control: without the sweep the reader would have nothing.
    expect(seqs(deaf)).toEqual([1, 2]);
    for (const client of [author, reader, deaf]) client.close();
  });

  it('show on the desk what changed elsewhere, and each change once', async () => {
    const operator = await createOperator(db, [site]);
    const desk = await connectOperator(there.url, await signIn(there.url, operator));
    const { conversation, author } = await startedConversation();
    const rows = () =>
      desk.received.flatMap((down) =>
        down.type === 'upsert' ? down.rows.filter((row) => row.id === conversation) : [],
      );
    await until('the desk has the row', () => rows().length > 0, WITHIN_MS);
    const other = await startedConversation();
    await desk.next('upsert', (down) => down.rows.some((row) => row.id === other.conversation));
    expect(rows()).toHaveLength(1);
    for (const client of [author, other.author, desk]) client.close();
  });
});

describe('people who may not be here any more, though nobody said so', () => {
  const closedWithin = async (closed: Promise<number>) => {
    const start = performance.now();
    expect(await closed).toBe(CLOSE.signedOut);
    expect(performance.now() - start).toBeLessThan(WITHIN_MS);
  };

  it('an operator who signed out elsewhere', async () => {
    const operator = await createOperator(db, [site]);
    const cookie = await signIn(here.url, operator);
    const [gone, stays] = [
      await connectOperator(there.url, cookie),
      await connectOperator(there.url, await signIn(here.url, operator)),
    ];
    await fetch(`${here.url}/api/session`, { method: 'DELETE', headers: { cookie } });
    await closedWithin(gone.closed);
    stays.send({ type: 'ping' });
    await stays.next('pong');
    stays.close();
  });

  it('an operator whose session is over, on any relay', async () => {
    const operator = await createOperator(db, [site]);
    const desk = await connectOperator(unswept.url, await signIn(unswept.url, operator));
    await db.query('update operator_sessions set expires_at = now() where operator_id = $1', [operator.id]);
    await closedWithin(desk.closed);
  });

  it('an anonymous player who signed in elsewhere', async () => {
    const { token, author } = await startedConversation();
    const old = await connectPlayer(there.url, site, { token });
    const signed = await connectPlayer(here.url, site, { token, identity: await identityToken(site) });
    await closedWithin(old.closed);
    for (const client of [author, signed]) client.close();
  });
});
