import { CLOSE } from '@touchline/shared/wire.ts';
import { createFeed } from '../conversations/feed.ts';
import type { ThreadPort } from '../conversations/frames.ts';
import { type Actor, authorOf } from '../conversations/service.ts';
import { authorFor } from '../conversations/views.ts';
import type { Session } from '../realtime/session.ts';
import type { DoorDeps } from './door-deps.ts';

/** Joins the frames of a conversation to one session: its socket, its feeds, its typing. */
export function threadPort(session: Session, actor: Actor, deps: DoorDeps): ThreadPort {
  const author = authorFor('player', authorOf(actor));
  return {
    files: deps.files,
    sendFrame: (frame) => session.sendFrame(frame),
    feed: (conversation) =>
      createFeed({
        conversation,
        audience: actor.kind,
        session: session.id,
        store: deps.store,
        fanout: deps.fanout,
        epoch: deps.epoch,
        mayHear: (contact) => actor.kind === 'operator' || actor.contact.id === contact,
        mayRead: () => deps.conversations.mayRead(actor, conversation),
        send: (text) => session.send(text),
        failed: (error) => {
          deps.log.error({ err: error, conversation }, 'a feed could not catch up');
          // Deaf is worse than gone: the client comes back and resumes.
          session.end(CLOSE.unavailable, 'resume');
        },
      }),
    typing: (conversation) => deps.fanout.typing(conversation, author, session.id),
  };
}
