/**
 * The database of our relays as production starts it: the bundled Postgres with its own settings, and migrations. In it a
 * site whose operators take what they like. The folder is removed at the end.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createOperatorStore } from '@touchline/relay/operators/store.ts';
import { startBundledPostgres } from '@touchline/relay/platform/bundled-postgres.ts';
import { migrate } from '@touchline/relay/platform/migrate.ts';
import { connectPostgres } from '@touchline/relay/platform/postgres.ts';
import { refuseUnsafe } from '@touchline/relay/platform/postgres-checks.ts';
import { routingRules } from '@touchline/shared/routing-rules.ts';
import { translationRules } from '@touchline/shared/translation-rules.ts';
import { createOperator, createSite, type TestOperator } from '../../support/relay.ts';
import { announce, childTask, endWithParent } from '../child.ts';
import { type Resident, settle } from './residents.ts';

/** `residents`: players who have a conversation already. `translates`: its operators read another language. */
export type DatabaseTask = { operators: number; residents?: number; translates?: boolean };
export type DatabaseHello = {
  databaseUrl: string;
  siteKey: string;
  operators: TestOperator[];
  residents: Resident[];
};

const MIGRATIONS = fileURLToPath(new URL('../../../relay/migrations', import.meta.url));

const log = { info: () => {}, warn: console.error, error: console.error };
const task = childTask<DatabaseTask>();
const dataDir = await mkdtemp(join(tmpdir(), 'touchline-bench-'));
// Open whatever the umask: a Postgres that root starts runs as another user.
await chmod(dataDir, 0o755);
const postgres = await startBundledPostgres({ dataDir, log });
const db = await connectPostgres({ url: postgres.url, log });
endWithParent(async () => {
  await db.close();
  await postgres.stop();
  await rm(dataDir, { recursive: true, force: true });
});
await refuseUnsafe(db, { allowUnsafe: false });
await migrate(db, MIGRATIONS);

// The cap is for floods of strangers, which is what a bench looks like.
const accepted = task.translates ? [{ provider: 'slow', by: 'bench', at: 0 }] : [];
const site = await createSite(db, {
  languages: ['be', 'ru'],
  defaultLanguage: 'ru',
  routing: routingRules.parse({ mode: 'pick', anonymousWaitingMax: 100_000 }),
  translation: translationRules.parse({ accepted }),
});
const operators: TestOperator[] = [];
for (let i = 0; i < task.operators; i++) {
  const operator = await createOperator(db, [site]);
  await createOperatorStore(db).equip(operator.id, { languages: { ru: 'native' }, topics: null, capacity: 1_000 });
  operators.push(operator);
}
const residents = task.residents ? await settle(db, site.id, operators[0] as TestOperator, task.residents) : [];
announce({ databaseUrl: postgres.url, siteKey: site.key, operators, residents } satisfies DatabaseHello);
