import type { EarlierPage } from '@touchline/shared/contact.ts';
import type { DeskRow } from '@touchline/shared/down.ts';
import { expect, test } from 'vitest';
import { FirstMessageModel, firstOf } from './first-message.ts';

const row = (id: string, createdAt: number, site = 'ours') =>
  ({ id, site, createdAt, contact: { id: `of ${id}` }, lastMessage: { text: `last of ${id}` } }) as unknown as DeskRow;
const page = (id: string, text: string) => ({ conversations: [{ id, said: { text } }] }) as unknown as EarlierPage;

test('the first conversation is the one that began first, of that site', () => {
  const rows = [row('b', 20), row('a', 10), row('theirs', 1, 'another')];
  expect(firstOf(rows, 'ours')?.id).toBe('a');
  expect(firstOf([], 'ours')).toBeUndefined();
});

test('what was written first is shown, whatever was said since', async () => {
  const model = new FirstMessageModel({ conversationsOf: async () => page('a', 'is anybody there?') });
  await model.read(row('a', 10));
  expect(model.text.value).toBe('is anybody there?');
});

test('where it cannot be asked for, what was said last is shown', async () => {
  const model = new FirstMessageModel({ conversationsOf: () => Promise.reject(new Error('offline')) });
  await model.read(row('a', 10));
  expect(model.text.value).toBe('last of a');
});
