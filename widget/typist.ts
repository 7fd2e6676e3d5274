/** The operator who is writing just now, and in which conversation. Their message, or silence, ends it. */
import type { Clock } from '@touchline/shared/clock.ts';
import type { PlayerDown } from '@touchline/shared/down.ts';

/** Signs of writing come every few seconds; the last one counts for this long. */
const SHOWN_MS = 5_000;

export function createTypist(clock: Clock, changed: () => void) {
  let name: string | undefined;
  let where: string | undefined;
  let cancel = () => {};

  const typist = {
    in: (conversation: string | undefined) => (conversation === where ? name : undefined),

    hear(frame: PlayerDown) {
      if (frame.type === 'typing' && frame.author.kind === 'operator') {
        typist.stopped();
        name = frame.author.name;
        where = frame.conversation;
        cancel = clock.after(SHOWN_MS, () => {
          typist.stopped();
          changed();
        });
        changed();
      } else if (frame.type === 'events' && frame.events.some(isAnswer)) typist.stopped();
    },

    stopped() {
      cancel();
      name = undefined;
    },
  };
  return typist;
}

function isAnswer(event: { type: string; author: { kind: string } }): boolean {
  return event.type === 'message' && event.author.kind !== 'player';
}
