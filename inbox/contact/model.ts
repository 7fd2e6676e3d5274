/** What is known at once of the player on the screen: where they are on the site, and whether they may write. */
import { computed, createModel, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { DeskRow, OperatorDown } from '@touchline/shared/down.ts';
import type { Live } from '../live.ts';
import { blockOf } from './block.ts';

export type Visiting = OperatorDown & { type: 'visiting' };
type Deps = {
  live: Live;
  conversation: { id: ReadonlySignal<string | null>; row: ReadonlySignal<DeskRow | null> };
  now: ReadonlySignal<number>;
};

export const ContactModel = createModel(({ live, conversation, now }: Deps) => {
  const told = signal<Visiting | null>(null);
  const stop = live.listen({
    receive(frame) {
      if (frame.type === 'visiting') told.value = frame;
    },
    // Nobody would say that they left.
    lost() {
      told.value = null;
    },
  });
  effect(() => stop);

  return {
    /** Null until the relay has said. */
    visiting: computed(() => (told.value?.conversation === conversation.id.value ? told.value : null)),
    block: computed(() => {
      const row = conversation.row.value;
      return row && blockOf(row.contact, now.value);
    }),
  };
});
export type Contact = InstanceType<typeof ContactModel>;
