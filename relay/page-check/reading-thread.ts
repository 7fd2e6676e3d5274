/** The thread of reading.ts: one page, one answer. */
import { parentPort, workerData } from 'node:worker_threads';
import { findingsOf, type Wanted } from './findings.ts';
import type { PageText } from './reading.ts';

const { page, wanted } = workerData as { page: PageText; wanted: Wanted };
parentPort?.postMessage(findingsOf({ ...page, address: new URL(page.address) }, wanted));
