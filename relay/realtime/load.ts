/**
 * How loaded this relay is, and what is too much. Over a limit it takes no new sockets: those it has keep their pace,
 * and whoever is refused finds another relay, or this one later. Nothing that was acknowledged is ever dropped for it.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';

export type Load = {
  sockets: number;
  /** Of the event loop, 99th percentile since the last look. */
  delayMs: number;
  /** Of the heap that V8 may use, from 0 to 1. */
  heapShare: number;
};

export type LoadLimits = Load;

export const LOAD_LIMITS: LoadLimits = { sockets: 20_000, delayMs: 1_000, heapShare: 0.9 };

/** Which limit is reached, by its name in the metrics. */
export function overLimit(load: Load, limits: LoadLimits): keyof Load | null {
  if (load.sockets >= limits.sockets) return 'sockets';
  if (load.delayMs >= limits.delayMs) return 'delayMs';
  if (load.heapShare >= limits.heapShare) return 'heapShare';
  return null;
}

/** What of the load is not counted but measured. */
export type Gauge = { measure(): Pick<Load, 'delayMs' | 'heapShare'>; stop(): void };

export function processGauge(): Gauge {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  return {
    measure() {
      // The histogram counts the pause that was asked for too.
      const delayMs = Math.max(0, delay.percentile(99) / 1e6 - RESOLUTION_MS);
      delay.reset();
      const { used_heap_size: used, heap_size_limit: limit } = getHeapStatistics();
      return { delayMs, heapShare: used / limit };
    },
    stop: () => void delay.disable(),
  };
}

const RESOLUTION_MS = 20;
