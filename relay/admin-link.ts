/**
 * `npm run admin:link [-- ADDRESS]`: prints a one-time link. Without an administrator it leads to the first run;
 * otherwise it sets a new password for the administrator named, or the first one. Works while the relay runs.
 */
import { systemClock } from '@touchline/shared/clock.ts';
import pino from 'pino';
import { readConfig, SettingError } from './config.ts';
import { createOperatorService } from './operators/service.ts';
import { createOperatorStore } from './operators/store.ts';
import { visitBundledPostgres } from './platform/bundled-postgres.ts';
import { failToStart, openDatabase } from './server.ts';

async function main(): Promise<void> {
  const config = readConfig();
  const email = process.argv[2] ?? null;
  const database = await openDatabase(config, pino({ level: 'warn' }), visitBundledPostgres);
  try {
    const operators = createOperatorService({
      store: createOperatorStore(database.db),
      clock: systemClock,
      revoke: () => {},
    });
    const token = (await operators.firstRunToken()) ?? (await operators.passwordToken(email));
    if (!token) throw new SettingError(`No administrator has the address ${email}: check it, or leave it out.`);
    process.stdout.write(`Open this link once, within a day:\n${config.publicUrl}/inbox/setup#${token}\n`);
  } finally {
    await database.close();
  }
}

main().catch(failToStart);
