/** The way into a bundled Postgres that a relay keeps running: read only, so it is neither made nor started. */
import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { urlOf } from '../../platform/bundled-postgres.ts';
import { PASSWORD_FILE } from '../../platform/postgres-initdb.ts';
import { type Finding, warning, wrong } from './finding.ts';

export async function wayIntoBundled(dataDir: string): Promise<string | Finding> {
  const folder = join(dataDir, 'postgres');
  try {
    await access(folder);
  } catch {
    return warning(
      `There is no installation in ${dataDir} yet`,
      'npm run relay makes one, or set DATA_DIR to its folder',
    );
  }
  try {
    const password = (await readFile(join(folder, PASSWORD_FILE), 'utf8')).trim();
    const process = await readFile(join(folder, 'postmaster.pid'), 'utf8').catch(() => '');
    const port = Number(process.split('\n')[3] ?? 0);
    if (port > 0) return urlOf(password, port);
  } catch (error) {
    return wrong(
      `The folder ${folder} cannot be read (${(error as NodeJS.ErrnoException).code})`,
      'ask the doctor as the user who runs the relay',
    );
  }
  return warning(
    'The bundled Postgres does not run, so nothing in it was looked at',
    'start the relay (npm run relay), and ask the doctor again',
  );
}
