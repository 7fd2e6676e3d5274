/**
 * The log: takes commands, commits what they lead to, says where it stands.
 *
 * Commands of one tick, over all conversations, are one database call (`append_events`); while it is under way the
 * next batch gathers (lanes.ts). `decide` runs on this relay's copy of the state, and each item carries what it saw: where that
 * no longer holds the item comes back `stale` and is decided again on a fresh copy, while the others commit. So
 * nothing holds a lock while JavaScript runs. A promise resolves only after COMMIT, and `committed` is called before it.
 *
 * It does not retry through an outage: what was in flight is `unavailable`, and the client's repeat, under the same
 * client id, finds out whether it had been written. If it had, nobody was told: so once the database answers again,
 * whoever looks at those conversations is made to read them (`suspected`).
 */
import type { Clock } from '@touchline/shared/clock.ts';
import type { Event } from '@touchline/shared/conversation.ts';
import { asRefusal, isOutage, notFound, Refusal } from '../platform/errors.ts';
import type { Metrics } from '../platform/metrics.ts';
import {
  authorKey,
  type Committed,
  type Doubt,
  decideBatch,
  type Placed,
  placeEvents,
  type Submission,
  type Waiting,
} from './batch.ts';
import { createLanes } from './lanes.ts';
import type { StateCache } from './states.ts';
import type { AppendVerdict, ConversationStore, KnownConversation } from './store.ts';

export type Log = {
  /** Rejects with a `Refusal`. */
  submit(submission: Submission): Promise<Committed>;
  /** Resolves when everything submitted so far has been answered. */
  drain(): Promise<void>;
};

/** Points at which a test may plant a fault. Production passes none. */
export type FailPoints = { beforeAppend?(): void; afterAppend?(): void; afterPublish?(): void };

type Deps = {
  store: ConversationStore;
  states: StateCache;
  clock: Clock;
  metrics: Metrics;
  committed(conversation: KnownConversation, events: Event[]): void;
  /** May have events that were never published. */
  suspected(conversation: KnownConversation): void;
  failPoints?: FailPoints;
};

/** Every stale verdict means that somebody else got further; this many in a row means that something is broken. */
const ATTEMPTS_MAX = 50;

