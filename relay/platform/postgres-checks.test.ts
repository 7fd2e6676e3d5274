import { describe, expect, it } from 'vitest';
import { createTestDatabase } from '../../test/support/postgres.ts';
import { epoch, problemsOf, refuseUnsafe } from './postgres-checks.ts';

const { db } = await createTestDatabase();
const { db: other } = await createTestDatabase();

describe('refuseUnsafe', () => {
  const good = {
    version: 150_000,
    version_name: '15.0',
    encoding: 'UTF8',
    standby: false,
    fsync: 'on',
    full_page_writes: 'on',
    synchronous_commit: 'remote_apply',
  };

  it('the bundled Postgres is safe', async () => {
    await expect(refuseUnsafe(db)).resolves.toBeUndefined();
  });

  it('a real database that commits without waiting is refused, unless told so by name', async () => {
    const { rows } = await other.query<{ name: string }>('select current_database() as name');
    await other.query(`alter database ${rows[0]?.name} set synchronous_commit = off`);
    await other.transaction(async (tx) => {
      await tx.query('set local synchronous_commit = off');
      await expect(refuseUnsafe(tx)).rejects.toThrow('synchronous_commit = off');
      await expect(refuseUnsafe(tx, { allowUnsafe: true })).resolves.toBeUndefined();
    });
  });

  it.each(['fsync', 'full_page_writes', 'synchronous_commit'])('%s = off is one sentence', (name) => {
    expect(problemsOf({ ...good, [name]: 'off' }, false)).toEqual([expect.stringContaining(`${name} = off`)]);
    expect(problemsOf({ ...good, [name]: 'off' }, true)).toEqual([]);
  });

  it('an old version, another encoding and a standby are refused whatever is allowed', () => {
    const bad = { ...good, version: 140_012, version_name: '14.12', encoding: 'SQL_ASCII', standby: true };
    expect(problemsOf(good, true)).toEqual([]);
    expect(problemsOf(bad, true)).toEqual([
      expect.stringContaining('14.12'),
      expect.stringContaining('SQL_ASCII'),
      expect.stringContaining('standby'),
    ]);
  });
});

describe('epoch', () => {
  it('is 16 hex digits, the same every time, and another one in another database', async () => {
    const first = await epoch(db);
    expect(first).toMatch(/^[0-9a-f]{16}$/);
    expect(await epoch(db)).toBe(first);
    expect(await epoch(other)).not.toBe(first);
  });

  it('changes when a restore is counted', async () => {
    await db.query('create table if not exists installation (restores int not null default 0)');
    await db.query('insert into installation (restores) select 0 where not exists (select from installation)');
    const before = await epoch(db);
    await db.query('update installation set restores = restores + 1');
    expect(await epoch(db)).not.toBe(before);
  });
});
