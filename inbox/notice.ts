/** The passing notice at the foot of the page: one sentence, gone by itself. */
import { createModel, type ReadonlySignal, signal } from '@preact/signals';
import type { Clock } from '@touchline/shared/clock.ts';

const SHOWN_MS = 6_000;

export const NoticeModel = createModel((clock: Clock) => {
  const text = signal<string | null>(null);
  let hush = () => {};
  return {
    text: text as ReadonlySignal<string | null>,
    tell(sentence: string) {
      text.value = sentence;
      hush();
      hush = clock.after(SHOWN_MS, () => {
        text.value = null;
      });
    },
  };
});
export type Notice = InstanceType<typeof NoticeModel>;
