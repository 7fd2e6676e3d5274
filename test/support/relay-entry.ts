/**
 * The program of a relay that a test runs as a process of its own (see relay-process.ts), perhaps with a fault in it:
 * a point at which it kills itself, or a planted defect.
 */
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildRelay } from '@touchline/relay/app.ts';
import { connectPostgres } from '@touchline/relay/platform/postgres.ts';
import { epoch } from '@touchline/relay/platform/postgres-checks.ts';
import { type RelayDeps, TIMING } from '@touchline/relay/relay-deps.ts';
import { openBus } from '@touchline/relay/server.ts';
import { openProviders } from '@touchline/relay/translation/providers.ts';
import { translatorSettings } from '@touchline/relay/translation/translator-settings.ts';
import { systemClock } from '@touchline/shared/clock.ts';
import { plantsOfBus } from './bus-plants.ts';
import { plants } from './plants.ts';
import { testFileStore, UNLIMITED } from './relay.ts';
import { METRICS_TOKEN, type RelayProcessOptions } from './relay-process.ts';
import { plantsOfSockets } from './socket-plants.ts';
import { watchStalls } from './stalls.ts';

const options: RelayProcessOptions = JSON.parse(process.argv[2] ?? '{}');
const { dieAt, plant, busPlants = [], socketPlant, drainMs = 500 } = options;

// The relay's own logger, for what it logs is tested too.
const pino = createRequire(import.meta.resolve('@touchline/relay/app.ts'))('pino');
const log: Exclude<RelayDeps['logger'], false> = pino({ level: 'info' });
if (socketPlant) plantsOfSockets[socketPlant]();
const plain = await connectPostgres({ url: options.databaseUrl, log, maxConnections: options.maxConnections ?? 10 });
const db = plant ? plants[plant](plain) : plain;
const bus = await openBus(options.redisUrl, plain, log);
const die = () => process.kill(process.pid, 'SIGKILL');
const relay = await buildRelay({
  db,
  bus: busPlants.reduce((planted, name) => plantsOfBus[name](planted), bus),
  clock: systemClock,
  epoch: await epoch(plain),
  logger: log,
  trustProxy: false,
  metricsToken: METRICS_TOKEN,
  limits: UNLIMITED,
  sockets: { drainMs },
  fileStore: testFileStore(options.filesFolder ?? join(tmpdir(), 'touchline-files')),
  timing: { ...TIMING, ...options.timing },
  providers: openProviders(translatorSettings.parse(JSON.stringify(options.translators ?? [])), systemClock),
  ...(dieAt ? { failPoints: { [dieAt]: die } } : {}),
});
await relay.app.listen({ port: options.port ?? 0, host: '127.0.0.1' });
const { port } = relay.app.server.address() as AddressInfo;
const longestStallMs = watchStalls();

process.on('message', (question) => {
  if (question === 'longest stall') process.send?.({ longestStallMs: longestStallMs() });
  if (question === 'rss') process.send?.({ rssBytes: process.memoryUsage.rss() });
});
process.once('SIGTERM', async () => {
  await relay.close();
  await bus.close();
  await plain.close();
  process.exit(0);
});
process.on('disconnect', () => process.exit(0));
process.send?.({ url: `http://127.0.0.1:${port}` });
