/**
 * A hundred thousand malformed frames against a relay process: it does not end, does not log an error that nobody
 * foresaw, and does not stop for more than 100 ms, and a good player next to it does not notice.
 */
import type { Site } from '@touchline/relay/sites/store.ts';
import { systemClock } from '@touchline/shared/clock.ts';
import { newId, newToken, PROTOCOL_VERSION } from '@touchline/shared/wire.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import WebSocket from 'ws';
import { times } from './support/figures.ts';
import { connectPlayer } from './support/frame-client.ts';
import { malformedFrames } from './support/malformed-frames.ts';
import { createTestDatabase } from './support/postgres.ts';
import { createSite, TEST_ORIGIN } from './support/relay.ts';
import { type RelayProcess, startRelayProcess } from './support/relay-process.ts';

const { db, url: databaseUrl } = await createTestDatabase();
let relay: RelayProcess;
let site: Site;
beforeAll(async () => {
  site = await createSite(db);
  relay = await startRelayProcess({ databaseUrl });
});
afterAll(() => relay.kill());

const FRAMES = times({ quick: 100_000, full: 1_000_000 });
const SOCKETS_AT_ONCE = 16;
/** The first bad one shuts the socket; the rest is what a flood has on its way by then. */
const FRAMES_PER_SOCKET = 50;
const SEED = 20_261;
const STALL_MAX_MS = 100;

it(`${FRAMES.toLocaleString('en')} malformed frames neither end nor stop the relay`, { timeout: 180_000 }, async () => {
  // A sample of generated frames, sent again and again in another order and on other sockets.
  const frames = malformedFrames(5_000, SEED);
  let sent = 0;
  let attacking = true;
  const neighbour = writeAllTheWhile(() => attacking);
  const attackers = Array.from({ length: SOCKETS_AT_ONCE }, async (_, lane) => {
    for (let round = 0; sent < FRAMES; round++) {
      const from = (round * SOCKETS_AT_ONCE + lane) * 7;
      const some = Array.from({ length: FRAMES_PER_SOCKET }, (_, n) => frames[(from + n) % frames.length] ?? '');
      sent += some.length;
      await attack(some, round % 2 === 0);
    }
  });
  await Promise.all(attackers);
  attacking = false;

  expect((await neighbour).messages).toBeGreaterThan(10);
  expect(await relay.longestStallMs()).toBeLessThan(STALL_MAX_MS);
  const logged = relay
    .output()
    .split('\n')
    .filter((line) => /^\{"level":(50|60)|^\w*Error:/.test(line));
  expect(logged.slice(0, 3)).toEqual([]);
  const { rows } = await db.query<{ polluted: boolean }>(`select 1 from events where data::text like '%polluted%'`);
  expect(rows).toEqual([]);
});

/** Sends them all, whatever the relay says meanwhile, with a good hello before them or without. */
function attack(frames: (string | Buffer)[], greetsFirst: boolean): Promise<void> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`${relay.url.replace('http', 'ws')}/socket?site=${site.key}`, {
      headers: { origin: TEST_ORIGIN },
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve());
    socket.on('open', () => {
      const hello = { type: 'hello', version: PROTOCOL_VERSION, locale: 'en', token: newToken() };
      if (greetsFirst) socket.send(JSON.stringify(hello));
      for (const frame of frames) socket.send(frame);
      socket.close();
    });
  });
}

/** A player with a message under way at all times; every one is acknowledged, in order. */
async function writeAllTheWhile(goesOn: () => boolean): Promise<{ messages: number }> {
  const player = await connectPlayer(relay.url, site);
  const conversation = newId(systemClock.now());
  let messages = 0;
  while (goesOn()) {
    const clientId = newId(systemClock.now());
    player.send({ type: 'post', conversation, clientId, text: `good ${messages}` });
    expect(await player.next('ack')).toMatchObject({ clientId, seq: ++messages + 1 });
    player.received.length = 0;
  }
  player.close();
  return { messages };
}
