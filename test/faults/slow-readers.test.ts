/**
 * T16: one reader in ten stops reading while much is written. The relay closes those lines instead of keeping what waits
 * for them, its memory stays as it is, the others notice nothing; and who reads again comes back and has missed nothing.
 */
import type { Site } from '@touchline/relay/sites/store.ts';
import { type Clock, systemClock } from '@touchline/shared/clock.ts';
import { CLOSE, newId, newToken, PING_EVERY_MS, SILENCE_MAX_MS } from '@touchline/shared/wire.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import type WebSocket from 'ws';
import { until } from '../support/conditions.ts';
import { percentile, printZero, times } from '../support/figures.ts';
import { connectPlayer } from '../support/frame-client.ts';
import { createLedger, type Ledger, newMark } from '../support/ledger.ts';
import { createTestDatabase } from '../support/postgres.ts';
import { newestSeq } from '../support/redis-relays.ts';
import { createSite } from '../support/relay.ts';
import { type RelayProcess, startRelayProcess } from '../support/relay-process.ts';
import { createScreenClient } from '../support/screen-client.ts';
import type { SocketPlant } from '../support/socket-plants.ts';

const { db, url: databaseUrl } = await createTestDatabase();
const READERS = times({ quick: 50, full: 1_000 });
const STOPPED = READERS / 10;
/** So many on each conversation, which are as many as it takes. */
const READERS_EACH = 50;
/** Enough of these to fill what the kernel keeps for a line, and then the relay's own limit for it. */
const MESSAGES = 1_200;
const FILLING = '🏟'.repeat(1_900);
/** Of so many messages at a time the p99 is taken, and of those the median: one hiccup of the machine is not the rule. */
const WINDOW = 100;
const SLOWER_MAX = 1.5;
const MEMORY_MAX_BYTES = 64 * 1024 * 1024;
const SHOWN_WITHIN_MS = 60_000;

/** Who does not read hears no answer to a ping either, and would come back by another line before the relay acts. */
const patient: Clock = {
  ...systemClock,
  after: (ms, task) => (ms === SILENCE_MAX_MS - PING_EVERY_MS ? () => {} : systemClock.after(ms, task)),
};

let site: Site;
beforeAll(async () => {
  site = await createSite(db);
});

describe('T16: readers stop reading', { timeout: 120_000 + READERS * 2_000 }, () => {
  it('costs the relay no memory and the others no time', async () => {
    const ledger = createLedger();
    const problems: string[] = [];
    // At the same time, so that whatever else the machine does is the same for both.
    const relays = await Promise.all([startRelayProcess({ databaseUrl }), startRelayProcess({ databaseUrl })]);
    const [without, stopped] = await Promise.all([
      flood(relays[0], ledger, READERS, 0),
      flood(relays[1], ledger, READERS, STOPPED),
    ]);
    await Promise.all(relays.map((relay) => relay.kill()));
    problems.push(...without.problems, ...stopped.problems);
    problems.push(...(await ledger.judge(db)));
    const slower = stopped.p99 / without.p99;
    const grownBytes = stopped.mostBytes - without.mostBytes;
    if (slower > SLOWER_MAX) problems.push(`slower: the others' p99 was ${slower.toFixed(2)} times as long`);
    if (grownBytes > MEMORY_MAX_BYTES) problems.push(`memory: ${megabytes(grownBytes)} more`);
    printZero(`T16, p99 of the others × ${slower.toFixed(2)}, memory ${megabytes(grownBytes)}`, problems, READERS);
    expect(problems).toEqual([]);
  });

  it('the check fails on a relay that keeps everything for everybody', async () => {
    const relay = await startRelayProcess({ databaseUrl, socketPlant: 'unbounded' satisfies SocketPlant });
    const { problems } = await flood(relay, createLedger(), 10, 1);
    await relay.kill();
    expect(problems).toContainEqual(expect.stringMatching(/^kept/));
  });
});

