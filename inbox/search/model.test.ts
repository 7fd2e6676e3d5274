import { fakeClock } from '@touchline/shared/clock-fake.ts';
import type { SearchHit, SearchPage, SearchQuestion } from '@touchline/shared/search.ts';
import { expect, it } from 'vitest';
import { SearchModel } from './model.ts';

const hit = (id: string) => ({ conversation: { id } }) as SearchHit;

function search() {
  const clock = fakeClock();
  const asked: { question: SearchQuestion; answer(page: SearchPage): Promise<void>; fail(): Promise<void> }[] = [];
  const model = new SearchModel({
    clock,
    ask: (question) =>
      new Promise((resolve, reject) => {
        const settled = (settle: () => void) => Promise.resolve(settle()).then(() => undefined);
        asked.push({
          question,
          answer: (page) => settled(() => resolve(page)),
          fail: () => settled(() => reject(new Error('planted'))),
        });
      }),
  });
  const shown = () => model.hits.value.map(({ conversation }) => conversation.id);
  return { clock, asked, model, shown };
}

it('asks once the fingers rest, and for the newest words', () => {
  const { clock, asked, model } = search();
  for (const text of ['p', 'pa', 'pay']) {
    model.find(text);
    clock.advance(200);
  }
  expect(asked).toHaveLength(0);
  clock.advance(60);
  expect(asked.map(({ question }) => question)).toEqual([{ text: 'pay' }]);
});

it('an answer that comes late is not shown', async () => {
  const { clock, asked, model, shown } = search();
  model.find('one');
  clock.advance(300);
  model.find('two');
  clock.advance(300);
  await asked[1]?.answer({ hits: [hit('b')], next: null });
  await asked[0]?.answer({ hits: [hit('a')], next: null });
  expect(shown()).toEqual(['b']);
  expect(model.state.value).toBe('done');
});

it('the next page comes after the first, each conversation once', async () => {
  const { clock, asked, model, shown } = search();
  model.find('one');
  clock.advance(300);
  await asked[0]?.answer({ hits: [hit('a'), hit('b')], next: 'cursor' });
  model.more();
  expect(asked[1]?.question).toEqual({ text: 'one', before: 'cursor' });
  await asked[1]?.answer({ hits: [hit('b'), hit('c')], next: null });
  expect(shown()).toEqual(['a', 'b', 'c']);
});

it('says that it failed, and asks again when told to', async () => {
  const { clock, asked, model, shown } = search();
  model.find('one');
  clock.advance(300);
  await asked[0]?.fail();
  expect(model.state.value).toBe('failed');
  model.again();
  await asked[1]?.answer({ hits: [hit('a')], next: null });
  expect(shown()).toEqual(['a']);
});
