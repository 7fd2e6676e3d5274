/** The operators' door: `/inbox/socket`, by cookie, from the inbox's own page only. The hello names the version. */
import { type OperatorHello, type OperatorUp, operatorUp } from '@touchline/shared/up.ts';
import { CLOSE, PROTOCOL_VERSION } from '@touchline/shared/wire.ts';
import { z } from 'zod';
import { createThreadFrames } from '../conversations/frames.ts';
import type { Profiles } from '../operators/profile.ts';
import type { OperatorService, SignedIn } from '../operators/service.ts';
import { operatorOf, refuseForeignOrigin, SESSION_COOKIE } from '../platform/auth.ts';
import { Refusal } from '../platform/errors.ts';
import type { Door } from '../realtime/gateway.ts';
import { openSession, type Participant, type Session } from '../realtime/session.ts';
import type { SiteNews } from '../sites/site-news.ts';
import type { Supervision } from '../supervision/supervision.ts';
import { actingAs } from './acting.ts';
import type { DoorDeps } from './door-deps.ts';
import { superviseBy } from './supervising.ts';
import { threadPort } from './thread-port.ts';

type Deps = DoorDeps & {
  supervision: Supervision;
  operators: OperatorService;
  profiles: Pick<Profiles, 'onChange'>;
  siteNews: Pick<SiteNews, 'on'>;
};

export function operatorDoor(deps: Deps): Door {
  return {
    path: '/inbox/socket',
    poll: { path: '/inbox/poll', crossOrigin: false },
    role: 'operator',
    querystring: z.strictObject({}),
    async admit(request) {
      refuseForeignOrigin(request);
      const { id: operatorId } = await operatorOf(request, deps.operators);
      const token = request.cookies[SESSION_COOKIE] ?? '';
      return (id, socket) =>
        openSession<OperatorUp, OperatorHello>(id, {
          socket,
          schema: operatorUp,
          greet: (hello, session) => greet(hello, session, operatorId, token, deps),
          clock: deps.clock,
          metrics: deps.metrics,
          rate: deps.rates.operator,
          log: deps.log,
        });
    },
  };
}

/** As of now; null for whoever is not signed in. */
async function described(token: string, operators: OperatorService): Promise<SignedIn | null> {
  const operator = await operators.bySession(token).catch(() => null);
  return operator && operators.describe(operator);
}

async function greet(
  { since }: OperatorHello,
  session: Session,
  operatorId: string,
  token: string,
  deps: Deps,
): Promise<Participant<OperatorUp>> {
  const stopPerson = await deps.fanout.onPerson(operatorId, ({ revoked }) => session.end(CLOSE.signedOut, revoked));
  const stopProfile = await deps.profiles.onChange(operatorId, async (ofSessions) => {
    if (!ofSessions) return session.end(CLOSE.restart, 'languages');
    // Where that cannot be asked, the round asks later.
    const isOver = await deps.operators.bySession(token).then(
      (who) => !who,
      () => false,
    );
    if (isOver) session.end(CLOSE.signedOut, 'signed-out');
  });
  const stopWatching = deps.revocations.operator(token, session);
  let stopSites = () => {};
  let stopDesk = () => {};
  let stopTeam = () => {};
  let closeInbox = () => {};
  let closeThreads = () => {};
  let closeFloor = () => {};
  const leave = () => {
    stopWatching();
    stopSites();
    stopPerson();
    stopProfile();
    stopDesk();
    stopTeam();
    closeInbox();
    closeThreads();
    closeFloor();
  };
  // Read only now: signing out, a language learnt or an alias taken since the upgrade was heard by nobody.
  const who = await described(token, deps.operators).catch((error) => {
    leave();
    throw error;
  });
  if (!who) {
    leave();
    throw new Refusal('unauthenticated', 'Sign in first.');
  }
  const { operator, sites } = who;
  const siteIds = sites.map((site) => site.id);
  const actor = actingAs(who);
  const frames = createThreadFrames(actor, deps.conversations, deps.history, threadPort(session, actor, deps));
  closeThreads = frames.closeAll;
  const floor = superviseBy(actor, deps.supervision, (text) => session.send(text));
  closeFloor = floor.close;
  try {
    stopDesk = await deps.deskFeeds.listen(siteIds, (text) => session.send(text));
    session.sendFrame({
      type: 'ready',
      version: PROTOCOL_VERSION,
      epoch: deps.epoch,
      now: deps.wall.now(),
      operator,
      sites,
    });
    stopSites = await deps.siteNews.on(async ({ id }) => {
      if (!siteIds.includes(id)) return;
      const now = await described(token, deps.operators).catch(() => null);
      // Whoever misses it hears of it with the next `ready`.
      if (now) session.sendFrame({ type: 'sites', sites: now.sites });
    });
    closeInbox = await deps.presence.opened(session.id, operator.id);
    stopTeam = await deps.teamFeeds.listen(siteIds, (text) => session.send(text));
    await floor.begin();
  } catch (error) {
    leave();
    throw error;
  }

  // The desk has no log to resume, and a moment of it has passed between two polls.
  if (since !== undefined) {
    const rows = await deps.desk.changedSince(siteIds, since).catch((error) => {
      leave();
      throw error;
    });
    if (rows.length > 0) session.sendFrame({ type: 'upsert', rows });
  }

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
            ...(frame.narrowed && { narrowed: frame.narrowed }),
            ...(await deps.desk.list(siteIds, operator.id, frame)),
          });
          return;
        case 'open': {
          await frames.handle(frame);
          if (since !== undefined && frame.seq > 0) return;
          // A link may lead to a conversation that no list has shown yet.
          session.sendFrame({ type: 'upsert', rows: await deps.desk.rows(siteIds, [frame.conversation]) });
          return;
        }
        case 'shut':
          return frames.shut(frame.conversation);
        case 'presence':
          return deps.presence.choose(operator.id, frame.choice);
        case 'floor':
          return floor.look(frame.on);
        case 'preview':
          session.sendFrame(
            await deps.translation.preview(
              await deps.conversations.authorise(actor, frame.conversation),
              operator,
              frame,
            ),
          );
          return;
        case 'decline':
          return deps.routing.decline(operator.id, await deps.conversations.authorise(actor, frame.conversation));
        default:
          return frames.handle(frame);
      }
    },
    closed: leave,
  };
}
