/** Something asked of the relay, one at a time: whether it is under way, and what went wrong with it. */
import { type ReadonlySignal, signal } from '@preact/signals';
import { ApiError } from '../api.ts';

export type Problem = { kind: ApiError['kind']; fields: Record<string, string> };
export type Attempts = ReturnType<typeof createAttempts>;

export function createAttempts() {
  const busy = signal(false);
  const problem = signal<Problem | null>(null);
  return {
    busy: busy as ReadonlySignal<boolean>,
    problem,
    /** False where it did not come to be, or something else is under way. */
    async attempt(work: () => Promise<unknown>): Promise<boolean> {
      if (busy.value) return false;
      busy.value = true;
      problem.value = null;
      try {
        await work();
      } catch (error) {
        problem.value =
          error instanceof ApiError ? { kind: error.kind, fields: error.fields } : { kind: 'internal', fields: {} };
      }
      busy.value = false;
      return problem.value === null;
    },
  };
}
