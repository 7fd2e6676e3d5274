/** The relay, put together: every store, service, route and socket, in order. Opens nothing by itself. */
import type { Event } from '@touchline/shared/conversation.ts';
import { routingRules } from '@touchline/shared/routing-rules.ts';
import { createApi } from './api/api.ts';
import { openDoors } from './app-doors.ts';
import { registerRoutes } from './app-routes.ts';
import { DIST } from './assets.ts';
import { createPlayers } from './contacts/players.ts';
import { acceptable } from './conversations/acceptable.ts';
import { createDesk } from './conversations/desk.ts';
import { createFanout, isChat } from './conversations/fanout.ts';
import { createLog } from './conversations/log.ts';
import { createStateCache } from './conversations/states.ts';
import { createConversationStore, type KnownConversation } from './conversations/store.ts';
import { startSweep } from './conversations/sweep.ts';
import { createSweepStore } from './conversations/sweep-store.ts';
import { startWaking } from './conversations/waking.ts';
import { createFiles } from './files/files.ts';
import { createListener } from './languages/listener.ts';
import { ownModel } from './languages/model.ts';
import { createOffice } from './office.ts';
import { createProfiles } from './operators/profile.ts';
import { sealSecrets } from './operators/seal-secrets.ts';
import { createOperatorService } from './operators/service.ts';
import { createOperatorStore } from './operators/store.ts';
import { watchBus } from './platform/bus-metrics.ts';
import { createHttp } from './platform/http.ts';
import { createMetrics } from './platform/metrics.ts';
import { createNode } from './platform/node.ts';
import { createRounds } from './platform/rounds.ts';
import { createFloor } from './presence/floor.ts';
import { createPresence } from './presence/service.ts';
import { createPresenceStore } from './presence/store.ts';
import { LIMITS, type RelayDeps, TIMING } from './relay-deps.ts';
import { createReplies } from './replies/replies.ts';
import { createRouting } from './routing/service.ts';
import { createRoutingStore } from './routing/store.ts';
import { sweepRouting } from './routing/sweep.ts';
import { createSearch } from './search/search.ts';
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
  const operatorStore = createOperatorStore(db, deps.secretsKeys);
  const operators = createOperatorService({
    store: operatorStore,
    clock,
    revoke: (operatorId, which) =>
      which ? profiles.sessionsEnded(operatorId) : fanout.revoke(operatorId, { revoked: 'signed-out' }),
  });

  const node = createNode(db, clock, app.log, timing);
  const api = createApi({ db, clock, sessions: operators, rate: limits.api });
  await api.open(app);
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
  const players = createPlayers({
    ...{ db, bus, clock, wall: node.wall, log: app.log, acceptable, rowChanged: fanout.rowChanged },
    lingerMs: timing.lingerMs,
    merged(anonymousId, conversations) {
      for (const conversation of conversations) states.forget(conversation);
      search.indexer.changed(conversations);
      fanout.revoke(anonymousId, { revoked: 'merged' });
    },
  });
  const ofFiles = { store: deps.fileStore, limits: limits.files };
  const files = await createFiles({ db, clock: node.wall, log: app.log, ...ofFiles });
  const ofOffice = { siteCache, siteNews, providers: translator.providers, kick: routing.kick, submit: log.submit };
  const isTrial = deps.isTrial ?? false;
  const ofFloor = { floor, team: presenceStore.team, silentMs: timing.silentMs, operators, profiles };
  const { fileStore, erasedList } = deps;
  const ofKeeping = { fileStore, erasedList, screens: { ...fanout, forget: states.forget } };
  const ofAll = { db, bus, clock, wall: node.wall, log: app.log, isTrial, api };
  const office = await createOffice({ ...ofAll, ...ofOffice, ...ofFloor, ...ofKeeping });
  const doors = await openDoors(app, {
    ...{
      db,
      bus,
      clock,
      wall: node.wall,
      metrics,
      epoch,
      limits,
      rounds,
      fanout,
      states,
      store,
      log,
      listener,
      siteOf,
    },
    ...{ siteCache, siteNews, operatorStore, operators, profiles, teams, players, files, desk, floor, presence },
    ...{ presenceStore, routing, routingStore, rulesOf, supervision: office.supervision },
    translation: translating.translation,
    sockets: deps.sockets,
  });
  app.addHook('onReady', node.start);
  app.addHook('onReady', () => sealSecrets(operators.secondFactors, app.log));
  // Before anybody writes: the first message should wait for nothing.
  app.addHook('onReady', async () => void ownModel());
  await registerRoutes(app, {
    ...{ db, bus, clock, dist, metrics, operators, profiles, siteCache, search, replies, teams },
    ...{ players, files, office, api, desk, doors },
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
      await doors.drain();
      await rounds.stop();
      await app.close();
      endSweep();
      endWaking();
      doors.stop();
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
