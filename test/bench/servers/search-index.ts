/**
 * Everything read into search by the relay's own reader. Only the tree of grams is made at the end, by its own definition:
 * filling it text by text takes many times as long, and a relay has the time that a bench has not.
 */
import type { Database } from '@touchline/relay/platform/postgres.ts';
import { createIndexStore } from '@touchline/relay/search/index-store.ts';

/** Conversations in one transaction, and transactions at a time: the reader folds while Postgres writes. */
const AT_ONCE = 200;
const LANES = 3;
const GRAMS = 'search_texts_grams';

/** How many texts there are, and how much place they take. */
export async function readAll(db: Database): Promise<{ texts: number; megabytes: number }> {
  const { rows: made } = await db.query<{ made: string }>(`select pg_get_indexdef('${GRAMS}'::regclass) as made`);
  await db.query(`drop index ${GRAMS}`);
  await readLog(db);
  await db.transaction(async (tx) => {
    await tx.query(`set local maintenance_work_mem = '512MB'`);
    await tx.query(made[0]?.made ?? '');
  });
  await db.query('vacuum analyze search_texts, search_progress');
  const { rows } = await db.query<{ texts: number; megabytes: number }>(
    `select count(*)::int as texts, (pg_total_relation_size('search_texts') / 1000000)::int as megabytes from search_texts`,
  );
  return rows[0] ?? { texts: 0, megabytes: 0 };
}

async function readLog(db: Database): Promise<void> {
  const store = createIndexStore(db);
  const { rows } = await db.query<{ id: string }>('select id from conversations where last_seq > 0 order by id');
  const batches = Array.from({ length: Math.ceil(rows.length / AT_ONCE) }, (_, i) =>
    rows.slice(i * AT_ONCE, (i + 1) * AT_ONCE).map(({ id }) => id),
  ).values();
  const lane = async () => {
    for (const batch of batches) {
      for (let left = batch; left.length > 0; ) left = await store.index(left);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}
