/**
 * Routing: gives the waiting of a site to its operators. Runs when something happened that may change the answer
 * (`kick`), on the relay where it happened; any relay may run it for any site at any time, several at once, because
 * what is given is decided by the claiming statement under locks. A slow sweep (sweep.ts) is the net under it.
 */
import type { Clock } from '@touchline/shared/clock.ts';
import type { Event } from '@touchline/shared/conversation.ts';
import { type Command, decide } from '@touchline/shared/decide.ts';
import { applyWhole } from '@touchline/shared/internal.ts';
import { inQueueOrder, type Queued } from '@touchline/shared/queue.ts';
import type { RoutingRules } from '@touchline/shared/routing-rules.ts';
import { newId } from '@touchline/shared/wire.ts';
import { itemOf, placeEvents } from '../conversations/batch.ts';
import { isChat } from '../conversations/fanout.ts';
import type { ConversationStore, KnownConversation } from '../conversations/store.ts';
import { isOutage } from '../platform/errors.ts';
import type { Log } from '../platform/log.ts';
import { type Available, match, type Pair, type Translates, type Waiting } from './ranking.ts';
import type { Given, Held, RoutingStore } from './store.ts';

export type Routing = ReturnType<typeof createRouting>;

type Deps = {
  store: RoutingStore;
  conversations: Pick<ConversationStore, 'load'>;
  rulesOf(siteId: string): Promise<RoutingRules>;
  translationOf(siteId: string): Promise<SiteTranslation>;
  /** Where an operator answers. */
  sitesOf(operatorId: string): Promise<string[]>;
  clock: Clock;
  log: Pick<Log, 'warn'>;
  /** Appended without the log; everybody who hears of the log's events hears of these. */
  appended(conversation: KnownConversation, events: Event[]): void;
  /** May have events that nobody was told of. */
  suspected(conversation: KnownConversation): void;
  /** Its row on the desk looks different, and no event says so. */
  rowChanged(conversation: { id: string; siteId: string }): void;
  /** Somebody's presence, or how much they have, changed on these sites. */
  floorChanged(siteIds: string[]): void;
};

/** Whether a site translates, and whether between what a player and an operator speak, both ways. */
export type SiteTranslation = { isOn: boolean; between: Translates };

/** The head of the queue that is looked at in one round. */
const HEAD_MAX = 200;
/** A round gives something, or lost it to another relay; this many in a row means that something is broken. */
const ROUNDS_MAX = 1_000;
/** So that Postgres agrees that the time is over. */
const SLACK_MS = 50;

