/** What an operator may do with a conversation, so that only buttons that work are shown. The relay decides. Pure. */
import type { Conversation } from '@touchline/shared/conversation.ts';

export type Permitted = { take: boolean; transfer: boolean; release: boolean; resolve: boolean };

export function permitted({ status, assignee }: Conversation, me: string): Permitted {
  const mine = status === 'open' && assignee?.id === me;
  return {
    take: status !== 'new' && !mine,
    transfer: mine || status === 'waiting',
    release: mine,
    resolve: mine || status === 'waiting',
  };
}
