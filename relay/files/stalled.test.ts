import { fakeClock } from '@touchline/shared/clock-fake.ts';
import { expect, it } from 'vitest';
import { unlessStalled } from './stalled.ts';

it('a line is given up when nothing comes for half a minute, not while we are busy with what came', async () => {
  const clock = fakeClock();
  let stopped = false;
  const never = new Promise<never>(() => {});
  async function* source() {
    yield Buffer.from('x');
    await never;
  }
  const body = unlessStalled(source(), clock, () => {
    stopped = true;
  });
  await body.next();
  clock.advance(60_000);
  expect(stopped).toBe(false);
  void body.next();
  await Promise.resolve();
  clock.advance(29_000);
  expect(stopped).toBe(false);
  clock.advance(1_000);
  expect(stopped).toBe(true);
});
