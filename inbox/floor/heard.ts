/** What the line tells of the floor unasked, kept for as long as the line is: the parts that show it come late, and go. */
import { type Signal, signal } from '@preact/signals';
import type { Alert } from '@touchline/shared/supervision.ts';
import { useEffect } from 'preact/hooks';
import type { Desk } from '../desk.ts';
import type { Live } from '../live.ts';
import { speakOf } from '../words.ts';

/** Null for somebody who supervises nothing, and before it is known. */
type Heard = { alerts: Signal<readonly Alert[] | null> };

const heard = new WeakMap<Live, Heard>();

export function alertsOf({ live }: Desk): Signal<readonly Alert[] | null> {
  const known = heard.get(live);
  if (known) return known.alerts;
  const alerts = signal<readonly Alert[] | null>(live.newest('alerts')?.alerts ?? null);
  live.listen({
    receive(frame) {
      if (frame.type === 'alerts') alerts.value = frame.alerts;
    },
  });
  heard.set(live, { alerts });
  return alerts;
}

/** Marks the conversations in the lists in which somebody has whispered to this operator, and calls whoever looks away. */
export function useWhispers(desk: Desk): void {
  useEffect(() => {
    const mark = async () => {
      const whispers = desk.live.newest('whispers')?.whispers ?? [];
      if (whispers.length > 0) await speakOf('office');
      const before = desk.whispered.peek();
      desk.whispered.value = new Map(whispers.map(({ conversation, seq }) => [conversation, seq]));
      const isNew = whispers.some(({ conversation, seq }) => seq > (before.get(conversation) ?? 0));
      if (isNew && !document.hasFocus()) desk.alerts.playSoftly();
    };
    const hear = () => void mark().catch(() => {});
    hear();
    return desk.live.listen({ receive: ({ type }) => type === 'whispers' && hear() });
  }, [desk]);
}
