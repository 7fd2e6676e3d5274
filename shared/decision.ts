/** What a command leads to, and the little that all who decide say alike. */
import type { Author, Draft, OperatorRef } from './conversation.ts';
import type { ErrorKind } from './wire.ts';

/** Without events: what was asked for already holds. */
export type Decision = { events: Draft[] } | { refused: ErrorKind };

export const NOTHING: Decision = { events: [] };

export function one(draft: Draft): Decision {
  return { events: [draft] };
}

export function authorOf(operator: OperatorRef): Author {
  return { kind: 'operator', ...operator };
}
