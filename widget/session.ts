/**
 * What the panel shows and does, without saying how it looks. The views read it and call it; when something in it
 * changes, it asks to be drawn again as a whole, which Preact makes cheap. No signals here: the player core tells of
 * changes by one callback, and a second way to tell would cost a tenth of the whole panel.
 */
import type { Event } from '@touchline/shared/conversation.ts';
import type { SiteStart } from '@touchline/shared/people.ts';
import { type Translate, words } from '@touchline/shared/words.ts';
import type { Client } from './client.ts';
import { createDraft } from './draft.ts';
import type { Host } from './host.ts';
import type { Subjects } from './subjects.ts';
import type { Writing } from './writing.ts';

export type Session = ReturnType<typeof createSession>;

/** A short loss of the line is nobody's business. */
const TROUBLE_SHOWN_AFTER_MS = 3_000;
const TYPING_EVERY_MS = 3_000;

export function createSession(options: { client: Client; host: Host; writing: Promise<Writing>; redraw(): void }) {
  const { client, host, writing, redraw } = options;
  const { player, clock } = client;
  const { line } = player;
  let start: SiteStart;
  let t: Translate;
  let view: 'thread' | 'home' = 'thread';
  let topic: string | undefined;
  let isTroubled = false;
  let calm: (() => void) | undefined;
  let typedAt = 0;
  let announcement = { id: '', name: '', text: '' };

  const draft = createDraft(client.store, clock, redraw);
  writing.then(draft.join, String);
  client.events.on('message', (detail) => {
    const message = detail as typeof announcement & { from: string };
    if (message.from !== 'player') announcement = message;
  });

  const session = {
    client,
    host,
    draft,
    redraw,
    /** What the next text may be about, once the page has said something of the kind. */
    subjects: undefined as Subjects | undefined,
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
    /** What a screen reader says at once. */
    get announcement() {
      return announcement;
    },
    announce(next: typeof announcement) {
      announcement = next;
      redraw();
    },
    get state() {
      return player.state;
    },
    get now() {
      return clock.now() + player.skewMs;
    },
    /** The player has written nothing yet, here or before. */
    get isNew() {
      return player.state.seq === 0 && !session.pending.length;
    },
    get events() {
      return player.replica?.events ?? NO_EVENTS;
    },
    /** Texts of this conversation that are still on their way. */
    get pending() {
      return player.sender?.pending().filter((item) => item.conversation === player.current && !item.rating) ?? [];
    },
    get conversations() {
      return player.threads.list().filter(({ lastMessage }) => lastMessage);
    },
    /** Key of the line about the connection, if there is something to say. */
    get trouble(): string | undefined {
      if (line.problem) return `connection.${line.problem}`;
      return isTroubled ? 'connection.waiting' : undefined;
    },

    begin(answer: SiteStart) {
      start = answer;
      t = words(answer.words, answer.locale);
      session.chooseTopic(topic ?? (client.said.setTopic as string));
    },

    changed() {
      if (line.status === 'ready' || line.status === 'off') {
        calm?.();
        calm = undefined;
        isTroubled = false;
      } else {
        calm ??= clock.after(TROUBLE_SHOWN_AFTER_MS, () => {
          isTroubled = true;
          redraw();
        });
      }
      redraw();
    },

    forgotten() {
      player.sender?.enclosing?.forget();
      draft.clear();
      view = 'thread';
      session.subjects = undefined;
      announcement = { id: '', name: '', text: '' };
    },

    send() {
      // Looked at when it can be sent: whoever presses Enter twice before that sends one text.
      writing.then(async ({ post, readyFor }) => {
        await readyFor(draft.text);
        if (!draft.verdict.isSendable) return;
        post(draft.text, session.isNew ? topic : undefined, session.subjects?.take());
        draft.clear();
      }, String);
    },
    write(text: string) {
      draft.text = text;
      const conversation = player.current;
      if (!text || !conversation || clock.now() - typedAt < TYPING_EVERY_MS) return;
      if (line.send({ type: 'typing', conversation })) typedAt = clock.now();
    },
    chooseTopic(chosen: string | undefined) {
      topic = start?.site.topics.find((known) => known === chosen);
      redraw();
    },
    /** Back to where one writes. */
    focus() {
      host.box.querySelector<HTMLElement>('.composer textarea')?.focus();
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
}

const NO_EVENTS: readonly Event[] = [];
