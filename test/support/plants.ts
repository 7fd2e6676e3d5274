/**
 * Defects to plant in a relay, by name, as wrappers of its database: a check counts only when it fails under the
 * defect that it is there to find. None of this is in the product.
 */
import type { Database } from '@touchline/relay/platform/postgres.ts';

export type Plant = 'acksBeforeCommit' | 'resumesEmpty' | 'hesitates';

export const plants: Record<Plant, (db: Database) => Database> = {
  /** The log hears that its append is done, and is acknowledged, while the transaction is still open. */
  acksBeforeCommit: (db) => ({
    ...db,
    query: ((text: string, values?: unknown[]) =>
      isAppend(text) ? appendWithoutCommit(db, text, values) : db.query(text, values)) as Database['query'],
  }),
  /** No defect, but the window of one made wide: what routing has decided reaches the database a moment later. */
  hesitates: (db) => ({
    ...db,
    query: (async (text: string, values?: unknown[]) => {
      if (text.includes('give_conversations(')) await new Promise((resolve) => setTimeout(resolve, HESITATES_FOR_MS));
      return db.query(text, values);
    }) as Database['query'],
  }),
  /** Whoever comes back with a position is told that nothing has happened since. */
  resumesEmpty: (db) => ({
    ...db,
    query: (async (text: string, values?: unknown[]) => {
      const result = await db.query(text, values);
      const isTail = text.includes('seq > $2 order by seq desc') && values?.[1] !== 0;
      return isTail ? { ...result, rows: result.rows.slice(0, 1).map((row) => ({ ...row, e_seq: null })) } : result;
    }) as Database['query'],
  }),
};

/** Every conversation looks as if it were the asker's, so that authorising lets everybody through. */
export function openToEverybody(db: Database, asker: () => { contactId: string; siteId: string } | null): Database {
  const query = async (text: string, values?: unknown[]) => {
    const result = await db.query(text, values);
    const who = asker();
    if (!who) return result;
    for (const row of result.rows) {
      if (row.contact_id) Object.assign(row, { contact_id: who.contactId, site_id: who.siteId });
    }
    return result;
  };
  return { ...db, query: query as Database['query'] };
}

export function isAppend(text: string): boolean {
  return text.includes('append_events(');
}

const HESITATES_FOR_MS = 200;

/** Longer than any test takes to kill the relay that was trusted. */
const COMMIT_AFTER_MS = 60_000;

function appendWithoutCommit(db: Database, text: string, values: unknown[] | undefined): ReturnType<Database['query']> {
  return new Promise((answer, fail) => {
    db.transaction(async (tx) => {
      answer(await tx.query(text, values));
      await new Promise((resolve) => setTimeout(resolve, COMMIT_AFTER_MS));
    }).catch(fail);
  });
}

/** `create or replace function` of `append_events` with a part of it changed; for a test's own database. */
export const changeAppend = (db: Database, from: string | RegExp, to: string) =>
  changeFunction(db, 'append_events', from, to);

export async function changeFunction(db: Database, name: string, from: string | RegExp, to: string): Promise<void> {
  const { rows } = await db.query<{ source: string }>('select pg_get_functiondef($1::regproc) as source', [name]);
  const source = rows[0]?.source ?? '';
  const changed = source.replace(from, to);
  if (changed === source) throw new Error(`${name} has no ${from} to change; the plant needs mending`);
  await db.query(changed);
}
