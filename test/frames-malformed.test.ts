/**
 * A hundred thousand malformed frames against a relay process: it does not end, does not log an error that nobody
 * foresaw, and does not stop for more than 100 ms, and a good player next to it does not notice.
 */
import type { Site } from '@touchline/relay/sites/store.ts';
import { systemClock } from '@touchline/shared/clock.ts';
import { newId, newToken, PROTOCOL_VERSION } from '@touchline/shared/wire.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import WebSocket from 'ws';
import { times } from './support/figures.ts';
import { connectPlayer } from './support/frame-client.ts';
import { malformedFrame, OVERSIZE } from './support/malformed-frames.ts';
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
const SEED = 20_261;
const STALL_MAX_MS = 100;

it(`${FRAMES.toLocaleString('en')} malformed frames neither end nor stop the relay`, { timeout: 180_000 }, async () => {
  // A sample of generated frames, sent again and again in another order and on other sockets.
  const frames = [...fc.sample(malformedFrame, { numRuns: 5_000, seed: SEED }), ...OVERSIZE];
  let sent = 0;
  let attacking = true;
  const neighbour = writeAllTheWhile(() => attacking);
  const attackers = Array.from({ length: SOCKETS_AT_ONCE }, async (_, lane) => {
    while (sent < FRAMES) {
      const from = (sent * 7 + lane) % frames.length;
      sent += await attack([...frames.slice(from), ...frames.slice(0, from)].slice(0, 100), sent % 2 === 0);
    }
  });
  await Promise.all(attackers);
  attacking = false;

  expect((await neighbour).messages).toBeGreaterThan(10);
  expect(await relay.longestStallMs()).toBeLessThan(STALL_MAX_MS);
  const logged = relay
    .output()
    .split('\n')
    .filter((line) => /"level":(50|60)|rror:/.test(line));
  expect(logged.slice(0, 3)).toEqual([]);
  const { rows } = await db.query<{ polluted: boolean }>(`select 1 from events where data::text like '%polluted%'`);
  expect(rows).toEqual([]);
});

/** Sends frames until the relay shuts the socket, on to the last that the line takes. Resolves to how many. */
function attack(frames: (string | Buffer)[], greetsFirst: boolean): Promise<number> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`${relay.url.replace('http', 'ws')}/socket?site=${site.key}`, {
      headers: { origin: TEST_ORIGIN },
    });
    let sent = 0;
    socket.on('error', () => {});
    socket.on('close', () => resolve(sent));
    socket.on('open', () => {
      const hello = { type: 'hello', version: PROTOCOL_VERSION, locale: 'en', token: newToken() };
      if (greetsFirst) socket.send(JSON.stringify(hello));
      for (const frame of frames) {
        socket.send(frame);
        sent++;
      }
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
