/**
 * Two relays that know each other by a Redis Cluster only, one of whose shards is lost: conversations of the others go on
 * at once, those of the lost one are shown by the sweep, and at once again when it is back.
 */
import type { Bus } from '@touchline/relay/platform/bus.ts';
import { openRedisBus } from '@touchline/relay/platform/bus-redis.ts';
import { busKey } from '@touchline/relay/platform/bus-seal.ts';
import { systemClock } from '@touchline/shared/clock.ts';
import { expect, it } from 'vitest';
import { plantsOfBus } from './support/bus-plants.ts';
import { createLedger } from './support/ledger.ts';
import { createTestDatabase, quietLog } from './support/postgres.ts';
import { startRedisCluster } from './support/redis-cluster.ts';
import { createPlayerOnTwo, type PlayerOnTwo, untilStatus } from './support/redis-relays.ts';
import { createSite, startTestRelay } from './support/relay.ts';

const SHOWN_WITHIN_MS = 6_000;
/** By the sweep it takes seconds, as a rule; this often this fast is the bus. */
const AT_ONCE_MS = 500;
const AT_ONCE_TIMES = 5;

it('a lost shard delays its own conversations, and loses none; without the sweep they would be missed', async () => {
  const [{ db }, cluster] = await Promise.all([createTestDatabase(), startRedisCluster()]);
  const [site, key] = await Promise.all([createSite(db), busKey(db)]);
  const openBus = () =>
    openRedisBus({ url: cluster.url, key, clock: systemClock, log: quietLog, onListenerError: () => {} });
  const buses = await Promise.all([openBus(), openBus(), openBus()]);
  const [own, other, third] = buses as [Bus, Bus, Bus];
  const [writes, reads, unswept] = await Promise.all([
    startTestRelay(db, { bus: own }),
    startTestRelay(db, { bus: other }),
    startTestRelay(db, { bus: plantsOfBus.unswept(third) }),
  ]);
  const ledgers = { swept: createLedger(), unswept: createLedger() };
  const players: PlayerOnTwo[] = [];
  const shardOf = ({ conversation }: PlayerOnTwo) => cluster.ownerOf(`touchline:1:conversation/${conversation}`);
  async function playerWhere(isRight: (shard: number) => boolean, reader = reads, ledger = ledgers.swept) {
    for (;;) {
      const player = await createPlayerOnTwo({ writes, reads: reader }, site, ledger);
      players.push(player);
      if (isRight(await shardOf(player))) return player;
    }
  }
  async function atOnce(player: PlayerOnTwo) {
    for (let n = 0; n < AT_ONCE_TIMES; n++) await player.deliver(AT_ONCE_MS);
  }

  const delayed = await playerWhere(() => true);
  const lost = await shardOf(delayed);
  const unharmed = await playerWhere((shard) => shard !== lost);
  const control = await playerWhere((shard) => shard === lost, unswept, ledgers.unswept);
  for (const player of [delayed, unharmed, control]) await atOnce(player);

  await cluster.masters[lost]?.kill();
  await untilStatus('degraded', [writes, reads]);
  const missed = expect(control.deliver(SHOWN_WITHIN_MS)).rejects.toThrow('the reader is shown');
  await Promise.all([atOnce(unharmed), delayed.deliver(SHOWN_WITHIN_MS)]);
  await missed;

  await cluster.masters[lost]?.start();
  await untilStatus('ready', [writes, reads]);
  await Promise.all([atOnce(unharmed), atOnce(delayed)]);
  expect(await ledgers.swept.judge(db)).toEqual([]);

  for (const player of players) player.close();
  await Promise.all([writes, reads, unswept].map((relay) => relay.close()));
  await Promise.all(buses.map((bus) => bus.close()));
  await cluster.stop();
}, 40_000);
