/** What operators ask, made into what the log decides upon: what must not be kept is taken out here. */
import type { Command } from '@touchline/shared/decide.ts';
import { expect, it } from 'vitest';
import { commandOf } from './commands.ts';

const deps = { colleague: async () => null, teamOf: async () => null };
const tagged = (add: string[], remove: string[] = []) =>
  commandOf(
    deps,
    { id: 'one', name: 'Alesia' },
    { type: 'tag', conversation: 'c', clientId: 'k', add, remove },
    'site',
  );

it('a tag holds no card number, however it is spelt', async () => {
  for (const card of ['4111111111111111', 'Card 4111 1111 1111 1111', '4111\u200b1111\u200b1111\u200b1111']) {
    const { add } = (await tagged([card])) as Extract<Command, { type: 'tag' }>;
    expect(add).toEqual([expect.stringMatching(/^(card )?•••• 1111$/)]);
    // Taken off by the name that it has.
    expect(await tagged([], [...add])).toMatchObject({ remove: add });
  }
});

it('other tags stay as they are', async () => {
  expect(await tagged([' VIP  bet 90417 '])).toMatchObject({ add: ['vip bet 90417'] });
  await expect(tagged([' '])).rejects.toMatchObject({ kind: 'bad-request' });
});
