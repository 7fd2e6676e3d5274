/**
 * Our relay as production starts it: the bundled Postgres with its own settings, migrations, the same parts. Only the
 * limits on speed are wide, because no person writes as fast as the bench. Postgres's folder is removed at the end.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildRelay } from '@touchline/relay/app.ts';
import { readConfig } from '@touchline/relay/config.ts';
import { createLocalBus } from '@touchline/relay/platform/bus.ts';
import { epoch } from '@touchline/relay/platform/postgres-checks.ts';
import { openDatabase } from '@touchline/relay/server.ts';
import { systemClock } from '@touchline/shared/clock.ts';
import pino from 'pino';
import { createOperator, createSite, signIn } from '../../support/relay.ts';
import { announce, endWithParent } from '../child.ts';

/** How the load generator gets in. */
export type Door = { url: string; siteKey: string; cookies: string[] };

const OPERATORS = 10;
const WIDE = { burst: 1e9, perSecond: 1e9 };

const dataDir = await mkdtemp(join(tmpdir(), 'touchline-bench-'));
// Open whatever the umask: a Postgres that root starts runs as another user.
await chmod(dataDir, 0o755);
const config = readConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'warn', DATABASE_URL: process.env.BENCH_DATABASE_URL });
const log = pino({ level: config.logLevel }, pino.destination(2));
const database = await openDatabase(config, log);
const { db } = database;
const relay = await buildRelay({
  db,
  bus: createLocalBus((error) => log.error({ err: error }, 'a listener failed')),
  clock: systemClock,
  epoch: await epoch(db),
  logger: log,
  trustProxy: config.trustProxy,
  rates: { player: WIDE, operator: WIDE },
});
await relay.app.listen({ port: 0, host: config.host });
endWithParent(async () => {
  await relay.close();
  await database.close();
  await rm(dataDir, { recursive: true, force: true });
});

const url = `http://127.0.0.1:${(relay.app.server.address() as AddressInfo).port}`;
const site = await createSite(db);
const cookies: string[] = [];
for (let i = 0; i < OPERATORS; i++) cookies.push(await signIn(url, await createOperator(db, [site])));
announce({ url, siteKey: site.key, cookies } satisfies Door);