/** Writes to so many readers, of whom some do not read. */
async function flood(relay: RelayProcess, ledger: Ledger, count: number, stopped: number) {
  const problems: string[] = [];
  const sentAt = new Map<string, number>();
  const tookMs: { seq: number; ms: number }[] = [];
  let mostBytes = 0;
  const threads = await Promise.all(
    Array.from({ length: Math.ceil(count / READERS_EACH) }, async () => {
      const token = newToken();
      return { token, conversation: newId(systemClock.now()), author: await connectPlayer(relay.url, site, { token }) };
    }),
  );
  const readers = Array.from({ length: count }, (_, n) => {
    const { token, conversation } = threads[n % threads.length] as (typeof threads)[number];
    const sockets: WebSocket[] = [];
    const codes: number[] = [];
    const screen = createScreenClient({
      url: () => relay.url,
      site,
      // Who was away for long begins with the newest (A6): such a screen is whole when it has those, and can page back.
      ledger: n < stopped ? createLedger() : ledger,
      token,
      conversation,
      clock: n < stopped ? patient : systemClock,
      reader: `reader ${n}`,
      opened(socket) {
        sockets.push(socket);
        socket.once('close', (code) => codes.push(code));
      },
      swallow(frame) {
        if (n < stopped || frame.type !== 'events') return false;
        for (const event of frame.events) {
          if (event.type !== 'message') continue;
          tookMs.push({ seq: event.seq, ms: performance.now() - (sentAt.get(event.text) ?? 0) });
        }
        return false;
      },
    });
    return { screen, sockets, codes };
  });
  await Promise.all(readers.map(({ screen }) => screen.settled()));
  for (const { sockets } of readers.slice(0, stopped)) sockets[0]?.pause();

  await Promise.all(
    threads.map(async ({ author, conversation }) => {
      for (let n = 0; n < MESSAGES; n++) {
        const mark = `${newMark()} ${FILLING}`;
        const clientId = newId(systemClock.now());
        ledger.sent(conversation, mark);
        sentAt.set(mark, performance.now());
        author.send({ type: 'post', conversation, clientId, text: mark });
        ledger.acked(mark, (await author.next('ack', (ack) => ack.clientId === clientId)).seq);
        if (n % WINDOW === 0) mostBytes = Math.max(mostBytes, await relay.rssBytes());
      }
    }),
  );
  mostBytes = Math.max(mostBytes, await relay.rssBytes());

  for (const { sockets } of readers.slice(0, stopped)) sockets[0]?.resume();
  // What such marks are taken for may change the conversation's language, which is an event too.
  const newest = await Promise.all(threads.map(({ conversation }) => newestSeq(db, conversation)));
  const hasAll = ({ screen }: (typeof readers)[number], n: number) => screen.seq() >= (newest[n % threads.length] ?? 0);
  await until('all have everything', () => readers.every(hasAll), SHOWN_WITHIN_MS);
  // Whoever reads on too late hears of the end and not of its reason, so the relay's own count says how it was.
  const closed = readers.slice(0, stopped).filter(({ codes }) => codes.length > 0).length;
  const asSlow = await relay.closes(CLOSE.slowReader);
  if (Math.min(closed, asSlow) < stopped)
    problems.push(`kept: of ${stopped} lines that nobody read ${closed} were closed, ${asSlow} for that reason`);
  if (readers.slice(stopped).some(({ codes }) => codes.length > 0)) problems.push('closed: a line that was read');
  for (const { screen } of readers) screen.close();
  for (const { author } of threads) author.close();
  return { problems, p99: typicalP99(tookMs), mostBytes };
}

function typicalP99(tookMs: { seq: number; ms: number }[]): number {
  const windows = Map.groupBy(tookMs, ({ seq }) => Math.floor(seq / WINDOW));
  const each = [...windows.values()].map((window) =>
    percentile(
      window.map(({ ms }) => ms),
      0.99,
    ),
  );
  return percentile(each, 0.5);
}

const megabytes = (bytes: number) => `${Math.round(bytes / 1024 / 1024)} MB`;
