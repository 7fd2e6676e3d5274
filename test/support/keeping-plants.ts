/** Defects to plant in a backup or a restore, by name, and a place at which a backup can be held. */
import type { Database } from '@touchline/relay/platform/postgres.ts';

type Query = (text: unknown, values?: unknown[]) => unknown;
type Rows = { rows: { name?: string }[] };
type Change = (real: Query, text: unknown, values?: unknown[]) => unknown;

export type KeepingPlant = keyof typeof keepingPlants;

export const keepingPlants = {
  /** The catalogue has a table that the backup does not know of. */
  forgetsTable: (db: Database) =>
    changed(db, (real, text, values) => {
      const answer = real(text, values);
      return String(text).includes('pg_attribute') ? without('contact_notes', answer as Promise<Rows>) : answer;
    }),
  /** Each table is copied as it is when its turn comes. */
  outsideSnapshot: (db: Database) =>
    changed(db, (real, text, values) => {
      const isLevel = String(text).startsWith('set transaction isolation level');
      return real(isLevel ? 'set transaction isolation level read committed' : text, values);
    }),
  /** The restored history looks like the one before. */
  keepsEpoch: (db: Database) =>
    changed(db, (real, text, values) => {
      const isRaise = String(text).includes('set restores =');
      return isRaise ? real('update installation set restores = $1::integer', values) : real(text, values);
    }),
  /** Who was signed in when the backup was made is signed in again. */
  keepsSessions: (db: Database) =>
    changed(db, (real, text, values) => real(text === 'delete from operator_sessions' ? 'select 1' : text, values)),
} satisfies Record<string, (db: Database) => Database>;

/** The copy of that table waits until nobody holds the advisory lock. */
export function heldBefore(db: Database, table: string, lock: number): Database {
  return changed(db, (real, text, values) => {
    const copies = (text as { text?: string }).text?.startsWith(`copy "${table}"`);
    // What is asked on one connection is answered in its order.
    if (copies) void real('select pg_advisory_xact_lock_shared($1)', [lock]);
    return real(text, values);
  });
}

async function without(table: string, answer: Promise<Rows>): Promise<Rows> {
  const result = await answer;
  return { ...result, rows: result.rows.filter(({ name }) => name !== table) };
}

function changed(db: Database, change: Change): Database {
  return {
    ...db,
    transaction: (work) =>
      db.transaction((tx) => {
        const real = tx.query.bind(tx) as Query;
        const query = (text: unknown, values?: unknown[]) =>
          typeof text === 'string' || !isCopy(text) ? change(real, text, values) : change(real, text);
        return work(new Proxy(tx, { get: (target, key) => (key === 'query' ? query : Reflect.get(target, key)) }));
      }),
  };
}

const isCopy = (text: unknown) => typeof (text as { submit?: unknown }).submit === 'function';
