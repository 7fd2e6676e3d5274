import { newId } from '@touchline/shared/wire.ts';
import type { Session } from './session.ts';

/** Begins another conversation beside those that there are, or goes back to one that was begun and has no text yet. */
export function beginAnother(session: Session) {
  const { player, clock } = session.client;
  const { conversation, isStored } = player.person;
  if (player.current && session.isNew) session.show(player.current);
  else {
    // It is about something else.
    session.chooseTopic(undefined);
    session.show(newId(clock.now()));
  }
  // Until it has a text it is nothing that the next page should come back to.
  if (isStored) player.person.remember({ conversation });
  // After it has been drawn.
  clock.after(0, session.focus);
}
