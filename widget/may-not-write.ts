import { DANGER } from '@touchline/shared/danger.ts';
import type { Session } from './session.ts';

/** Whether this player may not write in the conversation shown. */
export function mayNotWrite({ client, isNew, topic, state }: Session): boolean {
  return !!client.player.sender?.blocking.block && (isNew ? topic : state.topic) !== DANGER;
}