export function createLog(deps: Deps): Log {
  const { store, states, clock, metrics } = deps;
  /** In flight when the database went away. */
  const uncertain: KnownConversation[] = [];

  const lanes = createLanes<Waiting>(async (batch) => {
    metrics.batchSize.observe(batch.length);
    try {
      return await commit(batch);
    } catch (error) {
      for (const waiting of batch) refuse(waiting, asRefusal(error));
      return [];
    }
  });

  /** Answers what can be answered; returns what must be decided again. */
  async function commit(batch: Waiting[]): Promise<Waiting[]> {
    await load(batch.map((one) => one.conversation).filter((id) => !states.get(id)));
    const { placed, doubts, later } = decideBatch(batch, states);
    const again = later;
    for (const doubt of doubts) if (!(await resolveDoubt(doubt))) again.push(doubt.waiting);
    if (placed.length > 0) {
      deps.failPoints?.beforeAppend?.();
      const verdicts = await appendSurely(placed);
      deps.failPoints?.afterAppend?.();
      placed.forEach((one, i) => {
        if (!settle(one, verdicts[i])) again.push(one.waiting);
      });
    }
    return again;
  }

  /** How many of them there are. */
  async function load(ids: string[]): Promise<number> {
    if (ids.length === 0) return 0;
    const found = await store.load([...new Set(ids)]);
    for (const known of found) states.set(known);
    return found.length;
  }

  /** False: decide again, on a fresh copy. */
  async function resolveDoubt({ waiting, known, refused }: Doubt): Promise<boolean> {
    // Our copy may have been forgotten while others of the batch were read: the database says whether it is there.
    if (!known) return (await load([waiting.conversation])) ? again(waiting) : refuse(waiting, notFound());
    const prior = waiting.clientId ? await store.findByClientId(waiting.conversation, waiting.clientId) : null;
    if (prior) {
      if (prior.by !== authorKey(waiting.author)) return refuse(waiting, refusalOf('conflict'));
      untold(known);
      return answer(waiting, 'repeat', { seq: prior.seq, at: prior.at, events: [] });
    }
    // A read mark that is there stays there; anything else may look different on a fresh copy.
    const isSure = waiting.attempts++ > 0 || (!refused && waiting.command.type === 'read');
    if (!isSure) {
      await load([waiting.conversation]);
      return false;
    }
    if (refused) return refuse(waiting, refusalOf(refused));
    return answer(waiting, 'nothing', { seq: known.state.seq, at: clock.now(), events: [] });
  }

  /** The whole batch, or, when the database refuses one of its items, item by item: one bad text must not fail all. */
  async function appendSurely(placed: Placed[]): Promise<(AppendVerdict | Refusal)[]> {
    try {
      const verdicts = await store.append(placed.map((one) => one.item));
      for (const known of uncertain.splice(0)) deps.suspected(known);
      return verdicts;
    } catch (error) {
      if (isOutage(error)) uncertain.push(...placed.map((one) => one.known));
      if (isOutage(error) || placed.length === 1) throw error;
      const verdicts: (AppendVerdict | Refusal)[] = [];
      for (const { item } of placed) {
        const single = await store.append([item]).catch(asRefusal);
        verdicts.push(single instanceof Refusal ? single : (single[0] as AppendVerdict));
      }
      return verdicts;
    }
  }

  /** False when the item has to be decided again. */
  function settle({ waiting, known, drafts }: Placed, verdict: AppendVerdict | Refusal | undefined): boolean {
    if (!verdict || verdict instanceof Refusal) return refuse(waiting, verdict ?? refusalOf('internal'));
    switch (verdict.outcome) {
      case 'appended': {
        const events = placeEvents(drafts, verdict.seq - drafts.length + 1, verdict.at);
        if (!states.get(known.id)) states.set(known);
        states.follow(known.id, events);
        deps.committed(known, events);
        deps.failPoints?.afterPublish?.();
        return answer(waiting, 'appended', { seq: verdict.seq, at: verdict.at, events });
      }
      case 'repeat':
        untold(known);
        return answer(waiting, 'repeat', { seq: verdict.seq, at: verdict.at, events: [] });
      case 'stale':
        states.forget(known.id);
        metrics.appends.inc({ outcome: 'stale' });
        return again(waiting);
      case 'missing':
        states.forget(known.id);
        return refuse(waiting, notFound());
      default:
        return refuse(waiting, refusalOf(verdict.outcome));
    }
  }

  /**
   * What is repeated was written by a relay that may have died before it told anybody, even after those who look at
   * the conversation had caught up with it here.
   */
  function untold(known: KnownConversation): void {
    states.forget(known.id);
    deps.suspected(known);
  }

  /** It is decided once more, unless something is broken. */
  function again(waiting: Waiting): boolean {
    return ++waiting.attempts < ATTEMPTS_MAX ? false : refuse(waiting, refusalOf('unavailable'));
  }

  function answer(waiting: Waiting, outcome: string, value: Committed): true {
    metrics.appends.inc({ outcome });
    metrics.appendSeconds.observe((clock.now() - waiting.since) / 1000);
    waiting.resolve(value);
    return true;
  }

  function refuse(waiting: Waiting, refusal: Refusal): true {
    metrics.appends.inc({ outcome: refusal.kind });
    waiting.reject(refusal);
    return true;
  }

  return {
    submit(submission) {
      return new Promise((resolve, reject) => {
        lanes.push({ ...submission, since: clock.now(), attempts: 0, resolve, reject });
      });
    },
    drain: lanes.drain,
  };
}

const REASONS = {
  conflict: 'Somebody else was first: another operator has this conversation, or the client id is taken.',
  behind: 'There is a newer message; look at it, then send again.',
  unavailable: 'The conversation changes too fast; try again.',
  internal: 'The log gave no verdict; try again.',
} as const;

function refusalOf(kind: Refusal['kind']): Refusal {
  if (kind === 'not-found') return notFound();
  return new Refusal(kind, REASONS[kind as keyof typeof REASONS] ?? 'This is not possible now.');
}
