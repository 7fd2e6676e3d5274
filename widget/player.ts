/**
 * The player on this page: who they are, and their conversations, over one line to the relay.
 * Knows no screen: the panel and the badge are told that something changed, and look. Sends nothing but what belongs
 * to listening; texts are writing.ts, which comes with the panel and joins here.
 *
 * Promises: nothing of a player who is not (or no longer) the one speaking is shown.
 */
import { type Conversation, type Message, NEW_CONVERSATION } from '@touchline/shared/conversation.ts';
import type { PlayerDown, PlayerReady } from '@touchline/shared/down.ts';
import { createLine, type LineOptions } from './line.ts';
import { createPerson } from './person.ts';
import type { Sender } from './sender.ts';
import type { Store } from './storage.ts';
import { createThreads } from './threads.ts';

export type Player = ReturnType<typeof createPlayer>;

const RESUME_AFTER_MS = 2_000;

export function createPlayer(
  options: LineOptions & {
    store: Store;
    arrived(message: Message, conversation: string): void;
    /** Everything that was shown is somebody else's now, and what is stored likewise, unless another tab saw to that. */
    forgotten(isStoreOurs: boolean): void;
  },
) {
  const { clock, store, changed, arrived, forgotten } = options;
  const person = createPerson(store);
  const line = createLine(options, person, { frame: receive, lost, position, tokenSpent });
  const threads = createThreads({ send: line.send, changed, arrived });
  let sender: Sender | undefined;
  let current = person.conversation;
  let skewMs = 0;

  const player = {
    person,
    line,
    threads,
    get current() {
      return current;
    },
    /** Of the conversation shown, once there is one. */
    get replica() {
      return current ? threads.get(current) : undefined;
    },
    get state(): Conversation {
      return player.replica?.state ?? NEW_CONVERSATION;
    },
    /** What to add to this device's clock to get the relay's. */
    get skewMs() {
      return skewMs;
    },
    get sender() {
      return sender;
    },
    join(joined: Sender) {
      sender = joined;
      if (line.status === 'ready') sender.ready();
    },

    show(conversation: string) {
      current = conversation;
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
      line.problem = undefined;
      line.reopen();
    },

    /** Forgets the player and all that was theirs, here and in the store; the line is closed. */
    forget() {
      line.close();
      person.forget();
      clear(true);
    },

    /** Another tab changed who we are, or we slept while it did. */
    reread() {
      const who = person.reread();
      if (who === 'other') {
        line.close();
        clear(false);
      }
      current ??= person.conversation;
      if (who === 'joined') line.reopen();
    },
  };
  return player;

  function position() {
    return current ? (player.replica?.position() ?? { conversation: current, epoch: '', seq: 0 }) : undefined;
  }

  function lost() {
    sender?.lost();
    threads.lost();
  }

  function tokenSpent() {
    player.reread();
    if (person.needsIdentity) return;
    player.forget();
    line.open();
  }

  function receive(frame: PlayerDown) {
    sender?.hear(frame);
    switch (frame.type) {
      case 'ready':
        return ready(frame);
      case 'events':
      case 'reset':
      case 'history':
      case 'opened':
        return threads.receive(frame);
      case 'error':
        return refused(frame);
    }
  }

  function ready(frame: PlayerReady) {
    skewMs = frame.now - clock.now();
    line.problem = undefined;
    const newest = frame.conversations[0]?.id;
    const isSame = person.settle(frame, line.proof);
    // What the relay opened unasked: the conversation that the hello resumed, or the newest.
    const opened = isSame ? (line.resumed ?? newest) : undefined;
    if (!isSame) clear(true);
    sender?.purge();
    current ??= newest;
    threads.ready(frame, opened);
    if (current && current !== opened) threads.show(current);
    sender?.ready();
    changed();
  }

  /** An ask of ours, not a text. */
  function refused({ clientId, conversation }: PlayerDown & { type: 'error' }) {
    const replica = !clientId && conversation && threads.get(conversation);
    if (!replica) return;
    replica.lost();
    clock.after(RESUME_AFTER_MS, () => line.status === 'ready' && replica.resume());
  }

  function clear(isStoreOurs: boolean) {
    current = undefined;
    line.problem = undefined;
    threads.clear();
    sender?.purge();
    forgotten(isStoreOurs);
    changed();
  }
}
