/**
 * What the panel shows and does, without saying how it looks. The views read it and call it; when something in it
 * changes, it asks to be drawn again as a whole, which Preact makes cheap. No signals here: the player core tells of
 * changes by one callback, and a second way to tell would cost a tenth of the whole panel.
 */
import { type Conversation, type Event, NEW_CONVERSATION } from '@touchline/shared/conversation.ts';
import type { SiteStart } from '@touchline/shared/people.ts';
import { type Translate, words } from '@touchline/shared/words.ts';
import type { Client } from './client.ts';
import { createDraft } from './draft.ts';
import type { Host } from './host.ts';
import type { Writing } from './writing.ts';

export type Session = ReturnType<typeof createSession>;

/** A short loss of the line is nobody's business. */
const TROUBLE_SHOWN_AFTER_MS = 3_000;
const READ_AFTER_MS = 400;
const TYPING_EVERY_MS = 3_000;

export function createSession(options: { client: Client; host: Host; writing: Promise<Writing>; redraw(): void }) {
  const { client, host, writing, redraw } = options;
  const { player, clock } = client;
  let start: SiteStart;
  let t: Translate;
  let view: 'thread' | 'home' = 'thread';
  let topic: string | undefined;
  let troubled = false;
  let calm: (() => void) | undefined;
  let unreadSeq = 0;
  let typedAt = 0;
  let cancelRead = () => {};
  let announcement = { key: '', text: '' };

  const draft = createDraft(client.store, clock, redraw);
  writing.then(draft.join, String);
  client.events.on('message', (detail) => {
    const { from, name, text, id } = detail as { from: string; name: string; text: string; id: string };
    if (from !== 'player') announcement = { key: id, text: `${name}: ${text}` };
  });

  const session = {
    draft,
    get t() {
      return t;
    },
    get locale() {
      return start.locale;
    },
    get site() {
      return start.site;
    },
    get view() {
      return view;
    },
    get topic() {
      return topic;
    },
    get announcement() {
      return announcement;
    },
    get writing() {
      return player.writing;
    },
    get state(): Conversation {
      return replica()?.state ?? NEW_CONVERSATION;
    },
    get more() {
      return replica()?.more ?? false;
    },
    get now() {
      return player.now();
    },
    /** The player has written nothing yet, here or before. */
    get isNew() {
      return session.state.seq === 0 && !session.pending.length;
    },
    get events() {
      return replica()?.events ?? NO_EVENTS;
    },
    /** Texts of this conversation that are still on their way. */
    get pending() {
      return player.pending().filter((item) => item.conversation === player.current);
    },
    get skewMs() {
      return player.now() - clock.now();
    },
    get conversations() {
      return player.threads.list().filter(({ lastMessage }) => lastMessage);
    },
    get current() {
      return player.current;
    },
    /** Key of the line about the connection, if there is something to say. */
    get trouble(): string | undefined {
      if (player.problem === 'signed-out') return 'connection.signedOut';
      if (player.problem) return 'connection.unavailable';
      return troubled ? 'connection.waiting' : undefined;
    },

    begin(answer: SiteStart) {
      start = answer;
      t = words(answer.words, answer.locale);
      session.chooseTopic(topic ?? client.topic);
    },

    changed() {
      const isFine = player.status === 'ready' || player.status === 'off';
      if (isFine) {
        calm?.();
        calm = undefined;
        troubled = false;
      } else {
        calm ??= clock.after(TROUBLE_SHOWN_AFTER_MS, () => {
          troubled = true;
          redraw();
        });
      }
      redraw();
    },

    forgotten() {
      draft.clear();
      view = 'thread';
      unreadSeq = 0;
      announcement = { key: '', text: '' };
    },

    send() {
      const { text, verdict } = draft;
      if (!verdict.isSendable) return;
      writing.then(({ post }) => {
        post(text, session.isNew ? topic : undefined);
        draft.clear();
      }, String);
    },
    retry: (clientId: string) => void writing.then(({ retry }) => retry(clientId), String),
    discard: (clientId: string) => void writing.then(({ discard }) => discard(clientId), String),
    write(text: string) {
      draft.text = text;
      const conversation = player.current;
      if (!text || !conversation || clock.now() - typedAt < TYPING_EVERY_MS) return;
      if (player.send({ type: 'typing', conversation })) typedAt = clock.now();
    },
    chooseTopic(chosen: string | undefined) {
      topic = start?.site.topics.find((known) => known === chosen);
      redraw();
    },
    older: () => replica()?.older(),

    /** The newest message is on the screen of somebody who looks. */
    seen() {
      const { state } = session;
      const conversation = player.current!;
      const last = lastFromOperator(session.events);
      if (last <= state.readByPlayer || last === unreadSeq || document.visibilityState !== 'visible') return;
      unreadSeq = last;
      cancelRead();
      cancelRead = clock.after(READ_AFTER_MS, () => player.send({ type: 'read', conversation, upTo: last }));
    },
    home() {
      view = 'home';
      redraw();
    },
    show(conversation: string) {
      view = 'thread';
      player.show(conversation);
    },
    close: () => host.run('close'),
  };
  return session;

  function replica() {
    return player.current ? player.threads.get(player.current) : undefined;
  }
}

const NO_EVENTS: readonly Event[] = [];

function lastFromOperator(events: readonly Event[]): number {
  for (let i = events.length - 1; i >= 0; i--) {
    const event = events[i]!;
    if (event.type === 'message' && event.author.kind !== 'player') return event.seq;
  }
  return 0;
}
