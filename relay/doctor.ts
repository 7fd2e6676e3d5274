/**
 * `npm run doctor`: looks at the installation with the relay's own settings and says, a line each, what is right, what is
 * wrong and how to mend it. It changes nothing, not even a Postgres that does not run. Ends with 1 when something is wrong.
 */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { systemClock } from '@touchline/shared/clock.ts';
import pino from 'pino';
import { DIST } from './assets.ts';
import { type Config, readConfig } from './config.ts';
import { createDiskStore } from './files/disk-store.ts';
import { failWithTrouble } from './keeper.ts';
import type { FrontEnd } from './keeping/checks/built.ts';
import { wayIntoBundled } from './keeping/checks/bundled.ts';
import { examine, type Finding, lineOf, wrongBy } from './keeping/checks/finding.ts';
import { examination } from './keeping/examination.ts';
import { connectPostgres, type Database } from './platform/postgres.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const FRONT_ENDS: FrontEnd[] = [
  { name: 'widget', dist: DIST.widget, entry: 'widget.js', sources: [at('../widget'), at('../shared')] },
  { name: 'inbox', dist: DIST.inbox, entry: 'index.html', sources: [at('../inbox'), at('../shared')] },
];

async function main(): Promise<void> {
  const config = configOrEnd();
  const { db, entered } = await enter(config);
  const checks = examination({
    config,
    clock: systemClock,
    store: createDiskStore({ folder: config.filesFolder, clock: systemClock, log: pino({ level: 'silent' }) }),
    migrations: at('migrations'),
    frontEnds: FRONT_ENDS,
    node: {
      running: process.versions.node,
      wanted: JSON.parse(await readFile(at('../package.json'), 'utf8')).devDependencies.node,
      limits: await readFile('/proc/self/limits', 'utf8').catch(() => ''),
    },
    db,
    entered,
  });
  const found = { ok: 0, warning: 0, wrong: 0 };
  for await (const finding of examine(checks)) {
    found[finding.state] += 1;
    say(finding);
  }
  await db?.close();
  process.stdout.write(`\n${found.wrong} wrong, ${found.warning} to look at, ${found.ok} in order.\n`);
  process.exitCode = found.wrong > 0 ? 1 : 0;
}

function configOrEnd(): Config {
  try {
    return readConfig();
  } catch (error) {
    for (const problem of (error as Error).message.split('\n')) say(wrongBy(problem));
    process.exit(1);
  }
}

async function enter(config: Config): Promise<{ db: Database | null; entered: Finding[] }> {
  const way = config.databaseUrl ?? (await wayIntoBundled(config.dataDir));
  if (typeof way !== 'string') return { db: null, entered: [way] };
  try {
    const db = await connectPostgres({ url: way, log: pino({ level: 'silent' }), maxConnections: 2 });
    return { db, entered: [] };
  } catch (error) {
    return { db: null, entered: [wrongBy((error as Error).message)] };
  }
}

function say(finding: Finding): void {
  process.stdout.write(`${lineOf(finding)}\n`);
}

main().catch(failWithTrouble);
