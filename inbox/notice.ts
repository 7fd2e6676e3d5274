/** The passing notice at the foot of the page: one sentence, gone by itself, and sometimes a way back. */
import { createModel, type ReadonlySignal, signal } from '@preact/signals';
import type { Clock } from '@touchline/shared/clock.ts';

const SHOWN_MS = 6_000;

/** `ms`: for how long it can be had. */
export type WayBack = { label: string; act(): void; ms: number };

export const NoticeModel = createModel((clock: Clock) => {
  const text = signal<string | null>(null);
  const wayBack = signal<WayBack | null>(null);
  let stop = () => {};
  const hush = () => {
    stop();
    text.value = wayBack.value = null;
  };
  return {
    text: text as ReadonlySignal<string | null>,
    wayBack: wayBack as ReadonlySignal<WayBack | null>,
    tell(sentence: string, back: WayBack | null = null) {
      text.value = sentence;
      wayBack.value = back;
      stop();
      stop = clock.after(back?.ms ?? SHOWN_MS, hush);
    },
    hush,
  };
});
export type Notice = InstanceType<typeof NoticeModel>;
