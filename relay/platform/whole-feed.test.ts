import { fakeClock } from '@touchline/shared/clock-fake.ts';
import { expect, it } from 'vitest';
import { createLocalBus } from './bus.ts';
import { createWholeFeed } from './whole-feed.ts';

const settled = () => new Promise((resolve) => setImmediate(resolve));

it('what was read first is never told last, however long the first reading takes', async () => {
  const clock = fakeClock();
  const bus = createLocalBus(() => {});
  const answers: ((text: string) => void)[] = [];
  const feed = createWholeFeed({
    ...{ bus, clock, channels: ['a'], gatherMs: 10, anewMs: 1_000, failed: () => {} },
    read: () => new Promise((answer) => void answers.push(answer)),
  });
  const heard: string[] = [];
  feed.listeners.add((text) => heard.push(text));
  await settled();
  bus.publish('a', {});
  await settled();
  clock.advance(10);
  await settled();
  // The second one is not read before the first is known.
  expect(answers).toHaveLength(1);
  answers[0]?.('old');
  await feed.opened;
  await settled();
  answers[1]?.('new');
  await settled();
  expect([feed.welcome?.(), heard]).toEqual(['new', ['new']]);
  feed.close();
});
