/**
 * The relay's process: settings, database, relay, and an end that loses nothing. `npm run relay` starts it alone;
 * demo.ts starts it with the demo around it.
 */
import { fileURLToPath } from 'node:url';
import { systemClock } from '@touchline/shared/clock.ts';
import pino from 'pino';
import { buildRelay } from './app.ts';
import { type Config, listenFailure, readConfig, SettingError } from './config.ts';
import { createDiskStore } from './files/disk-store.ts';
import { createOperatorService } from './operators/service.ts';
import { createOperatorStore } from './operators/store.ts';
import { startBundledPostgres } from './platform/bundled-postgres.ts';
import { type Bus, createLocalBus } from './platform/bus.ts';
import { openRedisBus } from './platform/bus-redis.ts';
import { busKey } from './platform/bus-seal.ts';
import type { Log } from './platform/log.ts';
import { migrate } from './platform/migrate.ts';
import { connectPostgres, type Database } from './platform/postgres.ts';
import { epoch, refuseUnsafe } from './platform/postgres-checks.ts';
import { createErasedList } from './privacy/erased-list.ts';
import { LOAD_LIMITS } from './realtime/load.ts';
import { openProviders } from './translation/providers.ts';

export type RunningRelay = {
  db: Database;
  url: string;
  /** Safe to call twice. */
  stop(): Promise<void>;
};

/** Opens the database, bundled or given, in the shape this code expects. */
export async function openDatabase(config: Config, log: pino.Logger, start = startBundledPostgres) {
  const bundled = config.databaseUrl ? null : await start({ dataDir: config.dataDir, log });
  try {
    const db = await connectPostgres({ url: config.databaseUrl ?? bundled?.url ?? '', log });
    await refuseUnsafe(db, { allowUnsafe: config.allowUnsafePostgres });
    await migrate(db, fileURLToPath(new URL('migrations', import.meta.url)));
    return {
      db,
      async close() {
        await db.close();
        await bundled?.stop();
      },
    };
  } catch (error) {
    await bundled?.stop();
    throw error;
  }
}

/** Runs until `stop`. `prepare` works on the migrated database before anybody is let in. */
export async function startRelay(config: Config, prepare?: (db: Database) => Promise<void>): Promise<RunningRelay> {
  const log = pino({ level: config.logLevel });
  const database = await openDatabase(config, log);
  const { db } = database;
  try {
    await prepare?.(db);
    const bus = await openBus(config.redisUrl, db, log);
    const relay = await buildRelay({
      db,
      bus,
      clock: systemClock,
      epoch: await epoch(db),
      logger: log,
      trustProxy: config.trustProxy,
      fileStore: createDiskStore({ folder: config.filesFolder, clock: systemClock, log }),
      metricsToken: config.metricsToken,
      secretsKeys: config.secretsKeys,
      erasedList: createErasedList(config.filesFolder),
      isTrial: isLoopback(new URL(config.publicUrl).hostname),
      providers: openProviders(config.translators, systemClock),
      sockets: {
        limits: { ...LOAD_LIMITS, sockets: config.maxSockets },
        drainMs: config.drainSeconds * 1_000,
      },
    });
    await relay.app.listen({ port: config.port, host: config.host }).catch((error) => {
      throw listenFailure(error, 'PORT', config.port, config.host);
    });
    let stopping: Promise<void> | null = null;
    return {
      db,
      url: config.publicUrl,
      stop() {
        stopping ??= relay
          .close()
          .then(() => bus.close())
          .then(() => database.close());
        return stopping;
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** An installation whose visitors sit at its own machine. */
const isLoopback = (host: string) => /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(host);

/** Between this relay and others by way of Redis; without one, within this process. Redis need not be there yet. */
export async function openBus(redisUrl: string | undefined, db: Database, log: Log): Promise<Bus> {
  const onListenerError = (error: unknown) => log.error({ err: error }, 'a listener failed');
  if (!redisUrl) return createLocalBus(onListenerError);
  return openRedisBus({ url: redisUrl, key: await busKey(db), clock: systemClock, log, onListenerError });
}

/** One press of Ctrl-C reaches us twice when npm stands between: from the terminal, and passed on. */
const SAME_PRESS_MS = 1_000;

/** Ends the process cleanly on the usual signals, and at once when somebody presses again. */
export function stopOnSignals(stop: () => Promise<void>): void {
  let askedAt = 0;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (askedAt > 0) {
        if (systemClock.now() - askedAt > SAME_PRESS_MS) process.exit(1);
        return;
      }
      askedAt = systemClock.now();
      stop().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
}

/** Prints a start-up failure as the sentence it is, and ends. */
export function failToStart(error: unknown): never {
  process.stderr.write(error instanceof SettingError ? `${error.message}\n` : `${(error as Error)?.stack ?? error}\n`);
  process.exit(1);
}

async function main(): Promise<void> {
  const config = readConfig();
  const relay = await startRelay(config);
  stopOnSignals(relay.stop);
  process.stdout.write(`Touchline relay: ${relay.url}\nInbox:           ${relay.url}/inbox\n`);
  const operators = createOperatorService({
    store: createOperatorStore(relay.db),
    clock: systemClock,
    revoke: () => {},
  });
  const token = await operators.firstRunToken();
  if (token)
    process.stdout.write(`\nFirst run. Open this link once, within a day:\n${relay.url}/inbox/setup#${token}\n`);
}

if (import.meta.main) main().catch(failToStart);
