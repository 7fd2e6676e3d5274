import { CLOSE } from '@touchline/shared/wire.ts';
import { type Actor, authorOf, operatorOn, readerOn } from '../conversations/actor.ts';
import { createFeed } from '../conversations/feed.ts';
import type { ThreadPort } from '../conversations/frames.ts';
import { authorFor } from '../conversations/views.ts';
import type { Session } from '../realtime/session.ts';
import { withColleagues } from './colleagues.ts';
import { withDelivery } from './delivering.ts';
import type { DoorDeps } from './door-deps.ts';
import { withVisits } from './visiting.ts';

/** Joins the frames of a conversation to one session: its socket, its feeds, its typing. */
export function threadPort(session: Session, actor: Actor, deps: DoorDeps): ThreadPort {
  const sendFrame = (frame: object) => session.sendFrame(frame);
  return {
    files: deps.files,
    sendFrame,
    feed(conversation) {
      const follow = (sent?: (upTo: number) => void) =>
        createFeed({
          conversation,
          ...(sent && { sent }),
          audience: actor.kind,
          readerOn: (siteId) => readerOn(actor, siteId),
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
        });
      const { epoch } = deps;
      const { delivery, viewing } = deps.watching;
      if (actor.kind === 'player') {
        const contact = actor.contact.id;
        return withDelivery({ conversation, contact, epoch, delivery, prove: session.prove, open: follow });
      }
      const named = async () => operatorOn(actor, (await deps.conversations.authorise(actor, conversation)).siteId);
      const beside = withColleagues(follow(), { conversation, named, viewing, delivery, sendFrame });
      return withVisits(beside, {
        conversation,
        visits: deps.players.visits,
        last: () => deps.players.lastVisit(conversation),
        sendFrame,
        failed: (error) => deps.log.error({ err: error, conversation }, 'a player could not be watched'),
      });
    },
    typing: (conversation) =>
      deps.fanout.typing(conversation, authorFor('player', authorOf(actor, conversation.siteId)), session.id),
  };
}
