/**
 * The player on this page: who they are, their line to the relay, their conversations and what is still to be sent.
 * Knows no screen: the panel and the badge are told that something changed, and look.
 *
 * Promises: a text is stored before it is sent and goes out once, under its own client id; nothing of a player who is
 * not (or no longer) the one speaking is sent or shown; every attempt to connect asks the page for a fresh identity.
 */
import type { Connect, Connection } from '@touchline/shared/client/connection.ts';
import { createOutbox, type Pending } from '@touchline/shared/client/outbox.ts';
import type { Clock } from '@touchline/shared/clock.ts';
import type { Message } from '@touchline/shared/conversation.ts';
import type { PlayerDown, PlayerReady } from '@touchline/shared/down.ts';
import type { Topic } from '@touchline/shared/people.ts';
import { redact } from '@touchline/shared/redact.ts';
import type { PlayerHello, PlayerUp } from '@touchline/shared/up.ts';
import { CLOSE, newId, PROTOCOL_VERSION } from '@touchline/shared/wire.ts';
import { outboxStore } from './outbox-store.ts';
import { createPerson, type Proof } from './person.ts';
import type { Store } from './storage.ts';
import { createThreads } from './threads.ts';

export type Player = ReturnType<typeof createPlayer>;

const RESUME_AFTER_MS = 2_000;
/** After the relay refused a proof that the page had just made. */
const SIGNED_OUT_RETRY_MS = 30_000;
const TOKEN_SPENT_MS = 1_000;
const TYPING_EVERY_MS = 3_000;
/** An operator is shown as writing for this long after the last sign of it. */
const TYPING_SHOWN_MS = 5_000;

