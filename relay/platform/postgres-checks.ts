/**
 * What a Postgres must be before the relay trusts it with messages (delivery contract, A1), and which history it tells.
 */
import { createHash } from 'node:crypto';
import { SettingError } from '../config.ts';
import type { Queryable } from './postgres.ts';

type Facts = {
  version: number;
  version_name: string;
  encoding: string;
  standby: boolean;
  fsync: string;
  full_page_writes: string;
  synchronous_commit: string;
};

/**
 * Throws a `SettingError` with a sentence for each thing that is wrong. `allowUnsafe` excuses the three settings that
 * may lose an acknowledged message, and nothing else.
 */
export async function refuseUnsafe(db: Queryable, { allowUnsafe = false } = {}): Promise<void> {
  const { rows } = await db.query<Facts>(`
    select current_setting('server_version_num')::int as version,
           current_setting('server_version') as version_name,
           current_setting('server_encoding') as encoding,
           pg_is_in_recovery() as standby,
           current_setting('fsync') as fsync,
           current_setting('full_page_writes') as full_page_writes,
           current_setting('synchronous_commit') as synchronous_commit`);
  const problems = rows[0] ? problemsOf(rows[0], allowUnsafe) : [];
  if (problems.length > 0) throw new SettingError(problems.join('\n'));
}

export function problemsOf(facts: Facts, allowUnsafe: boolean): string[] {
  const problems: string[] = [];
  if (facts.version < OLDEST_VERSION) {
    problems.push(`This Postgres is version ${facts.version_name}: Touchline needs PostgreSQL 15 or newer.`);
  }
  if (facts.encoding !== 'UTF8') {
    problems.push(
      `This database has the encoding ${facts.encoding}, which cannot hold every language: create one with encoding UTF8.`,
    );
  }
  if (facts.standby) {
    problems.push('This Postgres is a read-only standby: point DATABASE_URL at the primary.');
  }
  for (const name of ['fsync', 'full_page_writes', 'synchronous_commit'] as const) {
    if (facts[name] !== 'off' || allowUnsafe) continue;
    problems.push(
      `This Postgres runs with ${name} = off, so a crash can lose messages that were acknowledged: turn it on, or accept that with ALLOW_UNSAFE_POSTGRES=true.`,
    );
  }
  return problems;
}

/**
 * Names the history that positions (`seq`) belong to: 16 hex digits that change when the database is another one, when
 * it was restored, and when a standby took over. Clients that hold another epoch reload instead of merging.
 */
export async function epoch(db: Queryable): Promise<string> {
  const { rows } = await db.query(`
    select (select system_identifier from pg_control_system())::text as system,
           (select oid from pg_database where datname = current_database())::text as database,
           to_regclass('installation') is not null as counted`);
  const timeline = await currentTimeline(db);
  const restores = rows[0]?.counted ? await db.query('select restores from installation') : undefined;
  const parts = [rows[0]?.system, timeline, rows[0]?.database, restores?.rows[0]?.restores ?? 0];
  return createHash('sha256').update(parts.join('/')).digest('hex').slice(0, 16);
}

const OLDEST_VERSION = 150_000;

/**
 * The name of the log file being written begins with the timeline. The control file learns it only at the first
 * checkpoint after a standby took over, so it is asked where a managed Postgres hides its log.
 */
async function currentTimeline(db: Queryable): Promise<number> {
  try {
    const { rows } = await db.query<{ file: string }>('select pg_walfile_name(pg_current_wal_lsn()) as file');
    return Number.parseInt(rows[0]?.file.slice(0, 8) ?? '', 16);
  } catch {
    const { rows } = await db.query<{ timeline: number }>(
      'select timeline_id as timeline from pg_control_checkpoint()',
    );
    return rows[0]?.timeline ?? 0;
  }
}
