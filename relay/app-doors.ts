/** The sockets of players and operators, and what only they need, put together. */

import type { Clock } from '@touchline/shared/clock.ts';
import type { RoutingRules } from '@touchline/shared/routing-rules.ts';
import type { FastifyInstance } from 'fastify';
import type { Players } from './contacts/players.ts';
import { createSubjects } from './contacts/subjects.ts';
import type { Desk } from './conversations/desk.ts';
import { createDeskFeeds } from './conversations/desk-feed.ts';
import type { Fanout } from './conversations/fanout.ts';
import { createHistory } from './conversations/history.ts';
import type { Log as ConversationLog } from './conversations/log.ts';
import { createConversationService } from './conversations/service.ts';
import type { StateCache } from './conversations/states.ts';
import type { ConversationStore } from './conversations/store.ts';
import { createWatching } from './conversations/watching.ts';
import type { DoorDeps } from './doors/door-deps.ts';
import { createOpenPages } from './doors/open-pages.ts';
import { operatorDoor } from './doors/operator.ts';
import { playerDoor } from './doors/player.ts';
import { createRevocations } from './doors/revocations.ts';
import type { Files } from './files/files.ts';
import type { Listener } from './languages/listener.ts';
import type { Profiles } from './operators/profile.ts';
import type { OperatorService } from './operators/service.ts';
import type { OperatorStore } from './operators/store.ts';
import type { Bus } from './platform/bus.ts';
import { createLimiter } from './platform/limits.ts';
import type { Metrics } from './platform/metrics.ts';
import type { Database } from './platform/postgres.ts';
import type { Rounds } from './platform/rounds.ts';
import type { Floor } from './presence/floor.ts';
import type { Presence } from './presence/service.ts';
import type { PresenceStore } from './presence/store.ts';
import { createTeamFeeds } from './presence/team-feed.ts';
import { gateway } from './realtime/gateway.ts';
import type { Limits, RelayDeps } from './relay-deps.ts';
import { createFloodGate } from './routing/flood.ts';
import { createQueueBoard } from './routing/queue-board.ts';
import type { Routing } from './routing/service.ts';
import type { RoutingStore } from './routing/store.ts';
import { originAllowed } from './sites/origins.ts';
import type { SiteCache } from './sites/site-cache.ts';
import type { SiteNews } from './sites/site-news.ts';
import type { Supervision } from './supervision/supervision.ts';
import type { Teams } from './teams/teams.ts';
import type { Translation } from './translation/service.ts';
import type { SiteLanguages } from './translation/site-languages.ts';

type Parts = {
  db: Database;
  bus: Bus;
  clock: Clock;
  wall: Clock;
  metrics: Metrics;
  epoch: string;
  limits: Limits;
  sockets: RelayDeps['sockets'];
  rounds: Rounds;
  fanout: Fanout;
  states: StateCache;
  store: ConversationStore;
  log: ConversationLog;
  listener: Listener;
  siteOf: SiteLanguages;
  siteCache: SiteCache;
  siteNews: SiteNews;
  operatorStore: OperatorStore;
  operators: OperatorService;
  profiles: Profiles;
  teams: Teams;
  players: Players;
  files: Files;
  desk: Desk;
  floor: Floor;
  presence: Presence;
  presenceStore: PresenceStore;
  routing: Routing;
  routingStore: RoutingStore;
  rulesOf(siteId: string): Promise<RoutingRules>;
  translation: Translation;
  supervision: Supervision;
};

export type Doors = Awaited<ReturnType<typeof openDoors>>;

export async function openDoors(app: FastifyInstance, parts: Parts) {
  const { db, bus, clock, wall, metrics, limits, rounds, fanout, states, store, log, players, files } = parts;
  const { siteCache, siteNews, siteOf, operatorStore, floor, rulesOf, routingStore, desk } = parts;
  const postLimiter = createLimiter(
    limits.posts.points,
    limits.posts.seconds,
    'Messages come too fast; wait a moment.',
  );
  const failed = (error: unknown) => app.log.error({ err: error }, 'news could not be read for the screens');
  const watching = createWatching({ db, bus, clock, rounds, failed });
  const doorDeps: DoorDeps = {
    watching,
    clock,
    wall,
    log: app.log,
    metrics,
    epoch: parts.epoch,
    rates: limits,
    fanout,
    contacts: players.contacts,
    players,
    conversations: createConversationService({
      store,
      contacts: players.contacts,
      states,
      log,
      listener: parts.listener,
      languagesOf: siteOf.languagesOf,
      spokenBy: siteOf.spokenBy,
      limitPosts: postLimiter.consume,
      limitChoices: createLimiter(10, 60, 'The language was changed too often; wait a moment.').consume,
      enterQueue: createFloodGate({ store: routingStore, rulesOf }),
      colleague: operatorStore.onSite,
      teamOf: parts.teams.byId,
      clock,
      admit: players.blocks.admit,
      filesOf: files.filesOf,
      subjectOf: createSubjects({
        siteById: siteCache.byId,
        isOwnOrigin: originAllowed,
        clock: wall,
        log: app.log,
      }),
    }),
    store,
    states,
    history: createHistory(store),
    desk,
    deskFeeds: createDeskFeeds({ desk, fanout, clock, failed }),
    revocations: createRevocations({
      rounds,
      signedOutAmong: operatorStore.signedOutAmong,
      goneAmong: players.goneAmong,
    }),
    presence: parts.presence,
    teamFeeds: createTeamFeeds({ store: parts.presenceStore, floor, clock, failed }),
    routing: parts.routing,
    translation: parts.translation,
    files,
    queueBoard: createQueueBoard({ store: routingStore, floor, rulesOf, clock: wall, failed }),
  };

  const openPages = await createOpenPages({ sites: siteCache, news: siteNews, rounds, log: app.log });
  const sockets = await gateway(app, {
    clock,
    metrics,
    socketsPerAddress: limits.socketsPerAddress,
    options: parts.sockets,
    doors: [
      playerDoor({ ...doorDeps, sites: siteCache, openPages }),
      operatorDoor({
        ...doorDeps,
        operators: parts.operators,
        profiles: parts.profiles,
        siteNews,
        supervision: parts.supervision,
      }),
    ],
  });

  return {
    conversations: doorDeps.conversations,
    history: doorDeps.history,
    preview: parts.translation.preview,
    /** Says goodbye to every socket. */
    drain: sockets.drain,
    stop: watching.stop,
  };
}
