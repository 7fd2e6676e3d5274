import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { createTestDatabase, databaseUrl, quietLog } from '../../test/support/postgres.ts';
import { SettingError } from '../config.ts';
import { connectPostgres } from './postgres.ts';
import { connectionFailure } from './postgres-failures.ts';

const { db, url } = await createTestDatabase();

describe('values', () => {
  it('an int8 is a number, a timestamptz a Date, a numeric stays text', async () => {
    const { rows } = await db.query(
      `select count(*) as count, array[1::int8, null] as list, timestamptz '2026-01-02 03:04:05+02' as at, sum(1::int8) as sum from (values (1)) v`,
    );
    expect(rows).toEqual([{ count: 1, list: [1, null], at: new Date('2026-01-02T01:04:05Z'), sum: '1' }]);
  });

  it('an integer too large for a number is refused, never rounded', async () => {
    await expect(db.query('select 9007199254740993::int8')).rejects.toThrow('9007199254740993 is too large');
  });
});

describe('transaction', () => {
  it('commits what it did and returns its result', async () => {
    await db.query('create table kept (n int)');
    expect(await db.transaction(async (tx) => (await tx.query('insert into kept values (1)')).rowCount)).toBe(1);
    expect((await db.query('select n from kept')).rows).toEqual([{ n: 1 }]);
  });

  it('rolls back when its work throws, and passes the error on', async () => {
    const work = db.transaction(async (tx) => {
      await tx.query('insert into kept values (2)');
      throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    expect((await db.query('select n from kept')).rows).toEqual([{ n: 1 }]);
  });

  it('never takes a commit that became a rollback for one that kept something', async () => {
    const work = db.transaction(async (tx) => {
      await tx.query('insert into kept values (3)');
      await tx.query('select 1/0').catch(() => {});
    });
    await expect(work).rejects.toThrow('rolled back');
  });

  it('survives the loss of its connection, and so does the pool', async () => {
    const work = db.transaction(async (tx) => {
      const { rows } = await tx.query('select pg_backend_pid() as pid');
      await db.query('select pg_terminate_backend($1)', [rows[0].pid]);
      await tx.query('select 1');
    });
    await expect(work).rejects.toThrow();
    expect((await db.query('select 1 as n')).rows).toEqual([{ n: 1 }]);
  });

  it('the loss of an idle connection is only logged', async () => {
    const warnings: unknown[] = [];
    const log = { ...quietLog, warn: (...words: unknown[]) => void warnings.push(words) };
    const other = await connectPostgres({ url, log, maxConnections: 1 });
    const { rows } = await other.query('select pg_backend_pid() as pid');
    await db.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
    await expect.poll(() => warnings.length).toBe(1);
    expect((await other.query('select 1 as n')).rows).toEqual([{ n: 1 }]);
    await other.close();
  });
});

describe('a Postgres that cannot be used is refused in one sentence without the password', () => {
  const password = new URL(url).password;
  const changed = (change: (url: URL) => void) => {
    const copy = new URL(url);
    change(copy);
    return copy.href;
  };
  const refusal = async (wrong: string) => {
    const failure = await connectPostgres({ url: wrong, log: quietLog }).catch((error) => error);
    expect(failure).toBeInstanceOf(SettingError);
    expect(failure.message).not.toContain(password);
    expect(failure.message.split('\n')).toHaveLength(1);
    return failure.message;
  };

  it('a wrong password', async () => {
    const wrong = changed((copy) => {
      copy.password = 'hunter2';
    });
    expect(await refusal(wrong)).toMatch(/does not accept the user "touchline" with this password/);
    expect(await refusal(wrong)).not.toContain('hunter2');
  });

  it('a missing database', async () => {
    expect(await refusal(databaseUrl(url, 'nowhere'))).toMatch(/There is no database "nowhere"/);
  });

  it('nobody listening', async () => {
    expect(await refusal(changed((copy) => (copy.port = '1')))).toMatch(/127\.0\.0\.1:1 does not answer: start it/);
  });

  it('an unknown host', async () => {
    const failure = await refusal(changed((copy) => (copy.hostname = 'postgres.invalid')));
    expect(failure).toMatch(/postgres\.invalid/);
  });

  it('something that is no Postgres and stays silent', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const address = silent.address();
    const port = typeof address === 'object' ? String(address?.port) : '';
    expect(await refusal(changed((copy) => (copy.port = port)))).toMatch(/does not answer/);
    silent.close();
  });

  it('no URL at all', async () => {
    expect(await refusal(`postgres//${password}`)).toMatch(/DATABASE_URL is not a usable URL/);
  });

  it('any other failure keeps Postgres’s words, with the password masked', () => {
    const failure = connectionFailure(new Error('strange a%20b and a b'), 'postgres://u:a%20b@db/x');
    expect(failure.message).toBe('Postgres at db:5432 refused the connection to "x" as "u": strange *** and ***.');
  });
});
