/** Which changes of a row call the operator: a player who begins to wait, or writes to them while they look away. */
import type { DeskRow } from '@touchline/shared/down.ts';

export type Call = 'waiting' | 'message' | null;

export function callOf(row: DeskRow, before: DeskRow | undefined, me: string, away: boolean): Call {
  const { status, assignee } = row.state;
  // A colleague who lets go makes a player wait too; only for the one who did it is that no news.
  if (status === 'waiting' && before?.state.status !== 'waiting') {
    return before?.state.assignee?.id === me && before.state.status === 'open' ? null : 'waiting';
  }
  const wrote = row.lastMessage?.author.kind === 'player' && row.lastMessage.at > (before?.lastMessage?.at ?? 0);
  return status === 'open' && assignee?.id === me && wrote && away ? 'message' : null;
}
