/** What the commands that keep an installation have in common: its database as it is, and an end with a sentence. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pino from 'pino';
import { type Config, SettingError } from './config.ts';
import { Trouble } from './keeping/trouble.ts';
import { visitBundledPostgres } from './platform/bundled-postgres.ts';
import { connectPostgres } from './platform/postgres.ts';
import { failToStart } from './server.ts';

/** Neither migrated nor judged. A bundled Postgres that does not run is started for the visit, and made only for whoever `makes` one. */
export async function enterInstallation(config: Config, { makes = false } = {}) {
  const log = pino({ level: 'warn' });
  const { dataDir } = config;
  if (!config.databaseUrl && !makes && !existsSync(join(dataDir, 'postgres'))) {
    throw new Trouble(
      `There is no installation in ${dataDir}: set DATA_DIR to its data folder, or DATABASE_URL to its Postgres.`,
    );
  }
  const bundled = config.databaseUrl ? null : await visitBundledPostgres({ dataDir, log });
  try {
    const db = await connectPostgres({ url: config.databaseUrl ?? bundled?.url ?? '', log, maxConnections: 3 });
    return {
      db,
      log,
      async leave(): Promise<void> {
        await db.close();
        await bundled?.stop();
      },
    };
  } catch (error) {
    await bundled?.stop();
    throw error;
  }
}

export async function release(): Promise<string> {
  const { version } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8'));
  return version;
}

export function wholeNumber(option: string, given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  if (/^[1-9]\d{0,4}$/.test(given)) return Number(given);
  throw new Trouble(`${option} is "${given}": write a whole number from 1 on.`);
}

/** A wrong option is as much the reader's to mend as a wrong setting. */
export function failWithTrouble(error: unknown): never {
  const { code, message } = error as NodeJS.ErrnoException;
  const isTheirs = error instanceof Trouble || code?.startsWith('ERR_PARSE_ARGS');
  failToStart(isTheirs ? new SettingError(message) : error);
}
