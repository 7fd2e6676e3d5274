/**
 * `npm run restore -- BACKUP`: makes a backup the installation; relays have to be stopped. Without a name it lists the
 * backups there are.
 *
 *     --check        only looks whether the backup is whole
 *     --replace      moves aside what is there
 *     --from-future  restores a backup whose moment lies ahead of Postgres's clock
 *     --drop-old     takes away what earlier restores moved aside
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { systemClock } from '@touchline/shared/clock.ts';
import { type Config, readConfig } from './config.ts';
import { createDiskStore } from './files/disk-store.ts';
import { enterInstallation, failWithTrouble } from './keeper.ts';
import { asideOnes, dropAside } from './keeping/aside.ts';
import { backupsIn } from './keeping/backup-folder.ts';
import { restoreBackup } from './keeping/restore.ts';
import { inUnits, restored } from './keeping/telling.ts';
import { verifyBackup } from './keeping/verify.ts';
import { createErasedList } from './privacy/erased-list.ts';

const OPTIONS = {
  check: { type: 'boolean' },
  replace: { type: 'boolean' },
  'from-future': { type: 'boolean' },
  'drop-old': { type: 'boolean' },
} as const;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: OPTIONS });
  const [backup] = positionals;
  const config = readConfig();
  if (values['drop-old']) return say(await dropOld(config));
  if (!backup) return say(await listed(config));
  if (values.check) return say(await checked(backup));
  const { db, log, leave } = await enterInstallation(config, { makes: true });
  try {
    const result = await restoreBackup({
      db,
      store: createDiskStore({ folder: config.filesFolder, clock: systemClock, log }),
      erased: createErasedList(config.filesFolder),
      clock: systemClock,
      migrations: fileURLToPath(new URL('migrations', import.meta.url)),
      backup,
      replace: values.replace ?? false,
      fromFuture: values['from-future'] ?? false,
      allowUnsafe: config.allowUnsafePostgres,
    });
    say([restored(result)]);
  } finally {
    await leave();
  }
}

async function checked(backup: string): Promise<string[]> {
  const { manifest, bytes } = await verifyBackup(backup);
  return [`Whole: Touchline ${manifest.release}, as of ${manifest.at}, ${inUnits(bytes)}.`];
}

async function listed({ dataDir }: Config): Promise<string[]> {
  const folder = join(dataDir, 'backups');
  const backups = await backupsIn(folder);
  if (backups.length === 0) return [`There is no backup in ${folder}: npm run backup makes one.`];
  return ['Name one of these, the newest is the last:', ...backups];
}

async function dropOld(config: Config): Promise<string[]> {
  const { db, leave } = await enterInstallation(config);
  try {
    const schemas = await asideOnes(db);
    for (const schema of schemas) await dropAside(db, schema);
    return schemas.length > 0 ? schemas.map((schema) => `Taken away: ${schema}`) : ['Nothing is kept aside.'];
  } finally {
    await leave();
  }
}

function say(lines: string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}

main().catch(failWithTrouble);
