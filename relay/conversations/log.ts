/**
 * The log: takes commands, commits what they lead to, says where it stands.
 *
 * Commands of one tick, over all conversations, are one database call (`append_events`); while it is under way the
 * next batch gathers. `decide` runs on this relay's copy of the state, and each item carries what it saw: where that
 * no longer holds the item comes back `stale` and is decided again on a fresh copy, while the others commit. So
 * nothing holds a lock while JavaScript runs. A promise resolves only after COMMIT, and `committed` is called before it.
 *
 * It does not retry through an outage: what was in flight is `unavailable`, and the client's repeat, under the same
 * client id, finds out whether it had been written.
 */

import type { Clock } from '@touchline/shared/clock.ts';
import {
  type Author,
  apply,
  type Command,
  type Conversation,
  type Draft,
  decide,
  type Event,
} from '@touchline/shared/conversation.ts';
import type { ErrorKind } from '@touchline/shared/wire.ts';
import { asRefusal, isOutage, notFound, Refusal } from '../platform/errors.ts';
import type { Metrics } from '../platform/metrics.ts';
import type { Page } from './conversation-row.ts';
import type { AppendItem, AppendVerdict, ConversationStore, KnownConversation } from './store.ts';

export type Submission = {
  conversation: string;
  command: Command;
  author: Author;
  /** Makes repeating safe; null for commands that are safe by themselves (read marks). */
  clientId: string | null;
  /** Newest seq on the author's screen, where a newer message must refuse the command (A10). */
  seen?: number;
  page?: Page | null;
};

/** `events` is empty for a repeat and for a command whose effect already held. `at` is in ms. */
export type Committed = { seq: number; at: number; events: Event[] };

export type Log = {
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
  failPoints?: FailPoints;
};

/** This relay's copies of conversation states. A copy may be old; the database has the last word. */
export type StateCache = {
  get(conversation: string): KnownConversation | undefined;
  set(known: KnownConversation): void;
  forget(conversation: string): void;
};

type Waiting = Submission & {
  since: number;
  attempts: number;
  resolve(value: Committed): void;
  reject(error: Refusal): void;
};
type Placed = { waiting: Waiting; known: KnownConversation; drafts: Draft[]; after: Conversation; item: AppendItem };

const BATCH_MAX = 500;
/** Every stale verdict means that somebody else got further; this many in a row means that something is broken. */
const ATTEMPTS_MAX = 50;

export function createLog(deps: Deps): Log {
  let queue: Waiting[] = [];
  let running: Promise<void> | null = null;

  async function run(): Promise<void> {
    // One turn of the loop, so that everything that arrived in the same read of sockets shares a commit.
    await new Promise<void>((resolve) => setImmediate(resolve));
    while (queue.length > 0) {
      const batch = queue.slice(0, BATCH_MAX);
      queue = queue.slice(BATCH_MAX);
      queue = [...(await commitBatch(deps, batch)), ...queue];
    }
    running = null;
  }

  return {
    submit(submission) {
      return new Promise((resolve, reject) => {
        queue.push({ ...submission, since: deps.clock.now(), attempts: 0, resolve, reject });
        running ??= run();
      });
    },
    async drain() {
      while (running) await running;
    },
  };
}

/** Answers what can be answered; returns what must be decided again. */
async function commitBatch(deps: Deps, batch: Waiting[]): Promise<Waiting[]> {
  deps.metrics.batchSize.observe(batch.length);
  try {
    await loadMissing(deps, batch);
    const { placed, later } = await decideAll(deps, batch);
    if (placed.length === 0) return later;
    deps.failPoints?.beforeAppend?.();
    const verdicts = await appendSurely(deps, placed);
    deps.failPoints?.afterAppend?.();
    const again = placed.filter((one, i) => !settle(deps, one, verdicts[i]));
    return [...again.map((one) => one.waiting), ...later];
  } catch (error) {
    for (const waiting of batch) refuse(deps, waiting, asRefusal(error));
    return [];
  }
}

async function loadMissing({ store, states }: Deps, batch: Waiting[]): Promise<void> {
  const missing = new Set(batch.map((one) => one.conversation).filter((id) => !states.get(id)));
  if (missing.size === 0) return;
  for (const known of await store.load([...missing])) states.set(known);
}

/**
 * Decides each command on the state that the ones before it in this batch will leave behind.
 * One client id twice, or a reply that could not have seen a message of this very batch, waits for the next.
 */
async function decideAll(deps: Deps, batch: Waiting[]): Promise<{ placed: Placed[]; later: Waiting[] }> {
  const placed: Placed[] = [];
  const later: Waiting[] = [];
  const ahead = new Map<string, Conversation>();
  const taken = new Set<string>();
  const spokenIn = new Set<string>();

  for (const waiting of batch) {
    const known = deps.states.get(waiting.conversation);
    const key = `${waiting.conversation} ${waiting.clientId}`;
    if (!known) {
      refuse(deps, waiting, notFound());
      continue;
    }
    if ((waiting.clientId && taken.has(key)) || (waiting.seen !== undefined && spokenIn.has(waiting.conversation))) {
      later.push(waiting);
      continue;
    }
    const state = ahead.get(waiting.conversation) ?? known.state;
    const decision = decide(state, waiting.command);
    if ('refused' in decision || decision.events.length === 0) {
      const kind = 'refused' in decision ? decision.refused : null;
      if (await alreadyDone(deps, waiting, known, kind)) continue;
      later.push(waiting);
      continue;
    }
    const after = decision.events.reduce((next, draft, i) => apply(next, place(draft, state.seq + 1 + i, 0)), state);
    ahead.set(waiting.conversation, after);
    if (waiting.clientId) taken.add(key);
    if (decision.events.some((draft) => draft.type === 'message')) spokenIn.add(waiting.conversation);
    placed.push({
      waiting,
      known,
      drafts: decision.events,
      after,
      item: itemOf(waiting, state, after, decision.events),
    });
  }
  return { placed, later };
}

