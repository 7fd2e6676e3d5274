/**
 * `npm run backup [-- FOLDER] [--keep N]`: copies everything, while relays run, into a folder of its own below FOLDER
 * (`DATA_DIR/backups` where none is named). With `--keep` only the newest N stay.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { systemClock } from '@touchline/shared/clock.ts';
import { readConfig } from './config.ts';
import { createDiskStore } from './files/disk-store.ts';
import { enterInstallation, failWithTrouble, release, wholeNumber } from './keeper.ts';
import { takeBackup } from './keeping/backup.ts';
import { backedUp } from './keeping/telling.ts';

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { keep: { type: 'string' } } });
  const keep = wholeNumber('--keep', values.keep);
  const config = readConfig();
  const { db, log, leave } = await enterInstallation(config);
  try {
    const backup = await takeBackup({
      db,
      store: createDiskStore({ folder: config.filesFolder, clock: systemClock, log }),
      clock: systemClock,
      release: await release(),
      folder: positionals[0] ?? join(config.dataDir, 'backups'),
      keep,
    });
    process.stdout.write(`${backedUp(backup)}\n`);
  } finally {
    await leave();
  }
}

main().catch(failWithTrouble);
