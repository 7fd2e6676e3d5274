import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, databaseUrl, dropDatabase, quietLog } from '../../test/support/postgres.ts';
import { migrate } from './migrate.ts';
import { connectPostgres, type Database } from './postgres.ts';

const { db: server, url } = await createTestDatabase();

let dir: string;
let db: Database;
let name: string;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'touchline-migrations-'));
});
afterAll(() => rm(dir, { recursive: true }));

/** An empty database: the one above is already migrated. */
beforeEach(async () => {
  name = `empty_${crypto.randomUUID().replaceAll('-', '')}`;
  await server.query(`create database ${name}`);
  db = await connectPostgres({ url: databaseUrl(url, name), log: quietLog });
  await write('0001_first.sql', 'create table first (n int); insert into first values (1);');
  await write('0002_second.sql', 'alter table first add column m int;');
});
afterEach(async () => {
  await db.close();
  await dropDatabase(server, name);
  await rm(join(dir, '0003_third.sql'), { force: true });
});

const write = (file: string, sql: string) => writeFile(join(dir, file), sql);

describe('migrate', () => {
  it('applies what is new, in order, once', async () => {
    expect(await migrate(db, dir)).toEqual(['0001_first.sql', '0002_second.sql']);
    expect(await migrate(db, dir)).toEqual([]);
    expect((await db.query('select * from first')).rows).toEqual([{ n: 1, m: null }]);
  });

  it('several relays may start at once', async () => {
    const others = await Promise.all(
      [1, 2, 3].map(() => connectPostgres({ url: databaseUrl(url, name), log: quietLog })),
    );
    const applied = await Promise.all([db, ...others].map((each) => migrate(each, dir)));
    expect(applied.flat()).toEqual(['0001_first.sql', '0002_second.sql']);
    await Promise.all(others.map((other) => other.close()));
  });

  it('a missing or empty folder is nothing to do', async () => {
    expect(await migrate(db, join(dir, 'none'))).toEqual([]);
  });

  it('a failing migration keeps nothing of itself, keeps those before it, and names its line', async () => {
    await write('0003_third.sql', 'create table third ();\nselect nonsense;\n');
    await expect(migrate(db, dir)).rejects.toThrow(
      /0003_third.sql failed at line 2 and nothing of it was kept: column/,
    );
    expect((await db.query(`select to_regclass('third') as t, to_regclass('first') is not null as f`)).rows).toEqual([
      { t: null, f: true },
    ]);
    await write('0003_third.sql', 'create table third ();');
    expect(await migrate(db, dir)).toEqual(['0003_third.sql']);
  });

  it('an edited migration is refused, changed line ends are not', async () => {
    await write('0001_first.sql', 'create table first (\nn int);');
    await migrate(db, dir);
    await write('0001_first.sql', 'create table first (\r\nn int);');
    expect(await migrate(db, dir)).toEqual([]);
    await write('0001_first.sql', 'create table first (\nn int8);');
    await expect(migrate(db, dir)).rejects.toThrow('0001_first.sql was edited after this database had applied it');
  });

  it('a database newer than the code is refused', async () => {
    await write('0003_third.sql', 'select 1;');
    await migrate(db, dir);
    await rm(join(dir, '0003_third.sql'));
    await expect(migrate(db, dir)).rejects.toThrow('newer than this Touchline (it has the migration 0003_third.sql)');
  });

  it('a database of another branch is refused', async () => {
    await migrate(db, dir);
    await db.query(`update migrations set name = '0002_other.sql' where name = '0002_second.sql'`);
    await expect(migrate(db, dir)).rejects.toThrow('they come from different branches');
  });

  it('a number that is missing or twice is refused', async () => {
    await write('0004_fourth.sql', '');
    await expect(migrate(db, dir)).rejects.toThrow('0004_fourth.sql is out of line');
    await rm(join(dir, '0004_fourth.sql'));
  });
});
