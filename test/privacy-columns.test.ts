/** No column is forgotten when somebody is erased: each has a fate, and what is said of it is so. */
import { FATES } from '@touchline/relay/privacy/columns.ts';
import { describe, expect, it } from 'vitest';
import { createTestDatabase } from './support/postgres.ts';

const { db } = await createTestDatabase();

async function columns(): Promise<string[]> {
  const { rows } = await db.query<{ name: string }>(
    `select c.table_name || '.' || c.column_name as name from information_schema.columns c
     join information_schema.tables t using (table_schema, table_name)
     where c.table_schema = 'public' and t.table_type = 'BASE TABLE' order by 1`,
  );
  return rows.map(({ name }) => name);
}

describe('what becomes of a column when a player is erased', () => {
  it('is said of every one, and of none that is not there', async () => {
    const there = await columns();
    expect(there.length).toBeGreaterThan(150);
    expect(there.filter((column) => !FATES.has(column))).toEqual([]);
    expect([...FATES.keys()].filter((column) => !there.includes(column))).toEqual([]);
  });

  it('has to be said when one is added', async () => {
    await db.query('alter table offers add column said text');
    expect((await columns()).filter((column) => !FATES.has(column))).toEqual(['offers.said']);
    await db.query('alter table offers drop column said');
  });

  it('is that it goes, wherever it refers to a contact', async () => {
    const { rows } = await db.query<{ name: string }>(
      `select con.conrelid::regclass || '.' || a.attname as name from pg_constraint con
       join pg_attribute a on a.attrelid = con.conrelid and a.attnum = any(con.conkey)
       where con.contype = 'f' and con.confrelid = 'contacts'::regclass`,
    );
    expect(rows.length).toBeGreaterThan(2);
    expect(rows.filter(({ name }) => FATES.get(name) !== 'gone')).toEqual([]);
  });

  it('is that it goes, wherever it is the id of a conversation or of a contact', async () => {
    const ids = (await columns()).filter((column) => /\.(conversation|contact)_id$/.test(column));
    expect(ids.filter((column) => FATES.get(column) !== 'gone')).toEqual([]);
  });
});