export function createRouting(deps: Deps) {
  const { store, clock, log } = deps;
  /** Sites being routed now; true: something happened meanwhile. */
  const running = new Map<string, boolean>();
  /** By what they are for. */
  const timers = new Map<string, () => void>();
  const rounds = new Set<Promise<void>>();
  const errands = new Set<Promise<void>>();
  /** Given, perhaps, when the database went away. */
  const uncertain: KnownConversation[] = [];
  let stopped = false;

  function kick(siteId: string): void {
    if (stopped) return;
    if (running.has(siteId)) {
      running.set(siteId, true);
      return;
    }
    running.set(siteId, false);
    const round: Promise<void> = route(siteId)
      .catch((error) => log.warn({ err: error, site: siteId }, 'a site could not be routed; the sweep tries again'))
      .finally(() => {
        rounds.delete(round);
        const again = running.get(siteId);
        running.delete(siteId);
        if (again) kick(siteId);
      });
    rounds.add(round);
  }

  async function route(siteId: string): Promise<void> {
    const rules = await deps.rulesOf(siteId);
    if (rules.mode === 'pick') return;
    for (let round = 0; round < ROUNDS_MAX && !stopped; round++) {
      const operators = await store.available(siteId, rules.mode === 'offer');
      if (!operators.some((one) => one.places > 0)) return;
      const pairs = await choose(siteId, operators, rules);
      if (pairs.length === 0 || !(await give(pairs, operators, rules))) return;
    }
  }

  /** Looks at the head of the queue, and further back only as long as nobody there can be given anything. */
  async function choose(siteId: string, operators: Available[], rules: RoutingRules): Promise<Pair[]> {
    const { between } = await deps.translationOf(siteId);
    const queue = inQueueOrder(await store.waiting(siteId), rules.queue).filter((one) => !one.isOffered);
    for (let from = 0; from < queue.length; from += HEAD_MAX) {
      const waiting = await withDetails(siteId, queue.slice(from, from + HEAD_MAX));
      const { pairs, againInMs } = match(waiting, operators, rules.patienceMs, between);
      if (againInMs !== null) later(siteId, againInMs, () => kick(siteId));
      if (pairs.length > 0) return pairs;
    }
    return [];
  }

  async function withDetails(siteId: string, queued: Queued[]): Promise<Waiting[]> {
    const details = await store.details(
      siteId,
      queued.map((one) => one.id),
    );
    return queued.flatMap((one) => {
      const more = details.get(one.id);
      return more ? [{ ...one, ...more }] : [];
    });
  }

  /** True when the picture of the moment has changed by it, whoever changed it. */
  async function give(pairs: Pair[], operators: Available[], rules: RoutingRules): Promise<boolean> {
    const conversations = await deps.conversations.load(pairs.map((pair) => pair.conversation));
    const { isOn } = await deps.translationOf(conversations[0]?.siteId ?? '');
    const ready = pairs.flatMap((pair) => {
      const operator = operators.find((one) => one.id === pair.operator);
      const known = conversations.find((one) => one.id === pair.conversation);
      if (!operator || known?.state.status !== 'waiting') return [];
      const command: Command = { type: 'assign', operator: { id: operator.id, name: operator.name } };
      return [{ known, operator: operator.id, offer: newId(clock.now()), ...appendOf(known, command, isOn) }];
    });
    if (ready.length === 0) return true;
    const acceptMs = rules.mode === 'offer' ? rules.acceptMs : null;
    const verdicts = await store.give(ready, acceptMs).catch((error) => {
      // It may have been done, and then nobody was told.
      if (isOutage(error)) uncertain.push(...ready.map(({ known }) => known));
      throw error;
    });
    ready.forEach(({ known, drafts }, i) => {
      const { outcome, seq, at } = verdicts[i] as Given;
      if (outcome !== 'given') return;
      if (acceptMs !== null) deps.rowChanged(known);
      else deps.appended(known, placeEvents(drafts, (seq ?? 0) - drafts.length + 1, Math.round(at ?? 0)));
    });
    if (acceptMs !== null && verdicts.some(({ outcome }) => outcome === 'given')) {
      deps.floorChanged([...new Set(ready.map(({ known }) => known.siteId))]);
      later(`offer ${newId(clock.now())}`, acceptMs, () => errand(endLateOffers()));
    }
    return ready.length < pairs.length || verdicts.some(({ outcome }) => outcome !== 'away');
  }

  /** What follows from something and makes nobody wait. */
  function errand(work: Promise<unknown>): void {
    const done: Promise<void> = work.then(
      () => void errands.delete(done),
      (error) => {
        errands.delete(done);
        log.warn({ err: error }, 'routing could not go on; the sweep tries again');
      },
    );
    errands.add(done);
  }

  /** Resolves when nothing is being routed. */
  async function settled(): Promise<void> {
    while (rounds.size + errands.size > 0) await Promise.all([...rounds, ...errands]);
  }

  function later(name: string, ms: number, task: () => void): void {
    if (stopped) return;
    timers.get(name)?.();
    timers.set(
      name,
      clock.after(ms + SLACK_MS, () => {
        timers.delete(name);
        task();
      }),
    );
  }

  async function endLateOffers(): Promise<void> {
    if (stopped) return;
    const late = await store.endLateOffers();
    for (const known of await deps.conversations.load(late.map((one) => one.conversation))) {
      deps.rowChanged(known);
      deps.floorChanged([known.siteId]);
      kick(known.siteId);
    }
    for (const { operator } of late) {
      const siteIds = await deps.sitesOf(operator);
      deps.floorChanged(siteIds);
      siteIds.forEach(kick);
    }
  }

  /** An offer stands until its conversation is taken, ended or sent elsewhere. */
  async function settleOffer(known: KnownConversation, takenBy: string | null): Promise<void> {
    const operator = await store.endOffer(known.id, takenBy);
    if (!operator) return;
    deps.rowChanged(known);
    if (operator !== takenBy) await kickOperator(operator);
  }

  /** Everything an operator answers on. */
  async function kickOperator(operatorId: string): Promise<void> {
    for (const siteId of await deps.sitesOf(operatorId)) kick(siteId);
  }

  /** How much they have, or that they have a place again, is seen on all of their sites. */
  async function loadChanged(operatorId: string): Promise<void> {
    const siteIds = await deps.sitesOf(operatorId);
    deps.floorChanged(siteIds);
    siteIds.forEach(kick);
  }

  return {
    kick,
    kickOperator,
    endLateOffers,

    /** What the log appended may let somebody in, or free a place. `known` is from before the events. */
    reacts(known: KnownConversation, events: Event[]): void {
      for (const event of events) {
        switch (event.type) {
          case 'adjusted':
            // Somebody else may be the right one for another language.
            if (known.state.status === 'waiting') kick(known.siteId);
            break;
          case 'started':
          case 'reopened':
          case 'released':
            kick(known.siteId);
            break;
          case 'transferred':
            errand(settleOffer(known, null).then(() => kick(known.siteId)));
            break;
          case 'assigned':
            // Only then: as long as their offer stands, they have no place for another.
            errand(settleOffer(known, event.operator.id).then(() => loadChanged(event.operator.id)));
            break;
          case 'resolved':
            errand(settleOffer(known, null));
        }
        const freed = known.state.assignee;
        if (freed && !isChat(event)) errand(loadChanged(freed.id));
      }
    },

    /** Nothing happens when it is not on offer to them (any more). */
    async decline(operatorId: string, known: KnownConversation): Promise<void> {
      if (!(await store.decline(operatorId, known.id))) return;
      deps.rowChanged(known);
      deps.floorChanged([known.siteId]);
      await kickOperator(operatorId);
      kick(known.siteId);
    },

    /** Whoever goes away has nothing on offer any more. */
    async withdrawFrom(operatorId: string): Promise<void> {
      for (const known of await deps.conversations.load(await store.withdrawOffers(operatorId))) {
        deps.rowChanged(known);
        kick(known.siteId);
      }
    },

    /** The database answers again: whoever looks at what may have been given is made to read it. */
    reconsider(): void {
      for (const known of uncertain.splice(0)) deps.suspected(known);
    },

    /** Takes a conversation back from an operator who has vanished; whether they have is looked at under locks. */
    async takeBack({ conversation, operator, siteId }: Held): Promise<void> {
      const [known] = await deps.conversations.load([conversation]);
      if (known?.state.assignee?.id !== operator.id || known.state.status !== 'open') return;
      const { graceMs } = await deps.rulesOf(siteId);
      const { drafts, item } = appendOf(known, { type: 'release', operator, gone: true }, false);
      const taken = await store.releaseFromGone(operator.id, graceMs, item).catch((error) => {
        if (isOutage(error)) uncertain.push(known);
        throw error;
      });
      if (taken) deps.appended(known, placeEvents(drafts, taken.seq - drafts.length + 1, Math.round(taken.at)));
    },

    settled,

    async stop(): Promise<void> {
      stopped = true;
      for (const cancel of timers.values()) cancel();
      await settled();
    },
  };
}

/** What appending a system's command takes. The caller has seen to it that the command is possible. */
function appendOf(known: KnownConversation, command: Command, translates: boolean) {
  const decision = decide(known.state, command);
  if ('refused' in decision) throw new Error(`${command.type} was refused: ${decision.refused}`);
  const drafts = decision.events;
  const after = placeEvents(drafts, known.state.seq + 1, 0).reduce(applyWhole, known.state);
  const author = { kind: 'system' } as const;
  const submission = { conversation: known.id, command, author, clientId: null, translates };
  return { drafts, item: itemOf(submission, known.state, after, drafts) };
}
