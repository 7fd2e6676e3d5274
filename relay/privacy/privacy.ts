/** One player's data, and how long it is kept, put together. */
import type { Clock } from '@touchline/shared/clock.ts';
import type { OperatorRole } from '@touchline/shared/people.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { createConversationStore } from '../conversations/store.ts';
import type { FileStore } from '../files/file-store.ts';
import { createJobs } from '../platform/jobs.ts';
import type { Log } from '../platform/log.ts';
import type { Database } from '../platform/postgres.ts';
import { createTranscripts } from '../transcripts/transcripts.ts';
import { forgetTranslationsSince } from './emptying.ts';
import { createListing, type ErasedList } from './erased-list.ts';
import { createErasingStore, writeDown } from './erasing-store.ts';
import { createExport } from './export.ts';
import type { ExportSite } from './export-places.ts';
import { createFindingStore } from './finding-store.ts';
import { createHeldRows } from './held-rows.ts';
import { createHolds } from './holds.ts';
import { createRecordStore } from './record-store.ts';
import { startRetention } from './retention.ts';
import { createRetentionStore } from './retention-store.ts';
import { privacyRoutes } from './routes.ts';
import { createActs, createPrivacyService } from './service.ts';
import { createTelling, type Screens } from './telling.ts';

type Deps = {
  db: Database;
  clock: Clock;
  /** Postgres's time. */
  wall: { now(): number };
  log: Pick<Log, 'info' | 'warn'>;
  fileStore: FileStore;
  /** Absent: nobody restores it. */
  erasedList?: ErasedList | undefined;
  screens: Screens;
  siteById(id: string): Promise<(ExportSite & { routing: { cover: { timeZone: string } | null } }) | null>;
  sitesOf(operatorId: string): Promise<{ id: string; role: OperatorRole }[]>;
};

/** Nobody waits for it. */
const LOOK_FOR_JOBS_MS = 10_000;

export type { Screens } from './telling.ts';
export type Privacy = ReturnType<typeof createPrivacy>;

export function createPrivacy({ db, clock, wall, log, fileStore, erasedList, screens, siteById, sitesOf }: Deps) {
  const telling = createTelling({ db, clock, log, screens });
  const list = erasedList ? createListing(db, erasedList, log) : async () => {};
  const retentionStore = createRetentionStore(db, (names) => fileStore.remove(names));
  const retention = startRetention({
    store: retentionStore,
    telling,
    clock,
    log,
    list,
    writeDown: (siteId, sum) => writeDown(db, 'retention.erased', 'retention', siteId, sum),
  });
  const lateTranslations = createJobs({
    db,
    task: 'forget-translations',
    clock,
    log,
    everyMs: LOOK_FOR_JOBS_MS,
    async work(key) {
      const { siteId, languages } = JSON.parse(key) as { siteId: string; languages: string[] };
      await forgetTranslationsSince(db, siteId, languages, null);
      return 'done';
    },
  });
  const service = createPrivacyService({
    ...partsOf(db, fileStore),
    ...{ wall, telling, list, siteById, sitesOf },
    record: createRecordStore(db),
    retention: retentionStore,
    holds: createHolds(db),
  });
  return {
    service,
    retention,
    routes:
      (operator: (request: FastifyRequest) => Promise<{ id: string; name: string }>) => (scope: FastifyInstance) =>
        privacyRoutes(scope, { service, operator }),
    async stop(): Promise<void> {
      await Promise.all([telling.stop(), retention.stop(), lateTranslations.stop()]);
    },
  };
}

/** For the command on the server, where whoever may start it may do anything; running relays find out by themselves. */
export function createPrivacyTool({
  db,
  wall,
  log,
  fileStore,
  erasedList,
  siteById,
}: Pick<Deps, 'db' | 'wall' | 'log' | 'fileStore' | 'siteById'> & { erasedList: ErasedList }) {
  const parts = partsOf(db, fileStore);
  const acts = createActs({
    ...parts,
    ...{ wall, siteById, telling: { tell() {} } },
    list: createListing(db, erasedList, log),
  });
  return {
    find: parts.finding.find,
    export: (siteId: string, contact: string, internal: boolean) => acts.export(siteId, contact, internal, 'command'),
    erase: (siteId: string, contact: string) => acts.erase(siteId, contact, 'command'),
  };
}

function partsOf(db: Database, fileStore: FileStore) {
  return {
    db,
    finding: createFindingStore(db),
    erasing: createErasingStore(db, (names) => fileStore.remove(names)),
    exportOf: createExport({
      rows: createHeldRows(db),
      transcripts: createTranscripts(createConversationStore(db)),
      store: fileStore,
    }),
  };
}
