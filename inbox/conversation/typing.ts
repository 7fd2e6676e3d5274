/** Who is typing: theirs is shown for a moment after each sign of it, ours is told at most every few seconds. */
import { signal } from '@preact/signals';
import type { Clock } from '@touchline/shared/clock.ts';
import type { OperatorDown } from '@touchline/shared/down.ts';
import type { OperatorUp } from '@touchline/shared/up.ts';

const TELL_EVERY_MS = 2_500;
const SHOWN_MS = 5_000;

/** `name` is a colleague's; null is the player. */
export type Typing = { conversation: string; name: string | null };

type Deps = { clock: Clock; send(frame: OperatorUp): boolean; me: string };

export function createTyping({ clock, send, me }: Deps) {
  const player = createSign(clock);
  const colleague = createSign(clock);
  let toldAt = -Infinity;
  return {
    /** The player, and apart from them, so that neither hides the other, a colleague. */
    player: player.of,
    colleague: colleague.of,
    forget() {
      player.forget();
      colleague.forget();
      toldAt = -Infinity;
    },
    close() {
      player.forget();
      colleague.forget();
    },
    write(conversation: string) {
      if (clock.now() - toldAt < TELL_EVERY_MS) return;
      if (send({ type: 'typing', conversation })) toldAt = clock.now();
    },
    receive(frame: OperatorDown) {
      // What they were writing has arrived.
      if (frame.type === 'events') {
        for (const { type, author } of frame.events) {
          if (type === 'message') (author.kind === 'player' ? player : colleague).arrived(frame.conversation);
        }
      }
      if (frame.type !== 'typing') return;
      const { author, conversation } = frame;
      if (author.kind === 'player') player.show({ conversation, name: null });
      if (author.kind === 'operator' && author.id !== me) colleague.show({ conversation, name: author.name });
    },
  };
}

function createSign(clock: Clock) {
  const of = signal<Typing | null>(null);
  let fade = () => {};
  const forget = () => {
    fade();
    of.value = null;
  };
  return {
    of,
    forget,
    arrived(conversation: string) {
      if (of.peek()?.conversation === conversation) forget();
    },
    show(typing: Typing) {
      fade();
      of.value = typing;
      fade = clock.after(SHOWN_MS, forget);
    },
  };
}
