/**
 * A player's client and a relay with everything between them that can break, for delivery.test.ts.
 *
 * The relay is the smallest honest one: it knows repeats by client id, acknowledges after "committing", and tells what
 * is new. Each step of a history is one thing that happens; `settle` lets everything come to rest on a good line.
 */
import { fakeClock } from '../clock-fake.ts';
import { apply, type Event, NEW_CONVERSATION } from '../conversation.ts';
import { decide } from '../decide.ts';
import type { PlayerDown, ThreadFrame } from '../down.ts';
import { createOutbox, type Pending } from './outbox.ts';
import { createReplica } from './replica.ts';
import { answer, CONVERSATION, stateOf } from './replica-fake.ts';
import { thread } from './thread.ts';

type Down = PlayerDown | ThreadFrame;

export const STEPS = [
  'write',
  /** The relay gets the next frame; the client gets the next frame. */
  'up',
  'down',
  /** The relay gets it and refuses: too fast. */
  'refuse',
  /** The line is gone, with all that is on it; a new line is made. */
  'cut',
  'connect',
  /** The page is gone; what it had stored is there when it comes back. */
  'reload',
  'wait',
  /** Somebody answers; the bus forgets to tell. */
  'reply',
  'deaf',
] as const;
export type Step = (typeof STEPS)[number];

/** Planted, they must be found. */
export type Defect = 'a new id for every attempt' | 'no store' | 'all at once' | 'no resume' | 'no repeat without ack';

type Up = { type: 'post'; clientId: string; text: string } | { type: 'open'; epoch: string; seq: number };
type Line = { up: Up[]; down: Down[] };

export function createWorld(defect?: Defect) {
  const clock = fakeClock();
  const stored = new Map<string, Pending>();
  const log: Event[] = [];
  const written: string[] = [];
  let line: Line | null = null;
  let attempts = 0;
  let client = openClient();

  function openClient() {
    let isAlive = true;
    const replica = createReplica({
      conversation: CONVERSATION,
      changed() {},
      ask: ({ epoch, seq }) => isAlive && line?.up.push({ type: 'open', epoch, seq }),
    });
    const outbox = createOutbox({
      store: {
        load: () => [...stored.values()],
        put: (item) => void (defect === 'no store' || stored.set(item.clientId, item)),
        remove: (clientId) => void stored.delete(clientId),
      },
      clock: defect === 'no repeat without ack' ? { now: clock.now, after: () => () => {} } : clock,
      send({ clientId, text }) {
        if (!isAlive || !line) return false;
        const id = defect === 'a new id for every attempt' ? `${clientId}/${attempts++}` : clientId;
        line.up.push({ type: 'post', clientId: id, text });
        return true;
      },
      changed() {},
      random: () => 1,
    });
    return { replica, outbox, die: () => (isAlive = false) };
  }

  function serve(frame: Up, refuse: boolean) {
    if (frame.type === 'open') {
      line?.down.push(...answer(log, 'e', { conversation: CONVERSATION, ...frame }));
      return;
    }
    const { clientId, text } = frame;
    const known = log.find((event) => event.type === 'message' && event.clientId === clientId);
    if (refuse && !known) {
      line?.down.push({ type: 'error', kind: 'too-fast', message: '', clientId, retryAfterMs: 1_500 });
      return;
    }
    const fresh = known ? [] : commit(clientId, text);
    const seq = (known ?? log[log.length - 1])?.seq ?? 0;
    line?.down.push({ type: 'ack', conversation: CONVERSATION, clientId, seq, at: 0 });
    if (fresh.length) line?.down.push({ type: 'events', conversation: CONVERSATION, events: fresh });
  }

  function commit(clientId: string, text: string): Event[] {
    const state = log.reduce(apply, NEW_CONVERSATION);
    const decision = decide(state, {
      type: 'post',
      by: { kind: 'player' },
      clientId,
      text,
      topic: null,
      language: 'en',
    });
    const drafts = 'events' in decision ? decision.events : [];
    return drafts.map((draft) => {
      const event: Event = { ...draft, seq: log.length + 1, at: 0 };
      log.push(event);
      return event;
    });
  }

  function receive(frame: Down) {
    const { replica, outbox } = client;
    if (frame.type === 'ready') outbox.ready('me');
    else if (frame.type === 'ack') outbox.acked(original(frame.clientId), frame.seq);
    else if (frame.type === 'error') outbox.refused(original(frame.clientId ?? ''), frame.kind, frame.retryAfterMs);
    else if (defect !== 'no resume' || frame.type !== 'reset') replica.receive(frame as ThreadFrame);
  }

  function cut() {
    if (!line) return;
    line = null;
    client.outbox.lost();
    client.replica.lost();
  }

  function connect() {
    cut();
    const asked = client.replica.position();
    const ready = { type: 'ready', epoch: 'e' } as PlayerDown;
    line = { up: [], down: [ready, ...(defect === 'no resume' ? [] : answer(log, 'e', asked))] };
  }

  function step(what: Step) {
    if (what === 'write') {
      const name = `m${written.length}`;
      written.push(name);
      const conversation = defect === 'all at once' ? name : CONVERSATION;
      client.outbox.add({ clientId: name, conversation, text: name, at: clock.now(), scope: 'me', state: 'queued' });
    } else if (what === 'up' || what === 'refuse') {
      const frame = line?.up.shift();
      if (frame) serve(frame, what === 'refuse');
    } else if (what === 'down') {
      const frame = line?.down.shift();
      if (frame) receive(frame);
    } else if (what === 'cut') cut();
    else if (what === 'connect') connect();
    else if (what === 'reload') {
      cut();
      client.die();
      client = openClient();
    } else if (what === 'wait') clock.advance(4_000);
    else if (what === 'reply' && log.length) {
      line?.down.push({ type: 'events', conversation: CONVERSATION, events: commit(`r${log.length}`, 'answer') });
    } else if (what === 'deaf' && line) line.down = line.down.filter(({ type }) => type !== 'events');
  }

  function run() {
    while (line && (line.up.length || line.down.length)) {
      step('up');
      step('down');
    }
  }

  return {
    step,
    written,
    log,
    /** Client ids on the player's screen, from the top. */
    screen: () => thread(client.replica.events, client.outbox.items()).map(({ key }) => key),
    state: () => client.replica.state,
    truth: () => stateOf(log),
    isKept: (name: string) => stored.has(name) || log.some((event) => event.type === 'message' && event.text === name),

    settle() {
      if (!line) connect();
      const isAtRest = () => client.outbox.items().every(({ state }) => state === 'sent');
      for (let second = 0; second < 200; second++) {
        run();
        if (isAtRest()) break;
        clock.advance(1_000);
      }
      // The last thing the bus forgot is heard of with the next thing it does not forget.
      step('reply');
      run();
    },
  };
}

function original(clientId: string): string {
  return clientId.split('/')[0] ?? clientId;
}