export function createPlayer(options: {
  clock: Clock;
  store: Store;
  connect(hello: () => Promise<PlayerUp>): Connect<PlayerUp, PlayerDown>;
  /** A fresh JWT of the site's, or nothing for an anonymous player. */
  identity(): Promise<string | null | undefined>;
  about(): Pick<PlayerHello, 'locale' | 'page'>;
  changed(): void;
  arrived(message: Message, conversation: string): void;
  /** Everything that was shown is somebody else's now. */
  forgotten(): void;
}) {
  const { clock, store, about, changed, arrived, forgotten } = options;
  const person = createPerson(store);
  const send = (frame: PlayerUp) => line?.send(frame) ?? false;
  const threads = createThreads({ send, changed, arrived });
  const outbox = createOutbox({
    store: outboxStore(store),
    clock,
    changed,
    send: ({ conversation, clientId, text, topic }) =>
      send({ type: 'post', conversation, clientId, text, ...(topic && { topic: topic as Topic }) }),
  });

  const dial = options.connect(hello);
  let line: Connection<PlayerUp> | undefined;
  let proof: Proof = {};
  let current = person.conversation;
  let skewMs = 0;
  let name: string | null = null;
  let problem: 'signed-out' | 'unavailable' | undefined;
  let writing: { name: string; until: number } | undefined;
  let typedAt = 0;
  let redial = () => {};

  const player = {
    person,
    threads,
    get status() {
      return line?.status ?? 'off';
    },
    get problem() {
      return problem;
    },
    get name() {
      return name;
    },
    /** The operator who is writing just now in the conversation shown. */
    get writing() {
      return writing?.name;
    },
    get current() {
      return current;
    },
    /** The relay's time, whatever this device believes. */
    now: () => clock.now() + skewMs,
    pending: () => outbox.items().filter((item) => person.owns(item.scope)),

    connect() {
      if (line && line.status !== 'ended') return;
      redial();
      line = dial({ frame: receive, status });
    },

    disconnect() {
      redial();
      line?.close();
      line = undefined;
      lost();
    },

    reconnect() {
      if (!line) return;
      player.disconnect();
      player.connect();
    },

    show(conversation: string) {
      current = conversation;
      writing = undefined;
      threads.show(conversation);
      if (person.isStored) person.remember({ conversation });
      changed();
    },

    /** Returns the client id under which the text is shown, kept and sent. */
    post(text: string, topic?: string) {
      const at = clock.now();
      const conversation = (current ??= newId(at));
      person.begin(conversation);
      threads.show(conversation);
      const item = { clientId: newId(at), conversation, text: redact(text), at, scope: person.scope() };
      outbox.add({ ...item, state: 'queued', ...(topic && { topic }) });
      player.connect();
      return item.clientId;
    },

    retry: outbox.retry,
    discard: outbox.discard,
    absorb: outbox.absorb,
    dropped: outbox.dropped,

    typing() {
      if (!current || clock.now() - typedAt < TYPING_EVERY_MS) return;
      if (send({ type: 'typing', conversation: current })) typedAt = clock.now();
    },

    /** Everything up to `seq` has been on the player's screen. */
    read(seq: number) {
      if (current) send({ type: 'read', conversation: current, upTo: seq });
    },

    /** The page has a player to sign in, or another one, or none. */
    identified() {
      problem = undefined;
      player.reconnect();
    },

    /** Forgets the player and all that was theirs, here and in the store; the line is closed. */
    forget() {
      player.disconnect();
      person.forget();
      clear();
    },

    /** Another tab changed who we are, or we slept while it did. */
    reread() {
      const who = person.reread();
      if (who === 'other') {
        player.disconnect();
        clear();
      }
      current ??= person.conversation;
      if (who === 'joined') player.reconnect();
    },
  };
  return player;

  async function hello(): Promise<PlayerUp> {
    proof = person.proof(await options.identity());
    const resume = current && (threads.get(current)?.position() ?? { conversation: current, epoch: '', seq: 0 });
    return { type: 'hello', version: PROTOCOL_VERSION, ...proof, ...about(), ...(resume && { resume }) };
  }

  function status(next: Connection<PlayerUp>['status'], code?: number) {
    if (next === 'waiting' || next === 'ended') lost();
    if (next === 'ended') end(code);
    changed();
  }

  function lost() {
    writing = undefined;
    outbox.lost();
    threads.lost();
  }

  function end(code: number | undefined) {
    line = undefined;
    if (code !== CLOSE.signedOut) {
      problem = 'unavailable';
      return;
    }
    // The page's proof was refused, or ran out: it makes another at the next attempt, which is at once only once.
    if (proof.identity) redial = clock.after(problem ? SIGNED_OUT_RETRY_MS : 0, player.connect);
    // The token was spent by signing in, perhaps in another tab, whose word of it may still be on its way.
    else redial = clock.after(TOKEN_SPENT_MS, tokenSpent);
    problem = 'signed-out';
  }

  function tokenSpent() {
    player.reread();
    if (person.needsIdentity) return;
    player.forget();
    player.connect();
  }

  function receive(frame: PlayerDown) {
    switch (frame.type) {
      case 'ready':
        return ready(frame);
      case 'events':
        noticeOwn(frame.events);
        return threads.receive(frame);
      case 'reset':
      case 'history':
        noticeOwn(frame.events);
        return threads.receive(frame);
      case 'opened':
        return threads.receive(frame);
      case 'ack':
        return outbox.acked(frame.clientId);
      case 'typing':
        return typingSeen(frame);
      case 'error':
        return refused(frame);
    }
  }

  function ready(frame: PlayerReady) {
    skewMs = frame.now - clock.now();
    name = frame.name;
    problem = undefined;
    const newest = frame.conversations[0]?.id;
    const isSame = person.settle(frame, proof);
    // What the relay opened unasked: the conversation that the hello resumed, or the newest.
    const opened = isSame ? (current ?? newest) : undefined;
    if (!isSame) clear();
    outbox.purge((item: Pending) => person.owns(item.scope));
    current ??= newest;
    threads.ready(frame, opened);
    if (current && !opened) threads.show(current);
    outbox.ready((item) => person.owns(item.scope));
    changed();
  }

  function noticeOwn(events: readonly { type: string; clientId?: string }[]) {
    for (const event of events) if (event.type === 'message') outbox.acked(event.clientId!);
    writing = undefined;
  }

  function typingSeen({ conversation, author }: PlayerDown & { type: 'typing' }) {
    if (conversation !== current || author.kind !== 'operator') return;
    writing = { name: author.name, until: clock.now() + TYPING_SHOWN_MS };
    clock.after(TYPING_SHOWN_MS, () => {
      if (!writing || writing.until > clock.now()) return;
      writing = undefined;
      changed();
    });
    changed();
  }

  function refused({ kind, clientId, conversation, retryAfterMs }: PlayerDown & { type: 'error' }) {
    if (clientId) return outbox.refused(clientId, kind, retryAfterMs);
    const replica = conversation && threads.get(conversation);
    if (!replica) return;
    replica.lost();
    clock.after(RESUME_AFTER_MS, () => player.status === 'ready' && replica.resume());
  }

  function clear() {
    current = undefined;
    name = null;
    problem = writing = undefined;
    threads.clear();
    outbox.purge((item) => person.owns(item.scope));
    forgotten();
    changed();
  }
}
