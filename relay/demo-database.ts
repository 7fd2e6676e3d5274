/**
 * The demo's database without a relay: Postgres, bundled or given, migrated, with the demo's site in it. For several
 * relays that share it, since a folder's bundled Postgres belongs to one process. Forked (examples/cluster), it says where
 * it is in one message, and ends with its parent, or on SIGTERM; by itself it ends when the demo's site is there.
 */
import { systemClock } from '@touchline/shared/clock.ts';
import pino from 'pino';
import { environmentWith, readConfig } from './config.ts';
import { DEMO_KEY_ID, DEMO_OPERATORS, DEMO_PASSWORD, DEMO_SECRET, DEMO_SITE_KEY, seedDemo } from './demo-site.ts';
import { startBundledPostgres } from './platform/bundled-postgres.ts';
import { failToStart, openDatabase, stopOnSignals } from './server.ts';

async function main(): Promise<void> {
  const config = readConfig(environmentWith({ LOG_LEVEL: 'warn' }));
  let { databaseUrl } = config;
  const database = await openDatabase(config, pino({ level: config.logLevel }), async (options) => {
    const bundled = await startBundledPostgres(options);
    databaseUrl = bundled.url;
    return bundled;
  });
  stopOnSignals(database.close);
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  // It may have gone while Postgres started.
  if (process.send && !process.connected) return process.exit(await database.close().then(() => 0));
  await seedDemo(database.db, systemClock, [
    `http://localhost:${config.examplePort}`,
    `http://127.0.0.1:${config.examplePort}`,
  ]);
  if (!process.send) return database.close();
  process.send({
    databaseUrl,
    site: { CHAT_SITE: DEMO_SITE_KEY, CHAT_KEY_ID: DEMO_KEY_ID, CHAT_SECRET: DEMO_SECRET },
    operators: DEMO_OPERATORS.map(({ name, role, email }) => `${name}, ${role}: ${email}, password ${DEMO_PASSWORD}`),
  });
}

main().catch(failToStart);
