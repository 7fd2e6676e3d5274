/** A relay that closes, and one that has enough: whom they let in, and what becomes of those who are there. */
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { type Clock, systemClock } from '@touchline/shared/clock.ts';
import { CLOSE, newId } from '@touchline/shared/wire.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { until } from '../../test/support/conditions.ts';
import { connectPlayer } from '../../test/support/frame-client.ts';
import { createTestDatabase } from '../../test/support/postgres.ts';
import { createSite, startTestRelay, TEST_ORIGIN } from '../../test/support/relay.ts';
import { writtenTexts } from '../../test/support/written.ts';
import { LOAD_LIMITS } from './load.ts';

const { db } = await createTestDatabase();
let site: Awaited<ReturnType<typeof createSite>>;
beforeAll(async () => {
  site = await createSite(db);
});

describe('a relay that closes', () => {
  it('says so to balancers, takes nobody in, and sends those who are there away with 1012, spread over its time', async () => {
    const delays: number[] = [];
    const clock: Clock = {
      now: systemClock.now,
      after(ms, task) {
        delays.push(ms);
        return systemClock.after(ms, task);
      },
    };
    const relay = await startTestRelay(db, { clock, sockets: { drainMs: 400 } });
    const clients = await Promise.all(Array.from({ length: 200 }, () => connectPlayer(relay.url, site)));
    const closed: number[] = [];
    for (const { closed: code } of clients) void code.then(() => closed.push(performance.now()));
    const last = clients.at(-1);

    const start = performance.now();
    delays.length = 0;
    const closing = relay.close();
    const goodbyes = delays.slice(0, clients.length);
    await until('the first are gone', () => closed.length > 0);
    expect((await fetch(`${relay.url}/ready`)).status).toBe(503);
    expect((await fetch(`${relay.url}/health`)).status).toBe(200);
    const refused = await knock(relay.url);
    expect(refused.status).toBe(503);
    expect(refused.retryAfter).toBeGreaterThanOrEqual(1);
    // Whoever is not gone yet is served.
    const conversation = newId(systemClock.now());
    const clientId = newId(systemClock.now());
    last?.send({ type: 'post', conversation, clientId, text: 'still here' });
    expect((await last?.next('ack'))?.clientId).toBe(clientId);

    expect(new Set(await Promise.all(clients.map(({ closed: code }) => code)))).toEqual(new Set([CLOSE.restart]));
    expect(Math.max(...closed) - start).toBeGreaterThan(300);
    expect(goodbyes).toEqual(clients.map((_, n) => 2 * n));
    await closing;
    expect(await writtenTexts(db, conversation)).toEqual(['still here']);
  });

  it('writes everything that it has taken, and what it has not is not acknowledged', async () => {
    const relay = await startTestRelay(db, { sockets: { drainMs: 100 } });
    const players = await Promise.all(Array.from({ length: 20 }, () => connectPlayer(relay.url, site)));
    const sent = players.map((player) => {
      const conversation = newId(systemClock.now());
      let n = 0;
      const typing = setInterval(() => {
        player.send({ type: 'post', conversation, clientId: newId(systemClock.now()), text: `message ${n++}` });
      }, 2);
      void player.closed.then(() => clearInterval(typing));
      return { player, conversation };
    });
    await until('all of them write', () =>
      sent.every(({ player }) => player.received.some((one) => one.type === 'ack')),
    );
    await relay.close();
    for (const { player, conversation } of sent) {
      expect(await player.closed).toBe(CLOSE.restart);
      const acked = player.received.filter((frame) => frame.type === 'ack').length;
      expect((await writtenTexts(db, conversation)).length).toBeGreaterThanOrEqual(acked);
    }
  });

  it('does not wait for a line that is dead', async () => {
    const relay = await startTestRelay(db, { sockets: { drainMs: 50 } });
    const { port } = relay.app.server.address() as AddressInfo;
    const dead = connect(port, '127.0.0.1');
    dead.write(
      `GET /socket?site=${site.key} HTTP/1.1\r\nHost: x\r\nOrigin: ${TEST_ORIGIN}\r\nUpgrade: websocket\r\n` +
        'Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
    );
    await new Promise((resolve) => dead.once('data', resolve));
    const start = performance.now();
    await relay.close();
    expect(performance.now() - start).toBeLessThan(3_000);
    dead.destroy();
  });

  it('with nobody there closes at once', async () => {
    const relay = await startTestRelay(db, { sockets: { drainMs: 60_000 } });
    const start = performance.now();
    await relay.close();
    expect(performance.now() - start).toBeLessThan(1_000);
  });
});