/**
 * A refusal, or nothing to do, is believed only on a fresh copy of the state, and never for a command that has
 * been committed before: its repeat gets the first answer. False: decide again on the copy just loaded.
 */
async function alreadyDone(
  deps: Deps,
  waiting: Waiting,
  known: KnownConversation,
  kind: ErrorKind | null,
): Promise<boolean> {
  const prior = waiting.clientId ? await deps.store.findByClientId(waiting.conversation, waiting.clientId) : null;
  if (prior) {
    if (prior.by === authorKey(waiting.author))
      answer(deps, waiting, 'repeat', { seq: prior.seq, at: prior.at, events: [] });
    else refuse(deps, waiting, conflict());
    return true;
  }
  if (kind && waiting.attempts === 0) {
    waiting.attempts++;
    for (const fresh of await deps.store.load([waiting.conversation])) deps.states.set(fresh);
    return false;
  }
  if (kind)
    refuse(deps, waiting, kind === 'not-found' ? notFound() : new Refusal(kind, REASONS[kind] ?? 'Not possible now.'));
  else answer(deps, waiting, 'nothing', { seq: known.state.seq, at: deps.clock.now(), events: [] });
  return true;
}

const REASONS: Partial<Record<ErrorKind, string>> = {
  conflict: 'Another operator has this conversation.',
  behind: 'There is a newer message; look at it, then send again.',
};
const conflict = () => new Refusal('conflict', 'This client id belongs to somebody else’s message.');

/** The whole batch, or, when the database refuses one of its items, item by item: one bad text must not fail everyone. */
async function appendSurely({ store }: Deps, placed: Placed[]): Promise<(AppendVerdict | Refusal)[]> {
  try {
    return await store.append(placed.map((one) => one.item));
  } catch (error) {
    if (isOutage(error) || placed.length === 1) throw error;
    const verdicts: (AppendVerdict | Refusal)[] = [];
    for (const one of placed) {
      const single = await store.append([one.item]).catch(asRefusal);
      verdicts.push(single instanceof Refusal ? single : (single[0] as AppendVerdict));
    }
    return verdicts;
  }
}

/** False when the item has to be decided again. */
function settle(deps: Deps, one: Placed, verdict: AppendVerdict | Refusal | undefined): boolean {
  const { waiting, known } = one;
  if (!verdict || verdict instanceof Refusal) {
    refuse(deps, waiting, verdict ?? new Refusal('internal', 'The log gave no verdict; try again.'));
    return true;
  }
  switch (verdict.outcome) {
    case 'appended': {
      const first = verdict.seq - one.drafts.length + 1;
      const events = one.drafts.map((draft, i) => place(draft, first + i, verdict.at));
      const base = deps.states.get(known.id)?.state ?? known.state;
      // The copy moves on only without a hole; a hole means that others wrote too, and the next command finds out.
      if (base.seq + 1 === first) deps.states.set({ ...known, state: events.reduce(apply, base) });
      else if (base.seq < first) deps.states.forget(known.id);
      deps.committed(known, events);
      deps.failPoints?.afterPublish?.();
      answer(deps, waiting, 'appended', { seq: verdict.seq, at: verdict.at, events });
      return true;
    }
    case 'repeat':
      answer(deps, waiting, 'repeat', { seq: verdict.seq, at: verdict.at, events: [] });
      return true;
    case 'stale':
      deps.states.forget(known.id);
      deps.metrics.appends.inc({ outcome: 'stale' });
      if (++waiting.attempts < ATTEMPTS_MAX) return false;
      refuse(
        deps,
        waiting,
        new Refusal('unavailable', 'The conversation changes too fast; try again.', { retryAfterMs: 500 }),
      );
      return true;
    case 'missing':
      deps.states.forget(known.id);
      refuse(deps, waiting, notFound());
      return true;
    case 'behind':
      refuse(deps, waiting, new Refusal('behind', REASONS.behind as string));
      return true;
    case 'conflict':
      refuse(deps, waiting, conflict());
      return true;
  }
}

function answer({ metrics, clock }: Deps, waiting: Waiting, outcome: string, value: Committed): void {
  metrics.appends.inc({ outcome });
  metrics.appendSeconds.observe((clock.now() - waiting.since) / 1000);
  waiting.resolve(value);
}

function refuse({ metrics }: Deps, waiting: Waiting, refusal: Refusal): void {
  metrics.appends.inc({ outcome: refusal.kind });
  waiting.reject(refusal);
}

function place(draft: Draft, seq: number, at: number): Event {
  return { ...draft, seq, at };
}

/** Who may repeat a client id: the conversation's one player, or the same operator. */
export function authorKey(author: Author): string {
  return author.kind === 'operator' ? `operator${author.id}` : author.kind;
}

function itemOf(waiting: Waiting, before: Conversation, after: Conversation, drafts: Draft[]): AppendItem {
  return {
    conversation: waiting.conversation,
    clientId: waiting.clientId,
    by: authorKey(waiting.author),
    before,
    after,
    seen: waiting.seen ?? null,
    page: waiting.page ?? null,
    drafts,
  };
}
