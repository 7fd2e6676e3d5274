import type { EarlierPage } from '@touchline/shared/contact.ts';
import { expect, test } from 'vitest';
import { EarlierModel } from './earlier-model.ts';

/** The relay's list, newest first, in pages of two; names begin with when they were begun. */
const LIST = ['9', '8', '7', '6', '5b', '5a', '4', '3', '2'];

function setUp(id: string, broken: readonly string[] = []) {
  const asked: (string | null)[] = [];
  const model = new EarlierModel({
    desk: { live: { listen: () => () => {} } } as never,
    current: { id, createdAt: Number.parseInt(id, 10) },
    async page(before) {
      asked.push(before);
      if (before && broken.includes(before)) throw new Error('the line broke');
      const from = before === null ? 0 : LIST.indexOf(before) + 1;
      const shown = LIST.slice(from, from + 2);
      const conversations = shown.map((one) => ({ id: one, startedAt: Number.parseInt(one, 10) }));
      return { conversations, next: from + 2 < LIST.length ? shown.at(-1) : null } as EarlierPage;
    },
  });
  return { model, asked, shown: () => model.conversations.value.map((one) => one.id).join(' ') };
}

test('none that is newer is shown as earlier, however many pages down this one stands', async () => {
  const { model, asked, shown } = setUp('5b');
  await model.load();
  expect(shown()).toBe('5a');
  expect(asked).toEqual([null, '8', '6']);
  await model.load();
  expect(shown()).toBe('3 4 5a');
});

test('the first one of a player has none before it', async () => {
  const { model, shown } = setUp('2');
  await model.load();
  expect([shown(), model.more.value]).toEqual(['', false]);
});

test('goes on from where the line broke, and asks for a page once', async () => {
  const broken = ['8'];
  const { model, asked, shown } = setUp('4', broken);
  await model.load();
  expect([shown(), model.failed.value]).toEqual(['', true]);
  broken.pop();
  await Promise.all([model.load(), model.load()]);
  expect([shown(), model.failed.value]).toEqual(['3', false]);
  expect(asked).toEqual([null, '8', '8', '6', '5a']);
});
