/** What the doctor looks at, in order: settings first, then what they lead to. Nothing of it changes anything. */
import type { Clock } from '@touchline/shared/clock.ts';
import type { Config } from '../config.ts';
import type { FileStore } from '../files/file-store.ts';
import type { Database } from '../platform/postgres.ts';
import { checkAside } from './checks/aside.ts';
import { checkBuilt, type FrontEnd } from './checks/built.ts';
import { checkClocks } from './checks/clocks.ts';
import { checkSettings } from './checks/contradictions.ts';
import { checkDisks } from './checks/disk.ts';
import { checkFilesFolder, checkStoredFiles } from './checks/files.ts';
import { type Check, examine, type Finding } from './checks/finding.ts';
import { checkLastBackup } from './checks/last-backup.ts';
import { checkNode, checkOpenFiles } from './checks/machine.ts';
import { checkMigrations } from './checks/migrations.ts';
import { checkPort } from './checks/port.ts';
import { checkPostgres } from './checks/postgres.ts';
import { checkPublicAddress } from './checks/public-address.ts';
import { checkRedis } from './checks/redis.ts';
import { checkRelays } from './checks/relays.ts';
import { checkSecondFactors } from './checks/second-factors.ts';
import { checkSites } from './checks/sites.ts';
import { checkAccepted, checkTranslators } from './checks/translators.ts';

type Deps = {
  config: Config;
  clock: Clock;
  store: FileStore;
  migrations: string;
  frontEnds: FrontEnd[];
  node: { running: string; wanted: string; limits: string };
  /** Null where it cannot be entered, which is a finding of its own. */
  db: Database | null;
  /** What entering it said. */
  entered: Finding[];
};

export function examination(deps: Deps): Check[] {
  const { config, clock, node, frontEnds, db, entered } = deps;
  const folders = [...(config.databaseUrl ? [] : [config.dataDir]), config.filesFolder];
  const { redisUrl, publicUrl } = config;
  const widgetDist = frontEnds.find(({ name }) => name === 'widget')?.dist ?? '';
  return [
    check('Node', () => checkNode(node.running, node.wanted)),
    check('The limit of open files', () => checkOpenFiles(node.limits, config.maxSockets)),
    check('The settings', () => checkSettings(config)),
    check('The front ends', () => checkBuilt(frontEnds)),
    check('The disks', () => checkDisks(folders)),
    check('The folder of files', () => checkFilesFolder(config.filesFolder)),
    check('Postgres', () => entered),
    ...(db ? ofDatabase(db, deps) : []),
    ...(redisUrl ? [check('Redis', () => checkRedis(redisUrl, clock))] : []),
    check('The translators', () => checkTranslators(config.translators)),
    check('The port', () => checkPort(config.host, config.port)),
    check('PUBLIC_URL', () => checkPublicAddress({ publicUrl, widgetDist, db })),
  ];
}

function ofDatabase(db: Database, deps: Deps): Check[] {
  const { config, clock, migrations } = deps;
  return [
    check('Postgres', () => checkPostgres(db, config.allowUnsafePostgres)),
    check('The clocks', () => checkClocks(db, clock)),
    check('The migrations', async () => {
      const shape = await checkMigrations(db, migrations);
      const isKnown = shape.every(({ state }) => state === 'ok');
      return isKnown ? [...shape, ...(await Array.fromAsync(examine(ofContents(db, deps))))] : shape;
    }),
  ];
}

function ofContents(db: Database, { config, store }: Deps): Check[] {
  return [
    check('The relays', () => checkRelays(db, config.redisUrl)),
    check('The sites', () => checkSites(db)),
    check('Stored files', () => checkStoredFiles(db, store)),
    check('Accepted translators', () => checkAccepted(db, config.translators)),
    check('Second factors', () => checkSecondFactors(db, config.secretsKeys)),
    check('The last backup', () => checkLastBackup(db)),
    check('What restores kept', () => checkAside(db)),
  ];
}

const check = (about: string, look: () => Finding[] | Promise<Finding[]>): Check => ({
  about,
  look: async () => look(),
});
