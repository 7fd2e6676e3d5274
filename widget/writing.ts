/**
 * The player's texts on their way. A text is stored before the first attempt to send it, goes out once under its own
 * client id, in order, and only in the name of the one who wrote it. Card numbers are masked before even that.
 * A script of its own: the panel is usable, and loaded, before it.
 */
import { createOutbox, type Pending } from '@touchline/shared/client/outbox.ts';
import type { PlayerDown } from '@touchline/shared/down.ts';
import type { Topic } from '@touchline/shared/people.ts';
import { countGraphemes, judgeText } from '@touchline/shared/text.ts';
import type { PlayerUp } from '@touchline/shared/up.ts';
import { MESSAGE_MAX_GRAPHEMES, newId } from '@touchline/shared/wire.ts';
import { createBlocking } from './blocking.ts';
import type { Client } from './client.ts';
import type { Enclosing } from './enclosing-type.ts';
import { areFilesKept } from './files-kept.ts';
import type { Host } from './host.ts';
import { asList } from './lists.ts';
import { createMasking } from './masking.ts';
import { OUTBOX_KEY } from './outbox-key.ts';
import { persistently } from './persistently.ts';
import { createPlaces } from './places.ts';
import type { Sender } from './sender.ts';
import { createSentSubjects } from './sent-subjects.ts';
import { createTypist } from './typist.ts';

export type Writing = ReturnType<typeof createWriting>;

/** The limit is shown this many characters before it. */
const NEAR_LIMIT = 200;

export function createWriting(client: Client, host: Host) {
  const { player, store, clock, changed } = client;
  const { person } = player;
  const typist = createTypist(clock, changed);
  const places = createPlaces(changed);
  const isOurs = (item: Pending) => person.owns(item.scope);
  const outbox = createOutbox({
    // One key each, so that two tabs never overwrite each other's.
    store: {
      load: () => store.keys(OUTBOX_KEY).flatMap((key) => store.get<Pending>(key) ?? []),
      put: ({ files, ...item }) =>
        store.set(OUTBOX_KEY + item.clientId, files ? { ...item, files: asList(files) } : item),
      remove: (clientId) => store.remove(OUTBOX_KEY + clientId),
    },
    clock,
    changed,
    send: (item) => player.line.send(frameOf(item)),
  });
  const { items, release, refused } = outbox;
  const now = () => clock.now() + player.skewMs;
  const subjects = createSentSubjects({ now, items });
  const blocking = createBlocking(store, clock, changed);
  const masking = createMasking(clock);
  let enclosing: Enclosing | undefined;
  let coming: Promise<Enclosing> | undefined;
  let isComing = false;

  const ears = new Set<(frame: PlayerDown) => void>();
  const sender: Sender = {
    get enclosing() {
      return enclosing;
    },
    enclose,
    get isComing() {
      return isComing || !!enclosing?.isComing;
    },
    choose(files, topic) {
      if (!files.length) return;
      const conversation = player.begin(newId(clock.now()));
      player.line.open();
      isComing = true;
      changed();
      enclose().then((one) => {
        isComing = false;
        one.choose(conversation, files, topic);
      }, String);
    },
    ears,
    pending: () => outbox.items().filter(isOurs),
    get typist() {
      return typist.in(player.current);
    },
    get place() {
      return places.of(player.current);
    },
    blocking,
    rate: (conversation, rating) => add({ conversation, text: '', rating }),
    hear(frame) {
      typist.hear(frame);
      places.hear(frame);
      blocking.hear(frame);
      for (const ear of ears) ear(frame);
      if (frame.type === 'ack') outbox.acked(frame.clientId, frame.seq);
      else if (frame.type === 'error' && frame.clientId) {
        outbox.refused(frame.clientId, frame.kind, frame.retryAfterMs);
        if (subjects.isToBlame(frame)) outbox.retry(frame.clientId);
      }
      // An own message in the log is as good as its ack.
      else if ('events' in frame)
        for (const event of frame.events) if ('clientId' in event) outbox.acked(event.clientId, event.seq);
    },
    ready() {
      enclosing?.chosen?.ready();
      outbox.ready(isOurs);
    },
    lost() {
      typist.stopped();
      enclosing?.chosen?.lost();
      outbox.lost();
    },
    retry: outbox.retry,
    discard: outbox.discard,
    purge: () => outbox.purge(isOurs),
    follow(key) {
      const item = store.get<Pending>(key);
      if (item) outbox.absorb(item);
      else outbox.dropped(key.slice(OUTBOX_KEY.length));
    },
    compare() {
      const keys = new Set(store.keys(OUTBOX_KEY));
      for (const { clientId } of sender.pending()) keys.add(OUTBOX_KEY + clientId);
      for (const key of keys) sender.follow(key);
    },
  };
  player.join(sender);
  if (areFilesKept(host)) enclose().then((one) => one.prepare(), String);
  // What the relay said of the queue before we came, nobody here heard. It says it again to whoever opens again.
  if (player.line.status === 'ready' && player.state.status === 'waiting') player.replica?.resume();

  return {
    ...masking,

    /** `left`: characters until the limit when that is worth knowing, below zero too many. */
    judge(text: string): { isSendable: boolean; left: number | undefined } {
      const isSendable = textOf(text) !== undefined;
      if (text.length < MESSAGE_MAX_GRAPHEMES - NEAR_LIMIT) return { isSendable, left: undefined };
      const left = MESSAGE_MAX_GRAPHEMES - countGraphemes(text);
      // Too long in bytes alone: there is no number to tell that a reader would understand.
      if (!isSendable && left >= 0) return { isSendable, left: Number.NaN };
      return { isSendable, left: left < NEAR_LIMIT ? left : undefined };
    },

    /** `about`: what the message is about, as subjects.ts has it. */
    post(raw: string, topic?: string, about?: Partial<Pending>) {
      const text = textOf(masking.redact(raw) ?? '');
      if (text === undefined) return;
      const conversation = player.begin(newId(clock.now()));
      add({ conversation, text, ...about, ...(topic && { topic }) });
    },
  };

  function enclose(): Promise<Enclosing> {
    coming ??= persistently(clock, () => import('./enclosing.ts')).then(({ createEnclosing }) => {
      enclosing = createEnclosing(client, host, { items, release, refused });
      return enclosing;
    });
    return coming;
  }

  function add(made: Pick<Pending, 'conversation' | 'text'> & Partial<Pending>) {
    const at = clock.now();
    const clientId = newId(at);
    outbox.add({
      ...made,
      clientId,
      at,
      scope: person.scope(),
      state: 'queued',
      ...(made.rating ? {} : enclosing?.take(clientId)),
    });
    player.line.open();
  }

  function frameOf(item: Pending): PlayerUp {
    const { conversation, clientId, text, topic, files, replyTo, rating } = item;
    if (rating) return { type: 'rate', conversation, clientId, rating };
    return {
      ...{ type: 'post', conversation, clientId, text },
      ...(topic && { topic: topic as Topic }),
      ...(files && { files: asList(files.map(({ id }) => id)) }),
      ...(replyTo && { replyTo }),
      ...subjects.of(item),
    };
  }

  /** Undefined for what cannot be sent. Files may say it all. */
  function textOf(raw: string): string | undefined {
    if (sender.isComing) return;
    const judged = judgeText(raw);
    if ('text' in judged) return judged.text;
    return judged.error === 'empty-text' && enclosing?.isEnough ? '' : undefined;
  }
}
