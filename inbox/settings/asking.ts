/** One request at a time, and what became of the last: for what is done at once and not saved with a form. */
import { signal } from '@preact/signals';
import { ApiError } from '../api.ts';
import { t } from '../office/words.ts';
import { tOr } from '../words.ts';

export type Asking = ReturnType<typeof createAsking>;
export type AskProblem = Pick<ApiError, 'kind' | 'fields'>;

export function createAsking() {
  const busy = signal(false);
  const problem = signal<AskProblem | null>(null);
  return {
    busy,
    problem,
    /** Whether it went through. */
    async ask(work: () => Promise<void>): Promise<boolean> {
      if (busy.value) return false;
      busy.value = true;
      problem.value = null;
      try {
        await work();
      } catch (error) {
        problem.value = error instanceof ApiError ? error : { kind: 'internal', fields: {} };
      }
      busy.value = false;
      return problem.value === null;
    },
  };
}

export const problemInWords = ({ kind }: AskProblem): string => tOr(`problem.${kind}`, t('problem.internal'));
