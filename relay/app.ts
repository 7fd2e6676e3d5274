/** The relay, put together: every store, service, route and socket, in order. Opens nothing by itself. */
import type { Event } from '@touchline/shared/conversation.ts';
import { routingRules } from '@touchline/shared/routing-rules.ts';
import { registerRoutes } from './app-routes.ts';
import { DIST } from './assets.ts';
import { createPlayers } from './contacts/players.ts';
import { createSubjects } from './contacts/subjects.ts';
import { acceptable } from './conversations/acceptable.ts';
import { createDesk } from './conversations/desk.ts';
import { createDeskFeeds } from './conversations/desk-feed.ts';
import { createFanout, isChat } from './conversations/fanout.ts';
import { createHistory } from './conversations/history.ts';
import { createLog } from './conversations/log.ts';
import { createConversationService } from './conversations/service.ts';
import { createStateCache } from './conversations/states.ts';
import { createConversationStore, type KnownConversation } from './conversations/store.ts';
import { startSweep } from './conversations/sweep.ts';
import { createSweepStore } from './conversations/sweep-store.ts';
import { startWaking } from './conversations/waking.ts';
import { createWatching } from './conversations/watching.ts';
import type { DoorDeps } from './doors/door-deps.ts';
import { createOpenPages } from './doors/open-pages.ts';
import { operatorDoor } from './doors/operator.ts';
import { playerDoor } from './doors/player.ts';
import { createRevocations } from './doors/revocations.ts';
import { createFiles } from './files/files.ts';
import { createListener } from './languages/listener.ts';
import { ownModel } from './languages/model.ts';
import { createOffice } from './office.ts';
import { createProfiles } from './operators/profile.ts';
import { createOperatorService } from './operators/service.ts';
import { createOperatorStore } from './operators/store.ts';
import { watchBus } from './platform/bus-metrics.ts';
import { createHttp } from './platform/http.ts';
import { createLimiter } from './platform/limits.ts';
import { createMetrics } from './platform/metrics.ts';
import { createNode } from './platform/node.ts';
import { createRounds } from './platform/rounds.ts';
import { createFloor } from './presence/floor.ts';
import { createPresence } from './presence/service.ts';
import { createPresenceStore } from './presence/store.ts';
import { createTeamFeeds } from './presence/team-feed.ts';
import { gateway } from './realtime/gateway.ts';
import { LIMITS, type RelayDeps, TIMING } from './relay-deps.ts';
import { createReplies } from './replies/replies.ts';
import { createFloodGate } from './routing/flood.ts';
import { createQueueBoard } from './routing/queue-board.ts';
import { createRouting } from './routing/service.ts';
import { createRoutingStore } from './routing/store.ts';
import { sweepRouting } from './routing/sweep.ts';
import { createSearch } from './search/search.ts';
import { originAllowed } from './sites/origins.ts';
import { createSiteCache } from './sites/site-cache.ts';
import { createSiteNews } from './sites/site-news.ts';
import { createSiteStore } from './sites/store.ts';
import { createTeams } from './teams/teams.ts';
import { createTranslator } from './translation/chained-translator.ts';
import { createSiteLanguages } from './translation/site-languages.ts';
import { startTranslating } from './translation/translating.ts';

