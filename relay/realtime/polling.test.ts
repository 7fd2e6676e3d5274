/** Long polling against a real relay: the guarantees of a socket, request by request, on any relay. */
import type { PlayerDown } from '@touchline/shared/down.ts';
import type { PlayerUp } from '@touchline/shared/up.ts';
import { CLOSE, newId, newToken, PROTOCOL_VERSION } from '@touchline/shared/wire.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../../test/support/conditions.ts';
import { connectPlayer } from '../../test/support/frame-client.ts';
import { createTestDatabase } from '../../test/support/postgres.ts';
import {
  createOperator,
  createSite,
  signIn,
  startTestRelay,
  TEST_ORIGIN,
  type TestRelay,
} from '../../test/support/relay.ts';

const { db } = await createTestDatabase();
let relay: TestRelay;
let other: TestRelay;
beforeAll(async () => {
  relay = await startTestRelay(db);
  other = await startTestRelay(db);
});
afterAll(() => Promise.all([relay.close(), other.close()]));

const site = await createSite(db);
const id = () => newId(Date.now());
type Answer = { status: number; frames: PlayerDown[]; close?: number; error?: { kind: string }; headers: Headers };

async function poll(at: TestRelay, frames: object[], { wait = 0, origin = TEST_ORIGIN, path = '', headers = {} } = {}) {
  const response = await fetch(`${at.url}${path || `/poll?site=${site.key}`}`, {
    method: 'POST',
    headers: { origin, 'content-type': 'text/plain;charset=UTF-8', ...headers },
    body: JSON.stringify({ wait, frames }),
  });
  return { status: response.status, headers: response.headers, ...((await response.json()) as object) } as Answer;
}

const typesOf = ({ frames }: Answer) => frames.map(({ type }) => type);
const hello = (token: string, resume?: object): PlayerUp =>
  ({ type: 'hello', version: PROTOCOL_VERSION, locale: 'en', token, ...(resume && { resume }) }) as PlayerUp;
const post = (conversation: string, text: string, clientId = id()) => ({ type: 'post', conversation, clientId, text });

