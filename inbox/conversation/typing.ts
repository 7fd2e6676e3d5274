/** Who is typing: theirs is shown for a moment after each sign of it, ours is told at most every few seconds. */
import { signal } from '@preact/signals';
import type { Clock } from '@touchline/shared/clock.ts';
import type { OperatorDown } from '@touchline/shared/down.ts';
import type { OperatorUp } from '@touchline/shared/up.ts';

const TELL_EVERY_MS = 2_500;
const SHOWN_MS = 5_000;

/** `name` is a colleague's; null is the player. */
export type Typing = { conversation: string; name: string | null };

export function createTyping({ clock, send, me }: { clock: Clock; send(frame: OperatorUp): boolean; me: string }) {
  const of = signal<Typing | null>(null);
  let toldAt = -Infinity;
  let fade = () => {};
  const forget = () => {
    fade();
    of.value = null;
    toldAt = -Infinity;
  };
  return {
    of,
    forget,
    close: () => fade(),
    write(conversation: string) {
      if (clock.now() - toldAt < TELL_EVERY_MS) return;
      if (send({ type: 'typing', conversation })) toldAt = clock.now();
    },
    receive(frame: OperatorDown) {
      // What they were writing has arrived.
      if (frame.type === 'events' && frame.conversation === of.value?.conversation) {
        if (frame.events.some((event) => event.type === 'message')) forget();
      }
      if (frame.type !== 'typing') return;
      const { author, conversation } = frame;
      if (author.kind === 'system' || (author.kind === 'operator' && author.id === me)) return;
      of.value = { conversation, name: author.kind === 'operator' ? author.name : null };
      fade();
      fade = clock.after(SHOWN_MS, () => {
        of.value = null;
      });
    },
  };
}
