/** Jobs on a real database, by several workers at once, some of which die. */
import { systemClock } from '@touchline/shared/clock.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import { until } from '../../test/support/conditions.ts';
import { createTestDatabase, quietLog } from '../../test/support/postgres.ts';
import { createJobs } from './jobs.ts';

const { db } = await createTestDatabase();
beforeEach(async () => {
  await db.query('delete from jobs');
});

const ask = (key: string) =>
  db.query(
    `insert into jobs (task, key) values ('test', $1)
     on conflict (task, key) do update set asked = jobs.asked + 1, run_at = least(jobs.run_at, excluded.run_at)`,
    [key],
  );
const left = async () => (await db.query<{ count: number }>('select count(*) as count from jobs')).rows[0]?.count;
const noneLeft = () => until('no job is left', async () => (await left()) === 0);

function worker(work: (key: string) => Promise<'done' | 'later'>, more = {}) {
  return createJobs({ db, task: 'test', clock: systemClock, log: quietLog, work, everyMs: 20, ...more });
}

describe('jobs', () => {
  it('are each done by one of several workers', async () => {
    const done: string[] = [];
    const work = async (key: string) => {
      done.push(key);
      return 'done' as const;
    };
    const workers = [worker(work), worker(work), worker(work)];
    const keys = Array.from({ length: 50 }, (_, i) => `job ${i}`);
    await Promise.all(keys.map(ask));
    await noneLeft();
    expect(done.toSorted()).toEqual(keys.toSorted());
    for (const one of workers) await one.stop();
  });

  it('are done again when asked for meanwhile', async () => {
    let times = 0;
    const jobs = worker(async (key) => {
      if (++times === 1) await ask(key);
      return 'done';
    });
    await ask('a');
    await noneLeft();
    expect(times).toBe(2);
    await jobs.stop();
  });

  it('come again when they fail, later each time', async () => {
    let times = 0;
    const jobs = worker(async () => {
      if (++times === 1) throw new Error('this once');
      return 'done';
    });
    await ask('a');
    await until('it has failed', async () => {
      const { rows } = await db.query<{ attempts: number }>('select attempts from jobs');
      return rows[0]?.attempts === 1;
    });
    const { rows } = await db.query<{ waits: number }>('select extract(epoch from run_at - now()) as waits from jobs');
    expect(Number(rows[0]?.waits)).toBeGreaterThan(1);
    // Somebody asks again: it does not wait for its turn.
    await ask('a');
    await noneLeft();
    expect(times).toBe(2);
    await jobs.stop();
  });

  it('are taken over from a worker that died', async () => {
    const dead = worker(() => new Promise(() => {}), { holdMs: 200 });
    await ask('a');
    await until('somebody has it', async () => {
      const { rows } = await db.query<{ held: boolean }>('select held_until is not null as held from jobs');
      return rows[0]?.held ?? false;
    });
    const done: string[] = [];
    const other = worker(async (key) => {
      done.push(key);
      return 'done';
    });
    await noneLeft();
    expect(done).toEqual(['a']);
    await other.stop();
    void dead;
  });
});
