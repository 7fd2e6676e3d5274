/** Where the player's waiting conversations stand in the queue, as the relay said last. */
import type { PlayerDown, QueueFrame } from '@touchline/shared/down.ts';

export function createPlaces(changed: () => void) {
  const places = new Map<string, QueueFrame>();
  return {
    of: (conversation: string | undefined) => places.get(conversation ?? ''),
    hear(frame: PlayerDown) {
      if (frame.type !== 'queue') return;
      places.set(frame.conversation, frame);
      changed();
    },
  };
}
