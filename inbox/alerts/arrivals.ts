/**
 * Which changes of a row call the operator: a player who begins to wait, one whom they were given, or one of theirs who
 * writes while they look away. An offer is no such moment: it calls for as long as it stands (model.ts).
 */
import type { DeskRow } from '@touchline/shared/down.ts';

export type Call = 'waiting' | 'given' | 'message' | null;
/** `away`: the page is not in front. `shown`: this conversation is open on it. */
type Sight = { away: boolean; shown: boolean };

export function callOf(row: DeskRow, before: DeskRow | undefined, me: string, { away, shown }: Sight): Call {
  const { status } = row.state;
  // A colleague who lets go makes a player wait too; only for the one who did it is that no news.
  if (status === 'waiting' && before?.state.status !== 'waiting') {
    return row.offer || isOf(before, me) ? null : 'waiting';
  }
  if (!isOf(row, me)) return null;
  // One takes what one has open; what comes otherwise was given.
  if (!isOf(before, me)) return away || !shown ? 'given' : null;
  const wrote = row.lastMessage?.author.kind === 'player' && row.lastMessage.at > (before?.lastMessage?.at ?? 0);
  return wrote && away ? 'message' : null;
}

function isOf(row: DeskRow | undefined, operator: string): boolean {
  return row?.state.status === 'open' && row.state.assignee?.id === operator;
}
