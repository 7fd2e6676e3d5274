/** What went wrong, in the reader's words: at the place that it is about where there is one, else as a line. */

import type { Problem } from '../office/attempts.ts';
import { t } from '../office/words.ts';
import { tOr } from '../words.ts';

/** Fields that have a sentence of their own when the relay refuses them. */
const FIELDS = ['last', 'email', 'code', 'password', 'newPassword', 'name', 'roles', 'members'] as const;

export function complaintOf(problem: Problem | null, field: string): string | undefined {
  const said = problem?.fields[field];
  if (said === undefined) return undefined;
  return tOr(`people.refused.${field}.${said}`, tOr(`people.refused.${field}`, t('problem.bad-request')));
}

export function Complaint({ problem, at = [] }: { problem: Problem | null; at?: readonly string[] }) {
  const field = FIELDS.find((name) => problem?.fields[name] !== undefined);
  const isSaidThere = field !== undefined && at.includes(field);
  return (
    <p class="hint bad" role="alert" data-part="complaint">
      {problem &&
        !isSaidThere &&
        (field
          ? sayLast(problem, field)
          : tOr(`people.refused.${problem.kind}`, tOr(`problem.${problem.kind}`, t('problem.internal'))))}
    </p>
  );
}

function sayLast(problem: Problem, field: string): string | undefined {
  if (field !== 'last') return complaintOf(problem, field);
  const site = problem.fields.last;
  return site ? t('people.refused.last', { site }) : t('people.refused.last.owner');
}
