/**
 * Which changes of a row call the operator once: a conversation they were given, one of theirs that comes back from
 * snoozing, a player of theirs who writes while they look away. What waits to be claimed is no such moment: it calls
 * for as long as it stands (alarms.ts).
 */
import type { DeskRow } from '@touchline/shared/down.ts';

export type Call = 'given' | 'woken' | 'message' | 'note';
/** `away`: the page is not in front. `shown`: this conversation is open on it. */
type Sight = { away: boolean; shown: boolean };

export function callOf(row: DeskRow, before: DeskRow | undefined, me: string, { away, shown }: Sight): Call | null {
  if (!isOf(row, me)) return null;
  // One takes what one has open; what comes otherwise was given.
  if (!isOf(before, me)) return away || !shown ? 'given' : null;
  if (before?.state.snoozed && !row.state.snoozed) return away || !shown ? 'woken' : null;
  const wrote = row.lastMessage?.author.kind === 'player' && row.lastMessage.at > (before?.lastMessage?.at ?? 0);
  return wrote && away ? 'message' : null;
}

export function isOf(row: DeskRow | undefined, operator: string): boolean {
  return row?.state.status === 'open' && row.state.assignee?.id === operator;
}
