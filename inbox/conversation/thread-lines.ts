/** The lines of the conversation on the screen. Made where they are shown, because the lists need none of it. */
import { type ReadonlySignal, useComputed } from '@preact/signals';
import type { Desk } from '../desk.ts';
import type { Line } from './line-types.ts';
import { linesOf } from './lines.ts';

export function useLines({ conversation, me }: Desk): ReadonlySignal<Line[]> {
  const { thread, outgoing, pointers, company, language } = conversation;
  return useComputed(() =>
    linesOf(thread.value, {
      ...outgoing.value,
      ...pointers.value,
      me: me.value.id,
      deliveredUpTo: company.deliveredUpTo.value,
      reading: language.reading.value,
    }),
  );
}
