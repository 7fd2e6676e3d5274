/** Who else has the conversation before them, and how far our messages have come: what the relay tells beside the log. */
import { signal } from '@preact/signals';
import type { OperatorDown } from '@touchline/shared/down.ts';

type Colleague = { id: string; name: string };

export function createCompany(me: string) {
  const viewing = signal<{ conversation: string; operators: readonly Colleague[] } | null>(null);
  /** By conversation; a mark only moves forward. */
  const deliveredUpTo = signal<ReadonlyMap<string, number>>(new Map());
  return {
    viewing,
    deliveredUpTo,
    receive(frame: OperatorDown) {
      if (frame.type === 'viewing') {
        const operators = frame.operators.filter(({ id }) => id !== me);
        viewing.value = { conversation: frame.conversation, operators };
      }
      if (frame.type !== 'delivered') return;
      const known = deliveredUpTo.value;
      if (frame.upTo <= (known.get(frame.conversation) ?? 0)) return;
      deliveredUpTo.value = new Map(known).set(frame.conversation, frame.upTo);
    },
    /** Who was there is told anew by the next line. */
    lost: () => {
      viewing.value = null;
    },
  };
}
