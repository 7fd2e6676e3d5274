/** What to say at a field that the relay refused: our sentence where we have one, in the reader's language. */
import { t } from '../page-words.ts';
import { tOr } from '../words.ts';
import type { Problem } from './model.ts';

export function complaint(problem: Problem | null, field: string): string | undefined {
  const said = problem?.fields[field];
  return said === undefined ? undefined : tOr(`invalid.${field}`, t('problem.bad-request'));
}
