/** A search while it is being typed: asked when the fingers rest, and only the answer to the newest question counts. */
import { createModel, effect, signal } from '@preact/signals';
import type { Clock } from '@touchline/shared/clock.ts';
import type { SearchHit, SearchPage, SearchQuestion } from '@touchline/shared/search.ts';

const REST_MS = 250;

type Deps = { ask(question: SearchQuestion): Promise<SearchPage>; clock: Clock };

export const SearchModel = createModel(({ ask, clock }: Deps) => {
  const hits = signal<readonly SearchHit[]>([]);
  const next = signal<string | null>(null);
  const state = signal<'asking' | 'done' | 'failed'>('asking');
  let text = '';
  let newest = 0;
  let cancel = () => {};

  async function load(before: string | null): Promise<void> {
    const question = ++newest;
    state.value = 'asking';
    try {
      const page = await ask({ text, ...(before && { before }) });
      if (question !== newest) return;
      const known = before ? hits.value : [];
      const isNew = (hit: SearchHit) => known.every(({ conversation }) => conversation.id !== hit.conversation.id);
      hits.value = [...known, ...page.hits.filter(isNew)];
      next.value = page.next;
      state.value = 'done';
    } catch {
      if (question === newest) state.value = 'failed';
    }
  }

  effect(() => () => {
    newest++;
    cancel();
  });

  return {
    hits,
    next,
    state,
    find(wanted: string) {
      if (wanted === text) return;
      text = wanted;
      newest++;
      state.value = 'asking';
      cancel();
      cancel = clock.after(REST_MS, () => void load(null));
    },
    more: () => void load(next.value),
    again: () => void load(null),
  };
});
export type Search = InstanceType<typeof SearchModel>;
