/** Looking at a conversation is left behind by nobody who could not look. */
import { expect, it } from 'vitest';
import { withColleagues } from './colleagues.ts';

function stage() {
  let looking = 0;
  let isBroken = true;
  const watch = async () => {
    looking++;
    return () => void looking--;
  };
  const feed = withColleagues(
    { open: async () => {}, close: () => {} },
    {
      conversation: 'c',
      named: async () => ({ id: 'one', name: 'Alesia' }),
      viewing: { join: watch },
      delivery: {
        async watch() {
          if (isBroken) throw new Error('the database is away');
          return watch();
        },
      },
      sendFrame: () => {},
    },
  );
  return { feed, looking: () => looking, mend: () => (isBroken = false) };
}

it('what was joined is left when another part fails, and another try counts once', async () => {
  const { feed, looking, mend } = stage();
  await expect(feed.open('', 0)).rejects.toThrow('the database is away');
  expect(looking()).toBe(0);
  mend();
  await feed.open('', 0);
  expect(looking()).toBe(2);
  await feed.open('', 0);
  expect(looking()).toBe(2);
  feed.close();
  expect(looking()).toBe(0);
});
