import type { DeskRow } from '@touchline/shared/down.ts';

/** Who sent it on, for whoever may be the next, until they have opened it: `opened` is how far it had come then. Pure. */
export function passedOf({ passed, state }: DeskRow, me: string, opened = 0): DeskRow['passed'] {
  if (!passed || passed.by.id === me || opened >= passed.seq) return undefined;
  return state.status === 'waiting' || state.assignee?.id === me ? passed : undefined;
}
