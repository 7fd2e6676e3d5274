import type { Session } from './session.ts';

/** About limits and exclusion everybody may write at any time. */
export const ALWAYS_ADMITTED = 'safer-gambling';

/** Whether this player may not write in the conversation shown. */
export function mayNotWrite({ client, isNew, topic, state }: Session): boolean {
  return !!client.player.sender?.blocking.block && (isNew ? topic : state.topic) !== ALWAYS_ADMITTED;
}
