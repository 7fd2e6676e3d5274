/** The restore drill: a backup taken in the middle of work becomes an installation, and everybody goes on. */
import type { TestDatabase } from './support/postgres.ts';
import { verifyBackup } from '@touchline/relay/keeping/verify.ts';
import type { Backup } from '@touchline/relay/keeping/backup.ts';
import type { Database } from '@touchline/relay/platform/postgres.ts';
import { epoch } from '@touchline/relay/platform/postgres-checks.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from './support/conditions.ts';
import { heldBefore, type KeepingPlant, keepingPlants } from './support/keeping-plants.ts';
import { type Acked, startLoad } from './support/keeping-load.ts';
import { backUp, createEmptyDatabase, newFolder, restore } from './support/keeping-world.ts';
import { createTestDatabase } from './support/postgres.ts';
import { createOperator, createSite, signIn, testFileStore } from './support/relay.ts';
import { startRelayProcess } from './support/relay-process.ts';
import { newMark } from './support/ledger.ts';
import { isDense, writtenTexts } from './support/written.ts';

const source = await createTestDatabase();
const HOLD = 815;

async function atWork({ db, url }: TestDatabase) {
  const filesFolder = await newFolder();
  const site = await createSite(db);
  const operator = await createOperator(db, [site]);
  const relay = await startRelayProcess({ databaseUrl: url, filesFolder });
  let at = relay.url;
  const load = await startLoad(db, () => at, site, operator);
  return { filesFolder, site, operator, relay, load, moveTo: (other: string) => void (at = other) };
}
