/** Rings at once for whatever is on offer anew, and again and again until it is answered or gone. */
import { effect, type ReadonlySignal, untracked } from '@preact/signals';
import type { Clock } from '@touchline/shared/clock.ts';

export const RING_EVERY_MS = 4_000;

/** `offered`: stands for what is on offer; empty when nothing is. Returns how to stop. */
export function ringWhile(offered: ReadonlySignal<string>, ring: () => void, clock: Clock): () => void {
  return effect(() => {
    if (!offered.value) return;
    let hush = () => {};
    const ringOn = () => {
      ring();
      hush = clock.after(RING_EVERY_MS, ringOn);
    };
    untracked(ringOn);
    return () => hush();
  });
}
