/** What the reporter tells `test/run.ts`, by a file whose path stands in an environment variable. */
export type Counts = { passed: number; failed: number; skipped: number };

export const COUNTS_FILE = 'TOUCHLINE_TEST_COUNTS';
