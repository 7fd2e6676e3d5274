/** Every message changes its conversation's row; that stays cheap only as long as no index has to follow it. */
import { expect, it } from 'vitest';
import { createTestDatabase } from '../../test/support/postgres.ts';

const { db } = await createTestDatabase();

/** Among them what is not in the row's log: where it was delivered. */
const CHANGED_BY_EVERY_MESSAGE = [
  'last_seq',
  'last_message_seq',
  'updated_at',
  'waiting_since',
  'read_by_player',
  'read_by_operator',
  'delivered_to_player',
];

/** Columns and conditions, because Postgres counts both. */
async function followers(): Promise<string[]> {
  const { rows } = await db.query<{ name: string }>(
    `select indexrelid::regclass::text as name from pg_index
     where indrelid = 'conversations'::regclass and pg_get_indexdef(indexrelid) ~ ('\\m(' || $1 || ')\\M')`,
    [CHANGED_BY_EVERY_MESSAGE.join('|')],
  );
  return rows.map(({ name }) => name);
}

it('no index of conversations holds, or asks for, what every message changes', async () => {
  expect(await followers()).toEqual([]);
});

it('the check fails for an index whose condition asks for it', async () => {
  await db.query('create index planted on conversations (site_id) where last_seq > 0');
  expect(await followers()).toEqual(['planted']);
});