describe('a poll', () => {
  it('says in one request what a socket says: ready, the log, the ack', async () => {
    const conversation = id();
    const opening = { type: 'open', conversation, epoch: '', seq: 0 };
    const answer = await poll(relay, [hello(newToken()), opening, post(conversation, 'hello')]);
    expect(answer.status).toBe(200);
    expect(typesOf(answer)).toEqual(expect.arrayContaining(['ready', 'opened', 'ack']));
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('waits for news, and is answered by another relay from the position it says', async () => {
    const token = newToken();
    const conversation = id();
    const first = await poll(relay, [hello(token), post(conversation, 'one')]);
    const { epoch } = first.frames.find((frame) => frame.type === 'ready') ?? { epoch: '' };
    const position = { conversation, epoch, seq: 2 };
    let isAnswered = false;
    const waiting = poll(other, [hello(token, position)], { wait: 20_000 }).finally(() => {
      isAnswered = true;
    });
    // The socket of another tab, on the relay that is asked.
    const tab = await connectPlayer(other.url, site, { token });
    expect(isAnswered).toBe(false);
    tab.send(post(conversation, 'two') as PlayerUp);
    const answer = await waiting;
    expect(answer.frames.filter((frame) => frame.type === 'events').flatMap(({ events }) => events)).toMatchObject([
      { seq: 3, type: 'message', text: 'two' },
    ]);
    // What came while nobody polled is there at once.
    tab.send(post(conversation, 'three') as PlayerUp);
    await tab.next('ack');
    await tab.next('ack');
    const late = await poll(relay, [hello(token, { ...position, seq: 3 })], { wait: 20_000 });
    expect(late.frames.filter((frame) => frame.type === 'events').flatMap(({ events }) => events)).toMatchObject([
      { seq: 4, text: 'three' },
    ]);
    tab.close();
  });

  it('repeated, also on another relay, is answered with the first seq', async () => {
    const token = newToken();
    const frame = post(id(), 'once');
    const acks = await Promise.all(
      [relay, other, relay, other].map(async (at) => {
        const { frames } = await poll(at, [hello(token), frame]);
        return frames.find((answer) => answer.type === 'ack');
      }),
    );
    expect(new Set(acks.map((ack) => ack?.seq))).toEqual(new Set([2]));
  });

  it('without news comes back when its time is over', async () => {
    expect(typesOf(await poll(relay, [hello(newToken())], { wait: 50 }))).toEqual(['ready']);
  });

  it('is refused as a socket is', async () => {
    const player = [hello(newToken())];
    expect(await poll(relay, player, { origin: 'https://evil.example' })).toMatchObject({
      status: 403,
      error: { kind: 'origin-not-allowed' },
    });
    expect(await poll(relay, player, { path: '/poll?site=none' })).toMatchObject({ status: 404 });
    expect(await poll(relay, player, { path: '/inbox/poll', origin: relay.url })).toMatchObject({ status: 401 });
    expect(await poll(relay, [{ type: 'typing', conversation: id() }])).toMatchObject({ close: CLOSE.badFrame });
    expect(await poll(relay, [{ ...hello(newToken()), version: 9 }])).toMatchObject({
      close: CLOSE.unsupportedVersion,
    });
    expect(await poll(relay, Array(51).fill(hello(newToken())))).toMatchObject({ status: 400 });
    expect(
      await poll(relay, player, { headers: { 'content-type': 'application/x-www-form-urlencoded' } }),
    ).toMatchObject({
      status: 400,
    });
  });

  it('ends with the operator’s session', async () => {
    const operator = await createOperator(db, [site]);
    const cookie = await signIn(relay.url, operator);
    const waiting = poll(relay, [{ type: 'hello', version: PROTOCOL_VERSION }], {
      wait: 20_000,
      path: '/inbox/poll',
      origin: relay.url,
      headers: { cookie },
    });
    await until('the poll waits', async () => (await sockets()) === 1);
    await fetch(`${relay.url}/api/session`, { method: 'DELETE', headers: { cookie } });
    expect(await waiting).toMatchObject({ close: CLOSE.signedOut });
  });

  it('that waits at a relay which closes is answered with “restart”', async () => {
    const closing = await startTestRelay(db, { metricsToken: METRICS_TOKEN });
    const waiting = poll(closing, [hello(newToken())], { wait: 20_000 });
    await until('the poll waits', async () => (await players(closing)) === 1);
    await closing.close();
    expect(await waiting).toMatchObject({ close: CLOSE.restart });
  });

  it('is told what changed on the desk since the rows it has', async () => {
    const operator = await createOperator(db, [site]);
    const cookie = await signIn(relay.url, operator);
    const conversation = id();
    await poll(relay, [hello(newToken()), post(conversation, 'new')]);
    const desk = (frames: object[]) =>
      poll(relay, frames, {
        wait: 1_000,
        path: '/inbox/poll',
        origin: relay.url,
        headers: { cookie },
      }) as Promise<never>;
    const rowsOf = ({ frames }: { frames: { type: string; rows?: { id: string; updatedAt: number }[] }[] }) =>
      frames.flatMap(({ rows = [] }) => rows);
    const hi = { type: 'hello', version: PROTOCOL_VERSION };
    const row = rowsOf(await desk([{ ...hi, since: 0 }])).find((one) => one.id === conversation);
    expect(row).toBeDefined();
    expect(rowsOf(await desk([{ ...hi, since: row?.updatedAt }]))).toEqual([]);
  });
});

const METRICS_TOKEN = 'a token for the metrics';
/** Polls that wait count as sockets. */
async function players({ url }: TestRelay): Promise<number> {
  const response = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${METRICS_TOKEN}` } });
  return Number(/sockets\{role="player"\} (\d+)/.exec(await response.text())?.[1] ?? 0);
}

async function sockets(): Promise<number> {
  const { rows } = await db.query<{ n: number }>('select count(*)::int as n from operator_sockets');
  return rows[0]?.n ?? 0;
}
