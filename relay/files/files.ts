/**
 * What is sent besides text: put in place before its message, found good by its content, fetched by links that expire.
 *
 *     attach ──▶ address ──▶ bytes, looked at while they come ──▶ sent with one message ──▶ link, for one reader
 *
 * Of what nobody sends within a day nothing stays.
 */
import type { Clock } from '@touchline/shared/clock.ts';
import type { FastifyInstance } from 'fastify';
import type { AskedBy } from '../platform/auth.ts';
import { busKey } from '../platform/bus-seal.ts';
import type { Log } from '../platform/log.ts';
import type { Database } from '../platform/postgres.ts';
import { type FileStore, previewOf, storedAs } from './file-store.ts';
import { createLinks } from './links.ts';
import { type ProgramFileRoutes, programFileRoutes } from './program-routes.ts';
import { createReaders } from './readers.ts';
import { type FileRoutes, fileRoutes } from './routes.ts';
import { createFileService, type FileLimits } from './service.ts';
import { createFilesStore } from './store.ts';

export type Files = Awaited<ReturnType<typeof createFiles>>;

type Deps = {
  db: Database;
  store: FileStore;
  clock: Clock;
  log: Pick<Log, 'info' | 'warn'>;
  limits: FileLimits;
};

type Parts = Pick<FileRoutes, 'readers'> & Pick<ProgramFileRoutes, 'attemptOf'>;

const SWEEP_EVERY_MS = 3_600_000;
const DAY_MS = 24 * 3_600_000;

export async function createFiles({ db, store, clock, log, limits }: Deps) {
  const links = createLinks(await busKey(db), clock);
  const files = createFilesStore(db);
  const service = createFileService({ files, store, links, log, limits });
  let stopped = false;
  let cancel = clock.after(SWEEP_EVERY_MS, tick);

  /** Harmless to do on several relays at once. */
  async function sweep(): Promise<void> {
    await store.sweep(DAY_MS);
    const remove = (gone: { siteId: string; id: string }[]) =>
      store.remove(gone.map(({ siteId, id }) => storedAs(siteId, id)).flatMap((name) => [name, previewOf(name)]));
    while ((await files.sweep(remove)) > 0 && !stopped);
  }

  function tick(): void {
    sweep()
      .catch((error) => log.warn({ err: error }, 'files that nobody sent could not be swept; it is tried again'))
      .finally(() => {
        if (!stopped) cancel = clock.after(SWEEP_EVERY_MS, tick);
      });
  }

  function stop(): void {
    stopped = true;
    cancel();
  }

  return {
    ...service,
    sweep,
    readers: (operator: AskedBy) => createReaders({ db, links, operator }),
    routes:
      ({ originAllowed, ...parts }: Pick<FileRoutes, 'originAllowed'> & Parts) =>
      async (scope: FastifyInstance): Promise<void> => {
        scope.addHook('onClose', async () => stop());
        await scope.register((own) => fileRoutes(own, { files: service, clock, originAllowed, ...parts }));
        await scope.register((own) => programFileRoutes(own, { files: service, clock, ...parts }));
      },
  };
}
