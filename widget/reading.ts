/** Tells the operator how far the player has read: up to the newest message that was on the screen of somebody who looks. */
import type { Event } from '@touchline/shared/conversation.ts';
import type { Client } from './client.ts';

const READ_AFTER_MS = 400;

export function createReading({ player, clock }: Client) {
  /** What was told last. */
  let told = '';
  let cancel = () => {};

  return {
    /** The end of the conversation is in view. */
    seen() {
      const { current: conversation, replica, state } = player;
      const upTo = newestOfOthers(replica?.events ?? []);
      const mark = `${conversation} ${upTo}`;
      if (!conversation || upTo <= state.readByPlayer || mark === told || document.visibilityState !== 'visible')
        return;
      cancel();
      cancel = clock.after(READ_AFTER_MS, () => {
        if (player.line.send({ type: 'read', conversation, upTo })) told = mark;
      });
    },
  };
}

function newestOfOthers(events: readonly Event[]): number {
  for (let i = events.length - 1; i >= 0; i--) {
    const event = events[i];
    if (event?.type === 'message' && event.author.kind !== 'player') return event.seq;
  }
  return 0;
}
