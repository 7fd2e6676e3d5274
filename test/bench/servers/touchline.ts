/**
 * Our relay as production starts it: the bundled Postgres with its own settings, migrations, the same parts. Only the
 * limits on speed are wide, because no person writes as fast as the bench. Postgres's folder is removed at the end.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startBundledPostgres } from '@touchline/relay/platform/bundled-postgres.ts';
import { migrate } from '@touchline/relay/platform/migrate.ts';
import { connectPostgres } from '@touchline/relay/platform/postgres.ts';
import { refuseUnsafe } from '@touchline/relay/platform/postgres-checks.ts';
import { createOperator, createSite, signIn, startTestRelay, TEST_ORIGIN } from '../../support/relay.ts';
import { announce, endWithParent } from '../child.ts';

/** How the load generator gets in. */
export type Door = { url: string; siteKey: string; origin: string; cookies: string[] };

const OPERATORS = 10;
const MIGRATIONS = fileURLToPath(new URL('../../../relay/migrations', import.meta.url));

const log = { info: () => {}, warn: console.error, error: console.error };
const dataDir = await mkdtemp(join(tmpdir(), 'touchline-bench-'));
// Open whatever the umask: a Postgres that root starts runs as another user.
await chmod(dataDir, 0o755);
const postgres = await startBundledPostgres({ dataDir, log });
const db = await connectPostgres({ url: postgres.url, log });
await refuseUnsafe(db, { allowUnsafe: false });
await migrate(db, MIGRATIONS);
const relay = await startTestRelay(db);
endWithParent(async () => {
  await relay.close();
  await db.close();
  await postgres.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const site = await createSite(db);
const cookies: string[] = [];
for (let i = 0; i < OPERATORS; i++) cookies.push(await signIn(relay.url, await createOperator(db, [site])));
announce({ url: relay.url, siteKey: site.key, origin: TEST_ORIGIN, cookies } satisfies Door);
