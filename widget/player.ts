/**
 * The player on this page: who they are, their line to the relay, and their conversations.
 * Knows no screen: the panel and the badge are told that something changed, and look. Sends nothing but what belongs
 * to listening; texts are outgoing.ts, which comes with the panel and joins here.
 *
 * Promises: nothing of a player who is not (or no longer) the one speaking is shown; every attempt to connect asks the
 * page for a fresh identity.
 */
import type { Connect, Connection } from '@touchline/shared/client/connection.ts';
import type { Clock } from '@touchline/shared/clock.ts';
import type { Event, Message } from '@touchline/shared/conversation.ts';
import type { PlayerDown, PlayerReady } from '@touchline/shared/down.ts';
import type { PlayerHello, PlayerUp } from '@touchline/shared/up.ts';
import { CLOSE, PROTOCOL_VERSION } from '@touchline/shared/wire.ts';
import { createPerson, type Proof } from './person.ts';
import type { Sender } from './sender.ts';
import type { Store } from './storage.ts';
import { createThreads } from './threads.ts';
import { createWriter } from './writer.ts';

export type Player = ReturnType<typeof createPlayer>;

const RESUME_AFTER_MS = 2_000;
/** After the relay refused a proof that the page had just made. */
const SIGNED_OUT_RETRY_MS = 30_000;
const TOKEN_SPENT_MS = 1_000;

export function createPlayer(options: {
  clock: Clock;
  store: Store;
  connect(hello: () => Promise<PlayerUp>): Connect<PlayerUp, PlayerDown>;
  /** A fresh JWT of the site's, or nothing for an anonymous player. */
  identity(): Promise<string | null | undefined>;
  about(): Pick<PlayerHello, 'locale' | 'page'>;
  changed(): void;
  arrived(message: Message, conversation: string): void;
  /** Everything that was shown is somebody else's now, and what is stored likewise, unless another tab saw to that. */
  forgotten(isStoreOurs: boolean): void;
}) {
  const { clock, store, about, changed, arrived, forgotten } = options;
  const person = createPerson(store);
  const send = (frame: PlayerUp) => line?.send(frame) ?? false;
  const threads = createThreads({ send, changed, arrived });
  const dial = options.connect(hello);
  let sender: Sender | undefined;
  let line: Connection<PlayerUp> | undefined;
  let proof: Proof = {};
  let current = person.conversation;
  let skewMs = 0;
  let problem: 'signed-out' | 'unavailable' | undefined;
  const writer = createWriter(clock, changed);
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
    /** The operator who is writing just now in the conversation shown. */
    get writing() {
      return writer.name;
    },
    get current() {
      return current;
    },
    /** The relay's time, whatever this device believes. */
    now: () => clock.now() + skewMs,
    pending: () => sender?.pending() ?? [],
    send,
    get sender() {
      return sender;
    },
    join(joined: Sender) {
      sender = joined;
      if (player.status === 'ready') sender.ready();
    },

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
      writer.stopped();
      threads.show(conversation);
      if (person.isStored) person.remember({ conversation });
      changed();
    },

    /** The conversation for the next text: stored, with what proves it ours, before anything is sent. */
    begin(id: string): string {
      current ??= id;
      person.begin(current);
      threads.show(current);
      return current;
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
      clear(true);
    },

    /** Another tab changed who we are, or we slept while it did. */
    reread() {
      const who = person.reread();
      if (who === 'other') {
        player.disconnect();
        clear(false);
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
    writer.stopped();
    sender?.lost();
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
      case 'reset':
      case 'history':
        notice(frame.events);
        return threads.receive(frame);
      case 'opened':
        return threads.receive(frame);
      case 'ack':
        return sender?.acked(frame.clientId);
      case 'typing':
        if (frame.conversation === current && frame.author.kind === 'operator') writer.writes(frame.author.name);
        return;
      case 'error':
        return refused(frame);
    }
  }

  function ready(frame: PlayerReady) {
    skewMs = frame.now - clock.now();
    problem = undefined;
    const newest = frame.conversations[0]?.id;
    const isSame = person.settle(frame, proof);
    // What the relay opened unasked: the conversation that the hello resumed, or the newest.
    const opened = isSame ? (current ?? newest) : undefined;
    if (!isSame) clear(true);
    sender?.purge();
    current ??= newest;
    threads.ready(frame, opened);
    if (current && !opened) threads.show(current);
    sender?.ready();
    changed();
  }

  /** An own message in the log is as good as its ack; an operator's ends their writing. */
  function notice(events: readonly Event[]) {
    for (const event of events) {
      if (event.type !== 'message') continue;
      sender?.acked(event.clientId);
      if (event.author.kind !== 'player') writer.stopped();
    }
  }

  function refused({ kind, clientId, conversation, retryAfterMs }: PlayerDown & { type: 'error' }) {
    if (clientId) return sender?.refused(clientId, kind, retryAfterMs);
    const replica = conversation && threads.get(conversation);
    if (!replica) return;
    replica.lost();
    clock.after(RESUME_AFTER_MS, () => player.status === 'ready' && replica.resume());
  }

  function clear(isStoreOurs: boolean) {
    current = undefined;
    problem = undefined;
    writer.stopped();
    threads.clear();
    sender?.purge();
    forgotten(isStoreOurs);
    changed();
  }
}
