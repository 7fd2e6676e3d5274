/**
 * How much of a thread stands in the page: the newest groups at first, so that one of two thousand messages opens as
 * quickly as one of ten, and more as its reader goes up. What stands there once stays.
 */
import { useSignal } from '@preact/signals';
import type { Line } from './line-types.ts';

/** More than forty messages, which no screen holds. */
const AT_FIRST = 2;
const AT_ONCE = 4;

type GroupOfLines = { key: number; lines: Line[] };
export type Stretch = ReturnType<typeof useStretch>;

export function useStretch(all: readonly GroupOfLines[]) {
  /** By the group's key, which rises with the log: what comes at the end moves nothing here. */
  const from = useSignal<number | null>(null);
  if (from.peek() === null && all.length > 0) from.value = keyAt(all, all.length - AT_FIRST);
  const start = from.value ?? 0;
  return {
    groups: all.filter(({ key }) => key >= start),
    isWhole: keyAt(all, 0) >= start,
    /** False where everything that is loaded stands there. */
    showMore(): boolean {
      const hidden = all.filter(({ key }) => key < start).length;
      if (hidden > 0) from.value = keyAt(all, hidden - AT_ONCE);
      return hidden > 0;
    },
    /** False where that message is not loaded. */
    showSeq(seq: number): boolean {
      const group = all.find(({ lines }) => lines.some((line) => line.seq === seq));
      if (group) from.value = Math.min(start, group.key);
      return group !== undefined;
    },
  };
}

function keyAt(all: readonly GroupOfLines[], at: number): number {
  return all[Math.max(0, at)]?.key ?? 0;
}