describe('a relay over its limits', () => {
  const calm = { measure: () => ({ delayMs: 0, heapShare: 0 }), stop() {} };

  it('keeps whom it has, and takes the next when one has left', async () => {
    const relay = await startTestRelay(db, { sockets: { limits: { ...LOAD_LIMITS, sockets: 2 }, gauge: calm } });
    const [one, two] = [await connectPlayer(relay.url, site), await connectPlayer(relay.url, site)];
    const { status, retryAfter } = await knock(relay.url);
    expect([status, retryAfter >= 1 && retryAfter <= 10]).toEqual([503, true]);
    one.send({ type: 'ping' });
    await one.next('pong');
    two.close();
    await two.closed;
    await until('there is room', async () => (await knock(relay.url)).status === 101);
    await relay.close();
  });

  it('never takes more, however many come at once', async () => {
    const relay = await startTestRelay(db, { sockets: { limits: { ...LOAD_LIMITS, sockets: 10 }, gauge: calm } });
    const answers = await Promise.all(Array.from({ length: 60 }, () => knock(relay.url, { stay: true })));
    expect(answers.filter(({ status }) => status === 101)).toHaveLength(10);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([101, 503]));
    await relay.close();
  });

  it.each([
    ['delayMs', { delayMs: 1_500, heapShare: 0 }],
    ['heapShare', { delayMs: 0, heapShare: 0.95 }],
  ])('of %s sheds, says so once, and stops by itself', async (reason, bad) => {
    const lines: string[] = [];
    let load = { delayMs: 0, heapShare: 0 };
    const relay = await startTestRelay(db, {
      logger: lineLogger(lines),
      metricsToken: 'a token of sixteen',
      sockets: { gauge: { measure: () => load, stop() {} }, tickMs: 10 },
    });
    const client = await connectPlayer(relay.url, site);
    load = bad;
    await until('it refuses', async () => (await knock(relay.url)).status === 503);
    await knock(relay.url);
    client.send({ type: 'ping' });
    await client.next('pong');
    const metrics = await fetch(`${relay.url}/metrics`, { headers: { authorization: 'Bearer a token of sixteen' } });
    const text = await metrics.text();
    expect(text).toMatch(/^touchline_shedding 1$/m);
    expect(text).toMatch(new RegExp(`^touchline_refused_sockets_total\\{reason="${reason}"\\} \\d+$`, 'm'));
    load = { delayMs: 0, heapShare: 0 };
    await until('it takes again', async () => (await knock(relay.url)).status === 101);
    expect(lines).toEqual(['over its limits, this relay takes no new sockets', 'this relay takes new sockets again']);
    await relay.close();
  });

  it('the check fails on one without limits', async () => {
    const none = { sockets: Number.POSITIVE_INFINITY, delayMs: Number.POSITIVE_INFINITY, heapShare: 2 };
    const relay = await startTestRelay(db, { sockets: { limits: none, gauge: calm } });
    const answers = await Promise.all(Array.from({ length: 20 }, () => knock(relay.url, { stay: true })));
    expect(answers.every(({ status }) => status === 101)).toBe(true);
    await relay.close();
  });
});

/** Asks for a socket, and leaves again when one was given. */
function knock(url: string, { stay = false } = {}): Promise<{ status: number; retryAfter: number }> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/socket?site=${site.key}`, {
      headers: { origin: TEST_ORIGIN },
    });
    socket.on('open', () => {
      if (!stay) socket.close();
      resolve({ status: 101, retryAfter: 0 });
    });
    socket.on('unexpected-response', (_request, answer) => {
      resolve({ status: answer.statusCode ?? 0, retryAfter: Number(answer.headers['retry-after']) });
      answer.destroy();
    });
    socket.on('error', reject);
  });
}

/** Only what is said in words: the second argument of pino's methods. */
function lineLogger(lines: string[]) {
  const note = (_details: unknown, text?: string) => {
    if (text?.includes('new sockets')) lines.push(text);
  };
  const log = { level: 'info', info: note, warn: note, error: note, fatal: note, debug() {}, trace() {}, silent() {} };
  return { ...log, child: () => ({ ...log, child: () => log }) } as never;
}
