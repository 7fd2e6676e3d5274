import { fakeClock } from '@touchline/shared/clock-fake.ts';
import { expect, it } from 'vitest';
import { createRounds } from './rounds.ts';

/** Contract A4 with room for the reading. */
const ROUND_MAX_MS = 4_000;
const STEP_MS = 50;
const ids = Array.from({ length: 200 }, () => crypto.randomUUID());
const settled = () => new Promise((resolve) => setImmediate(resolve));

function rounds() {
  const clock = fakeClock();
  const failures: unknown[] = [];
  const own = createRounds({ clock, failed: (error) => failures.push(error) });
  async function pass(ms: number) {
    for (let passed = 0; passed < ms; passed += STEP_MS) {
      clock.advance(STEP_MS);
      await settled();
    }
  }
  return { ...own, clock, failures, pass };
}

it('everything is due again within four seconds, and not all of it in one moment', async () => {
  const { add, clock, pass } = rounds();
  const looks = new Map<string, number[]>();
  let most = 0;
  add(async (isDue) => {
    const due = ids.filter(isDue);
    most = Math.max(most, due.length);
    for (const id of due) looks.set(id, [...(looks.get(id) ?? []), clock.now()]);
  });
  await pass(20_000);
  for (const id of ids) {
    const times = looks.get(id) ?? [];
    expect(times.length).toBeGreaterThanOrEqual(5);
    const gaps = times.slice(1).map((time, i) => time - (times[i] ?? 0));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(ROUND_MAX_MS);
  }
  expect(most).toBeLessThan(ids.length / 2);
});

it('asked for everything at once it looks at everything at once, once however often it is asked', async () => {
  const { add, all } = rounds();
  const seen: number[] = [];
  add(async (isDue) => void seen.push(ids.filter(isDue).length));
  all();
  all();
  await settled();
  expect(seen).toEqual([ids.length]);
});

it('a failure is said once, until a run succeeds, and ends nothing', async () => {
  const { add, failures, pass } = rounds();
  let broken = true;
  let runs = 0;
  add(async () => {
    runs++;
    if (broken) throw new Error('no database');
  });
  await pass(4_000);
  expect(failures).toHaveLength(1);
  broken = false;
  await pass(4_000);
  broken = true;
  await pass(4_000);
  expect(failures).toHaveLength(2);
  expect(runs).toBeGreaterThan(20);
});

it('after stopping nothing runs, and nothing is left to run', async () => {
  const { add, all, stop, clock } = rounds();
  let runs = 0;
  add(async () => void runs++);
  await stop();
  all();
  await settled();
  expect(runs).toBe(0);
  expect(clock.pending()).toBe(0);
});