export async function buildRelay(deps: RelayDeps) {
  const { db, bus, clock, epoch, limits = LIMITS, dist = DIST, timing = TIMING } = deps;
  const app = await createHttp({ trustProxy: deps.trustProxy, logger: deps.logger });
  const metrics = createMetrics();
  watchBus(metrics.registry, bus);
  const states = createStateCache();
  const fanout = createFanout(bus, states.follow);
  const rounds = createRounds({
    clock,
    failed: (error) => app.log.error({ err: error }, 'the sweep could not read the database'),
  });
  if (bus.lossy) startSweep({ rounds, fanout, store: createSweepStore(db) });
  bus.onRecovered(rounds.all);
  let draining = false;

  const sites = createSiteStore(db);
  const siteNews = createSiteNews(bus);
  const siteCache = await createSiteCache(sites, clock, siteNews);
  const operatorStore = createOperatorStore(db);
  const operators = createOperatorService({
    store: operatorStore,
    clock,
    revoke: (operatorId) => fanout.revoke(operatorId, { revoked: 'signed-out' }),
  });

  const node = createNode(db, clock, app.log, timing);
  const floor = createFloor(bus);
  const rulesOf = async (siteId: string) => (await siteCache.byId(siteId))?.routing ?? routingRules.parse({});

  const store = createConversationStore(db);
  const desk = createDesk(db);
  const search = createSearch({ db, clock, log: app.log, desk, sitesOf: operatorStore.siteIds });
  /** Whoever reacts to the log, in order. None of them makes a sender wait. */
  function appended(known: KnownConversation, events: Event[]): void {
    fanout.committed(known, events);
    routing.reacts(known, events);
    search.indexer.appended(known.id, events);
    translating.reacts(known.siteId);
    if (events.some((event) => !isChat(event))) floor.changed([known.siteId]);
  }
  const listener = createListener();
  const translator =
    deps.translator ??
    createTranslator({
      providers: deps.providers ?? [],
      db,
      clock,
      log: app.log,
      registry: metrics.registry,
      languageOf: (text, languages) => listener.operator({ text, languages }),
    });
  const replies = createReplies({ db, clock, sitesOf: operatorStore.sites });
  const siteOf = createSiteLanguages({ sites: siteCache, translator, listener, keptIn: replies.languageOf });
  const log = createLog({
    store,
    states,
    clock,
    metrics,
    committed: appended,
    suspected: fanout.suspected,
    ...(deps.failPoints ? { failPoints: deps.failPoints } : {}),
  });
  const routingStore = createRoutingStore(db, timing.silentMs);
  const routing = createRouting({
    store: routingStore,
    conversations: store,
    rulesOf,
    translationOf: siteOf.translationOf,
    sitesOf: operatorStore.siteIds,
    clock,
    log: app.log,
    appended(known, events) {
      states.forget(known.id);
      appended(known, events);
    },
    suspected(known) {
      states.forget(known.id);
      fanout.suspected(known);
    },
    rowChanged: fanout.rowChanged,
    floorChanged: floor.changed,
  });
  const teams = createTeams({ db, sitesOf: operatorStore.sites, changed: routing.kick });
  const profiles = createProfiles({ store: operatorStore, bus, floor, kick: routing.kickOperator });
  const presenceStore = createPresenceStore(db, node.id, timing.silentMs);
  const presence = createPresence({
    store: presenceStore,
    node,
    floor,
    clock,
    log: app.log,
    sitesOf: operatorStore.siteIds,
    arrived: routing.kickOperator,
    left: routing.withdrawFrom,
    everyMs: timing.sweepEveryMs,
    lingerMs: timing.lingerMs,
  });
  const endSweep = sweepRouting({
    store: routingStore,
    routing,
    conversations: log,
    node,
    clock,
    log: app.log,
    everyMs: timing.sweepEveryMs,
  });
  const endWaking = startWaking({ store, conversations: log, clock, log: app.log, timing });
  const translating = startTranslating({
    db,
    clock,
    log: app.log,
    conversations: store,
    submit: log.submit,
    siteById: siteCache.byId,
    translates: siteOf.translates,
    translator,
    spokenBy: siteOf.spokenBy,
  });
  const postLimiter = createLimiter(
    limits.posts.points,
    limits.posts.seconds,
    'Messages come too fast; wait a moment.',
  );
  const players = createPlayers({
    ...{ db, bus, clock, wall: node.wall, log: app.log, acceptable, rowChanged: fanout.rowChanged },
    lingerMs: timing.lingerMs,
    merged(anonymousId, conversations) {
      for (const conversation of conversations) states.forget(conversation);
      search.indexer.changed(conversations);
      fanout.revoke(anonymousId, { revoked: 'merged' });
    },
  });
  const { contacts } = players;
  const ofFiles = { store: deps.fileStore, limits: limits.files };
  const files = await createFiles({ db, clock: node.wall, log: app.log, ...ofFiles });
  const failed = (error: unknown) => app.log.error({ err: error }, 'news could not be read for the screens');
  const watching = createWatching({ db, bus, clock, rounds, failed });
  const doorDeps: DoorDeps = {
    watching,
    clock,
    wall: node.wall,
    log: app.log,
    metrics,
    epoch,
    rates: limits,
    fanout,
    contacts,
    players,
    conversations: createConversationService({
      store,
      contacts,
      states,
      log,
      listener,
      languagesOf: siteOf.languagesOf,
      spokenBy: siteOf.spokenBy,
      limitPosts: postLimiter.consume,
      limitChoices: createLimiter(10, 60, 'The language was changed too often; wait a moment.').consume,
      enterQueue: createFloodGate({ store: routingStore, rulesOf }),
      colleague: operatorStore.onSite,
      teamOf: teams.byId,
      clock,
      admit: players.blocks.admit,
      filesOf: files.filesOf,
      subjectOf: createSubjects({
        siteById: siteCache.byId,
        isOwnOrigin: originAllowed,
        clock: node.wall,
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
      mergedAmong: bus.lossy ? players.mergedAmong : null,
    }),
    presence,
    teamFeeds: createTeamFeeds({ store: presenceStore, floor, clock, failed }),
    routing,
    translation: translating.translation,
    files,
    queueBoard: createQueueBoard({ store: routingStore, floor, rulesOf, clock: node.wall, failed }),
  };

  const ofOffice = { siteCache, siteNews, sessions: operators, providers: translator.providers, kick: routing.kick };
  const ofFloor = { floor, team: presenceStore.team, silentMs: timing.silentMs };
  const office = await createOffice({ db, bus, clock, wall: node.wall, log: app.log, ...ofOffice, ...ofFloor });
  const lossy = bus.lossy ? rounds : null;
  const openPages = await createOpenPages({ sites: siteCache, news: siteNews, rounds: lossy, log: app.log });
  const sockets = await gateway(app, {
    clock,
    metrics,
    socketsPerAddress: limits.socketsPerAddress,
    options: deps.sockets,
    doors: [
      playerDoor({ ...doorDeps, sites: siteCache, openPages }),
      operatorDoor({ ...doorDeps, operators, profiles, siteNews, supervision: office.supervision }),
    ],
  });
  app.addHook('onReady', node.start);
  // Before anybody writes: the first message should wait for nothing.
  app.addHook('onReady', async () => void ownModel());
  await registerRoutes(app, {
    ...{ db, bus, clock, dist, metrics, operators, profiles, siteCache, search, replies, teams },
    ...{ players, files, office },
    metricsToken: deps.metricsToken,
    between: siteOf.between,
    draining: () => draining,
  });

  return {
    app,
    /**
     * Tells balancers first, then says goodbye to every socket, finishes what was accepted, closes. The database is
     * the caller's.
     */
    async close(): Promise<void> {
      draining = true;
      await sockets.drain();
      await rounds.stop();
      await app.close();
      endSweep();
      endWaking();
      watching.stop();
      presence.stop();
      await routing.stop();
      await translating.stop();
      await log.drain();
      await search.indexer.stop();
      await Promise.all([players.close(), office.stop()]);
      await node.stop();
    },
  };
}
