/**
 * The Postgres that comes with Touchline: a real PostgreSQL 18 in `<dataDir>/postgres`, for everyone who has not
 * set DATABASE_URL. It promises:
 *
 * - what is committed survives a crash of the relay, of Postgres and of the machine (fsync is on);
 * - it outlives a killed relay, and the next relay on the folder adopts it (or starts it anew if it is gone too);
 * - if Postgres dies while the relay lives, it is started again on the same port, so the URL stays true;
 * - one folder, one relay: the first holds an advisory lock for as long as it lives, a second is told so. The lock
 *   belongs to a connection, so no crash can leave it behind, as a pid file in a restarted container would be.
 *
 * It listens on 127.0.0.1 only, on a port chosen at each start, and asks for a password. The relay signs in as
 * `touchline`, which owns its database and is no superuser: SQL that got out of hand cannot run programs.
 * It has no standby; whoever needs one brings their own Postgres. Copies are made by `npm run backup` (relay/keeping).
 */
import type { FastifyBaseLogger } from 'fastify';
import pg from 'pg';
import { SettingError } from '../config.ts';
import { preparePostgresFolder } from './postgres-folder.ts';
import { connectToPostmaster, ensurePostmaster, type Postmaster, stopPostmaster } from './postmaster.ts';

export type BundledPostgres = { url: string; stop(): Promise<void> };

type Options = { dataDir: string; log: Pick<FastifyBaseLogger, 'info' | 'warn' | 'error'> };

/** Throws a `SettingError` with one sentence for everything that its reader can mend. */
export async function startBundledPostgres({ dataDir, log }: Options): Promise<BundledPostgres> {
  const folder = await preparePostgresFolder(dataDir, log);
  let postmaster: Postmaster = await ensurePostmaster(folder, log);
  let keeper = await takeLock(await connectToPostmaster(folder, postmaster.port), dataDir);
  await createRoleAndDatabase(keeper, folder.password);

  let stopping: Promise<void> | undefined;
  let reviving = false;

  const watch = () => keeper.once('end', revive);

  async function revive(): Promise<void> {
    if (stopping || reviving) return;
    reviving = true;
    log.error('the bundled Postgres has gone away; starting it again');
    while (!stopping) {
      try {
        postmaster = await ensurePostmaster(folder, log, postmaster.port);
        keeper = await takeLock(await connectToPostmaster(folder, postmaster.port), dataDir);
        log.info('the bundled Postgres is back');
        break;
      } catch (error) {
        log.error({ err: error }, 'the bundled Postgres does not start yet; trying again');
        await new Promise((done) => setTimeout(done, REVIVE_PAUSE_MS));
      }
    }
    reviving = false;
    // A stop that came in between waits for this function's end by `reviving`; see below.
    if (!stopping) watch();
  }

  async function shutDown(): Promise<void> {
    while (reviving) await new Promise((done) => setTimeout(done, POLL_MS));
    await keeper.end().catch(() => {});
    await stopPostmaster(folder, log);
  }

  watch();
  return {
    url: urlOf(folder.password, postmaster.port),
    stop: () => {
      stopping ??= shutDown();
      return stopping;
    },
  };
}

/**
 * For a command that works beside a running relay: uses the relay's Postgres and leaves it running. Where no relay
 * runs, this is a start like any other, and `stop` ends it.
 */
export async function visitBundledPostgres(options: Options): Promise<BundledPostgres> {
  const folder = await preparePostgresFolder(options.dataDir, options.log);
  const { port } = await ensurePostmaster(folder, options.log);
  const guest = await connectToPostmaster(folder, port);
  const { rows } = await guest.query('select pg_try_advisory_lock($1) as free', [LOCK_KEY]);
  if (!rows[0].free) return { url: urlOf(folder.password, port), stop: () => guest.end() };
  await guest.end();
  return startBundledPostgres(options);
}

/** How the relay signs in. */
export function urlOf(password: string, port: number): string {
  return `postgres://${ROLE}:${password}@127.0.0.1:${port}/${ROLE}`;
}

/** The name of the relay's role and of its database. */
const ROLE = 'touchline';

/** Any number that nobody else uses in the maintenance database. */
const LOCK_KEY = 7_086_345;

/** Postgres frees the lock of a killed relay as soon as it notices the closed socket. */
const LOCK_PATIENCE_MS = 5_000;
const REVIVE_PAUSE_MS = 500;
const POLL_MS = 50;

async function takeLock(keeper: pg.Client, dataDir: string): Promise<pg.Client> {
  for (let waited = 0; waited <= LOCK_PATIENCE_MS; waited += POLL_MS) {
    const { rows } = await keeper.query('select pg_try_advisory_lock($1) as taken', [LOCK_KEY]);
    if (rows[0].taken) return keeper;
    await new Promise((done) => setTimeout(done, POLL_MS));
  }
  await keeper.end();
  throw new SettingError(
    `Another relay already uses the data folder ${dataDir}: stop it first, give this one its own DATA_DIR, ` +
      'or let several share one Postgres with DATABASE_URL and REDIS_URL.',
  );
}

/** Asked at every start, because the first one may have been killed before it got here. */
async function createRoleAndDatabase(keeper: pg.Client, password: string): Promise<void> {
  const { rows } = await keeper.query(
    `select exists(select from pg_roles where rolname = $1) as role,
            exists(select from pg_database where datname = $1) as database`,
    [ROLE],
  );
  // `createdb` lets tests clone databases; it gives no power over what exists.
  if (!rows[0].role) await keeper.query(`create role ${ROLE} login createdb password ${pg.escapeLiteral(password)}`);
  if (!rows[0].database) await keeper.query(`create database ${ROLE} owner ${ROLE}`);
}
