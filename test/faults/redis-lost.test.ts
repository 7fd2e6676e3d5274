/**
 * T5: Redis is killed, killed and started again empty, emptied, or answers nothing, while a player writes on one relay
 * and is read on another. Every send is acknowledged, and shown over there within six seconds: in the conversation, and
 * on an operator's desk.
 */
import type { Site } from '@touchline/relay/sites/store.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { printZero, times } from '../support/figures.ts';
import { connectOperator, type OperatorClient } from '../support/frame-client.ts';
import { createLedger, type Ledger } from '../support/ledger.ts';
import { createTestDatabase } from '../support/postgres.ts';
import { startRedis, type TestRedis } from '../support/redis.ts';
import { createPlayerOnTwo, type PlayerOnTwo, untilStatus } from '../support/redis-relays.ts';
import { createOperator, createSite, signIn } from '../support/relay.ts';
import { type RelayProcess, startRelayProcess } from '../support/relay-process.ts';

const { db, url: databaseUrl } = await createTestDatabase();
const ROUNDS = times({ quick: 6, full: 200 });
const SHOWN_WITHIN_MS = 6_000;
const PLAYERS = 3;

const FAULTS = ['killed', 'killed and started again', 'paused', 'emptied'] as const;
type Fault = (typeof FAULTS)[number];

let site: Site;
let redis: TestRedis;
let writes: RelayProcess;
let reads: RelayProcess;
/** Reads too, and does not sweep. */
let unswept: RelayProcess;
let desk: OperatorClient;
beforeAll(async () => {
  [site, redis] = await Promise.all([createSite(db), startRedis()]);
  const common = { databaseUrl, redisUrl: redis.url };
  [writes, reads, unswept] = await Promise.all([
    startRelayProcess(common),
    startRelayProcess(common),
    startRelayProcess({ ...common, busPlants: ['unswept'] }),
  ]);
  desk = await connectOperator(reads.url, await signIn(reads.url, await createOperator(db, [site])));
});
afterAll(async () => {
  desk.close();
  await Promise.all([writes, reads, unswept].map((relay) => relay.kill()));
  await redis.stop();
});

async function inflict(fault: Fault): Promise<void> {
  if (fault === 'emptied') await redis.command('FLUSHALL');
  else if (fault === 'paused') await redis.command('CLIENT', 'PAUSE', '4000', 'ALL');
  else await redis.kill();
  if (fault === 'killed and started again') await redis.start();
}

describe('T5: Redis is lost', { timeout: 60_000 + ROUNDS * 20_000 }, () => {
  it('every send is acknowledged, and shown on the other relay within six seconds', async () => {
    const ledger = createLedger();
    const players = await createPlayers(ledger, reads);
    const late: string[] = [];
    const tookMs: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const fault = FAULTS[round % FAULTS.length] as Fault;
      tookMs.push(...(await sendDuring(fault, players, late, isOnDesk)));
    }
    for (const player of players) player.close();
    const problems = [...late, ...(await ledger.judge(db))];
    printZero('T5', problems, ledger.count());
    process.stdout.write(`T5: the slowest took ${(Math.max(...tookMs) / 1_000).toFixed(1)} s\n`);
    expect(problems).toEqual([]);
  });

  it('the check fails on a relay that does not sweep', async () => {
    const ledger = createLedger();
    const players = await createPlayers(ledger, unswept);
    const late: string[] = [];
    await sendDuring('killed', players, late, () => true);
    expect(late).toContainEqual(expect.stringMatching(/^late/));
    expect(await ledger.judge(db)).toContainEqual(expect.stringMatching(/^missed/));
    for (const player of players) player.close();
  });
});

async function createPlayers(ledger: Ledger, reader: RelayProcess): Promise<PlayerOnTwo[]> {
  return Promise.all(Array.from({ length: PLAYERS }, () => createPlayerOnTwo({ writes, reads: reader }, site, ledger)));
}

/** Resolves to what each message took to be shown. */
async function sendDuring(
  fault: Fault,
  players: PlayerOnTwo[],
  late: string[],
  alsoShown: (player: PlayerOnTwo) => boolean,
): Promise<number[]> {
  await untilStatus('ready', [writes, reads, unswept]);
  // As an inbox does: a line on which nothing is heard is ended.
  desk.send({ type: 'ping' });
  // What is sent while Redis is there arrives, so that the fault is what makes the difference.
  await players[0]?.deliver(SHOWN_WITHIN_MS);
  await inflict(fault);
  const tookMs = await Promise.all(
    players.map(async (player) => {
      try {
        return await player.deliver(SHOWN_WITHIN_MS, () => alsoShown(player));
      } catch (error) {
        late.push(`late: ${(error as Error).message}, while Redis was ${fault}`);
        return SHOWN_WITHIN_MS;
      }
    }),
  );
  if (fault === 'killed') await redis.start();
  return tookMs;
}

/** Whether the desk shows its newest message. */
function isOnDesk({ conversation, seq }: PlayerOnTwo): boolean {
  return desk.received.some(
    (down) => down.type === 'upsert' && down.rows.some((row) => row.id === conversation && row.state.seq >= seq()),
  );
}
