/** An operator's session. The cookie has said who it is before the upgrade; the hello only names the version. */
import { type OperatorUp, operatorUp } from '@touchline/shared/up.ts';
import { CLOSE, PROTOCOL_VERSION } from '@touchline/shared/wire.ts';
import { createThreadFrames } from '../conversations/frames.ts';
import type { Actor } from '../conversations/service.ts';
import type { SignedIn } from '../operators/service.ts';
import { openDeskFeed } from './desk-feed.ts';
import type { RealtimeDeps } from './realtime-deps.ts';
import { type Hello, openSession, type Participant, type Session, type SessionSocket } from './session.ts';
import { threadPort } from './thread-port.ts';

export function openOperatorSession(id: string, socket: SessionSocket, who: SignedIn, deps: RealtimeDeps): Session {
  return openSession<OperatorUp, Hello>(id, {
    socket,
    schema: operatorUp,
    greet: (_hello, session) => greet(session, who, deps),
    clock: deps.clock,
    metrics: deps.metrics,
    rate: deps.rates.operator,
    log: deps.log,
  });
}

async function greet(session: Session, who: SignedIn, deps: RealtimeDeps): Promise<Participant<OperatorUp>> {
  const { operator, sites } = who;
  const siteIds = sites.map((site) => site.id);
  const actor: Actor = {
    kind: 'operator',
    operator: { id: operator.id, name: operator.name },
    siteIds: new Set(siteIds),
  };
  const frames = createThreadFrames(actor, deps.conversations, deps.history, threadPort(session, actor, deps));
  const stopPerson = await deps.fanout.onPerson(operator.id, ({ revoked }) => session.end(CLOSE.signedOut, revoked));
  const stopDesk = await openDeskFeed({
    siteIds,
    desk: deps.desk,
    fanout: deps.fanout,
    clock: deps.clock,
    send: (frame) => session.sendFrame(frame),
    failed: (error) => deps.log.error({ err: error }, 'the desk could not be read'),
  });
  session.sendFrame({
    type: 'ready',
    version: PROTOCOL_VERSION,
    epoch: deps.epoch,
    now: deps.clock.now(),
    operator,
    sites,
  });

  return {
    async handle(frame) {
      switch (frame.type) {
        case 'hello':
        case 'ping':
          return;
        case 'list':
          session.sendFrame({
            type: 'list',
            view: frame.view,
            ...(await deps.desk.list(siteIds, operator.id, frame.view, frame.before)),
          });
          return;
        case 'shut':
          return frames.shut(frame.conversation);
        default:
          return frames.handle(frame);
      }
    },
    closed() {
      stopPerson();
      stopDesk();
      frames.closeAll();
    },
  };
}
