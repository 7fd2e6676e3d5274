/**
 * `npm run admin:link [-- ADDRESS] [--without-second-factor]`: prints a one-time link. Without an administrator it leads
 * to the first run; otherwise it sets a new password for the administrator named, or the first one, and, where they have
 * lost phone and recovery codes, takes the second factor away. Works while the relay runs.
 */
import { parseArgs } from 'node:util';
import { systemClock } from '@touchline/shared/clock.ts';
import pino from 'pino';
import { readConfig, SettingError } from './config.ts';
import { createOperatorService } from './operators/service.ts';
import { createOperatorStore } from './operators/store.ts';
import { visitBundledPostgres } from './platform/bundled-postgres.ts';
import { failToStart, openDatabase } from './server.ts';

async function main(): Promise<void> {
  const config = readConfig();
  const { values, positionals } = parseArgs({
    options: { 'without-second-factor': { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const [email = null] = positionals;
  const database = await openDatabase(config, pino({ level: 'warn' }), visitBundledPostgres);
  try {
    const operators = createOperatorService({
      store: createOperatorStore(database.db),
      clock: systemClock,
      revoke: () => {},
    });
    const withoutSecondFactor = values['without-second-factor'];
    const token = (await operators.firstRunToken()) ?? (await operators.passwordToken(email, { withoutSecondFactor }));
    if (!token) throw new SettingError(`No administrator has the address ${email}: check it, or leave it out.`);
    process.stdout.write(`Open this link once, within a day:\n${config.publicUrl}/inbox/setup#${token}\n`);
  } finally {
    await database.close();
  }
}

main().catch(failToStart);
