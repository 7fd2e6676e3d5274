/**
 * Postgres as the relay uses it: a pool, transactions, and a start-up that fails in one clear sentence.
 *
 * An int8 arrives as a number (and throws rather than round beyond 2^53), a timestamptz as a Date, a numeric, such as
 * the `sum` of int8, stays text. Nothing here retries: whoever sends knows whether sending twice is safe.
 */
import pg from 'pg';
import type { Log } from './log.ts';
import { connectionFailure } from './postgres-failures.ts';

/** What `Database` and a transaction have in common; stores take this. */
export interface Queryable {
  query<Row extends pg.QueryResultRow = Record<string, unknown>>(
    text: string,
    values?: unknown[],
  ): Promise<pg.QueryResult<Row>>;
}

export interface Database extends Queryable {
  /** Commits when `work` returns and rolls back when it throws. The connection belongs to `work` until then. */
  transaction<Result>(work: (tx: pg.PoolClient) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
  pool: pg.Pool;
}

type Options = { url: string; log: Log; maxConnections?: number };

/** Resolves once Postgres has answered. Throws a `SettingError` that never shows the password. */
export async function connectPostgres({ url, log, maxConnections = 10 }: Options): Promise<Database> {
  const pool = openPool(url, maxConnections);
  // An idle connection that breaks would otherwise end the process; the pool replaces it by itself.
  pool.on('error', (error) => log.warn({ err: error }, 'an idle Postgres connection broke'));
  try {
    await pool.query('select 1');
  } catch (error) {
    await pool.end();
    throw connectionFailure(error, url);
  }
  return {
    query: (text, values) => pool.query(text, values),
    transaction: (work) => transaction(pool, work),
    close: () => pool.end(),
    pool,
  };
}

/** A hung network must not hang a request for longer than its sender waits. */
const CONNECT_TIMEOUT_MS = 5_000;

const INT8 = pg.types.builtins.INT8;
/** Not among the names that `pg` exports. */
const INT8_ARRAY: number = 1016;

function openPool(url: string, max: number): pg.Pool {
  try {
    return new pg.Pool({
      connectionString: url,
      max,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      keepAlive: true,
      application_name: 'touchline',
      types: { getTypeParser: parserFor },
    });
  } catch (error) {
    throw connectionFailure(error, url);
  }
}

async function transaction<Result>(pool: pg.Pool, work: (tx: pg.PoolClient) => Promise<Result>): Promise<Result> {
  const tx = await pool.connect();
  // While a connection is lent out the pool does not listen for its end; without a listener that ends the process.
  const broken = () => {};
  tx.on('error', broken);
  let unusable: boolean | undefined;
  try {
    await tx.query('begin');
    const result = await work(tx);
    const { command } = await tx.query('commit');
    // Postgres answers the commit of a failed transaction with ROLLBACK, and without an error.
    if (command === 'ROLLBACK') throw new Error('the transaction had failed before its commit, and was rolled back');
    return result;
  } catch (error) {
    await tx.query('rollback').catch(() => {
      unusable = true;
    });
    throw error;
  } finally {
    tx.off('error', broken);
    tx.release(unusable);
  }
}

/** Everything but int8 and its arrays as `pg` reads it; `typeof` keeps the many signatures of its own parser. */
const parserFor = ((oid: Parameters<typeof pg.types.getTypeParser>[0], format: 'text' | 'binary' = 'text') => {
  const parse: (value: string) => unknown = pg.types.getTypeParser(oid, format as 'text');
  if (format === 'binary') return parse;
  if (oid === INT8) return toNumber;
  if (oid !== INT8_ARRAY) return parse;
  return (text: string) => (parse(text) as (string | null)[]).map((item) => (item === null ? null : toNumber(item)));
}) as typeof pg.types.getTypeParser;

function toNumber(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number)) throw new RangeError(`the integer ${text} is too large for a number`);
  return number;
}
