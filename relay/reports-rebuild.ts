/**
 * `npm run reports:rebuild`: throws the numbers away and makes them again of the log, with the same result. Works while
 * relays run; until it is done reports say that they are not complete. It may be stopped: the relays go on where it was.
 */
import pino from 'pino';
import { readConfig } from './config.ts';
import { visitBundledPostgres } from './platform/bundled-postgres.ts';
import { createFactStore } from './reports/fact-store.ts';
import { createSumStore } from './reports/sum-store.ts';
import { catchUp } from './reports/upkeep.ts';
import { createWalkStore } from './reports/walk-store.ts';
import { failToStart, openDatabase } from './server.ts';

async function main(): Promise<void> {
  const { db, close } = await openDatabase(readConfig(), pino({ level: 'warn' }), visitBundledPostgres);
  try {
    const walk = createWalkStore(db);
    await walk.forgetAll();
    await catchUp({ facts: createFactStore(db), walk, sums: createSumStore(db) });
    process.stdout.write('The numbers have been made again of the log.\n');
  } finally {
    await close();
  }
}

main().catch(failToStart);
