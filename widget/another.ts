import { newId } from '@touchline/shared/wire.ts';
import type { Session } from './session.ts';

/** Begins another conversation beside those that there are, or goes back to one that was begun and has no text yet. */
export function beginAnother(session: Session) {
  const { player, clock } = session.client;
  const before = player.current;
  session.show(before && session.isNew ? before : newId(clock.now()));
  // Until it has a text it is nothing that the next page should come back to.
  if (before && player.person.isStored) player.person.remember({ conversation: before });
  // After it has been drawn.
  clock.after(0, () => session.host.box.querySelector<HTMLElement>('.composer textarea')?.focus());
}
