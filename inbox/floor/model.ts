/** The board as it is heard: asked for while somebody looks, again after every break, and given back when they leave. */
import { computed, createModel, effect, signal } from '@preact/signals';
import type { Clock } from '@touchline/shared/clock.ts';
import type { FloorFrame } from '@touchline/shared/supervision.ts';
import type { Desk } from '../desk.ts';
import { inAlphabet } from '../locale/lists.ts';

const TICK_MS = 1_000;

export const FloorModel = createModel(({ desk, clock }: { desk: Desk; clock: Clock }) => {
  const { live } = desk;
  const boards = signal<ReadonlyMap<string, FloorFrame>>(new Map());
  const now = signal(live.now());
  /** Null: all of them. */
  const site = signal<string | null>(null);
  const sites = computed(() => desk.sites.value.filter(({ role }) => role !== 'operator'));

  const ask = (on: boolean) => live.send({ type: 'floor', on });
  const stopListening = live.listen({
    receive(frame) {
      if (frame.type === 'floor') boards.value = new Map(boards.value).set(frame.site, frame);
      if (frame.type === 'ready' && sites.peek().length > 0) ask(true);
    },
  });
  if (live.ready.peek() && sites.peek().length > 0) ask(true);
  let stopTicking = () => {};
  const tick = () => {
    now.value = live.now();
    stopTicking = clock.after(TICK_MS, tick);
  };
  tick();
  effect(() => () => {
    stopTicking();
    stopListening();
    if (sites.peek().length > 0) ask(false);
  });

  return {
    sites,
    site,
    now,
    isStale: live.away,
    /** Of the chosen site, or of all, in the order of their names; null until there is one. */
    boards: computed(() => {
      const wanted = sites.value.filter(({ id }) => site.value === null || site.value === id);
      const known = wanted
        .toSorted((a, b) => inAlphabet(a.name, b.name))
        .flatMap(({ id }) => boards.value.get(id) ?? []);
      return known.length > 0 ? known : null;
    }),
    nameOf: (id: string) => sites.value.find((one) => one.id === id)?.name ?? '',
  };
});
export type Floor = InstanceType<typeof FloorModel>;
