/**
 * Reads a page that somebody else wrote, away from everybody who is being served: the rules of HTML let forty kilobytes
 * make minutes of work and gigabytes of tree. So it is read in a thread of its own, one page at a time, and whatever is
 * not done in time is given up.
 */
import { Worker } from 'node:worker_threads';
import type { PageFinding } from '@touchline/shared/page-check.ts';
import type { Wanted } from './findings.ts';

/** As it can be handed to a thread. */
export type PageText = { address: string; html: string; policies: string[] };
export type ReadApart = (page: PageText, wanted: Wanted) => Promise<PageFinding[] | null>;

/** A real page of two megabytes takes a tenth of it; the rest is for a machine that has much else to do. */
const PATIENCE_MS = 5_000;
const MEMORY_MB = 192;
const THREAD = new URL('./reading-thread.ts', import.meta.url);

/** Null where it could not be read in time, or in so much memory. */
export function createReading({ patienceMs = PATIENCE_MS } = {}): ReadApart {
  let before: Promise<unknown> = Promise.resolve();
  return (page, wanted) => {
    const reading = before.then(() => readOnce({ page, wanted }, patienceMs));
    before = reading.catch(() => {});
    return reading;
  };
}

async function readOnce(workerData: object, patienceMs: number): Promise<PageFinding[] | null> {
  const thread = new Worker(THREAD, {
    workerData,
    // Nothing of the relay's is lent to it.
    env: {},
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
  });
  const tooLong = AbortSignal.timeout(patienceMs);
  try {
    return await new Promise((resolve) => {
      thread.once('message', resolve);
      thread.once('error', () => resolve(null));
      thread.once('exit', () => resolve(null));
      tooLong.addEventListener('abort', () => resolve(null));
    });
  } finally {
    await thread.terminate();
  }
}
