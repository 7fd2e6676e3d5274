/**
 * Our relay as production starts it, on the database of database.ts. Only the limits on speed are wide, because no
 * person writes as fast as the bench, and it takes new sockets however much it has to do.
 */
import { connectPostgres } from '@touchline/relay/platform/postgres.ts';
import { openBus } from '@touchline/relay/server.ts';
import type { Translator } from '@touchline/relay/translation/translator.ts';
import { until } from '../../support/conditions.ts';
import { startTestRelay } from '../../support/relay.ts';
import { announce, answerQuestions, childTask, endWithParent } from '../child.ts';
import { memory } from '../memory.ts';

/** `translatesInMs`: how long whoever translates here takes for an answer. */
export type RelayTask = { databaseUrl: string; redisUrl?: string; translatesInMs?: number };
/** `memory`: see memory.ts. `drop`: all lines break. `untilAlone`: waits until nobody is here. */
export type RelayQuestion = { memory: true } | { drop: true } | { untilAlone: true };

const log = { info: () => {}, warn: console.error, error: console.error };
const task = childTask<RelayTask>();
const db = await connectPostgres({ url: task.databaseUrl, log });
const bus = await openBus(task.redisUrl, db, log);
const relay = await startTestRelay(db, {
  bus,
  ...(task.translatesInMs && { translator: slowTranslator(task.translatesInMs) }),
  sockets: { drainMs: 0, limits: { sockets: 1_000_000, delayMs: 60_000, heapShare: 1 } },
});
answerQuestions(async (question: RelayQuestion): Promise<object> => {
  const { clients } = relay.app.websocketServer;
  if ('memory' in question) return memory();
  if ('drop' in question) for (const socket of clients) socket.terminate();
  else await until('everybody has gone', () => clients.size === 0);
  return {};
});
endWithParent(async () => {
  await relay.close();
  await bus.close();
  await db.close();
});
announce({ url: relay.url });

/** As a provider far away that has much to do. What it answers does not matter here. */
function slowTranslator(ms: number): Translator {
  return {
    supports: () => true,
    providers: () => [],
    async translate({ texts }) {
      await new Promise((resolve) => setTimeout(resolve, ms));
      return texts.map((text) => ({ text: `= ${text}`, provider: 'slow', problem: null }));
    },
  };
}
