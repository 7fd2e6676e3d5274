/**
 * Files on their way to the relay, before the message that carries them: a player's and an operator's alike.
 *
 *     waiting ──the line is up──▶ asked ──upload──▶ sending ──stored there──▶ stored
 *        ▲                          │                  │
 *        ├──lost, no answer, broken off, too fast──────┘
 *        │                                             └──will never be taken──▶ refused
 *        └ again by itself, from the beginning                    gone: its bytes went with another page
 *
 * Promises: a file goes on until it is stored, refused for good or removed, under one client id; a transfer that stands
 * still is taken for broken. Two at a time, because more would only share the same line. Knows no screen and no messages.
 */
import type { Clock } from '../clock.ts';
import type { FileRef } from '../conversation.ts';
import type { OperatorDown, PlayerDown } from '../down.ts';
import type { Topic } from '../people.ts';
import type { PlayerUp } from '../up.ts';
import { RETRYABLE_KINDS } from '../wire.ts';
import { timers } from './timers.ts';

/** `Picture`: what a front end draws of an image before it is there. */
export type Upload<Picture = ImageBitmap> = FileRef & {
  readonly conversation: string;
  /** What it is about, where it may begin with this file. */
  readonly topic?: string | undefined;
  /** Undefined where the page that had it is gone. */
  readonly file: File | undefined;
  readonly state: 'waiting' | 'asked' | 'sending' | 'stored' | 'refused' | 'gone';
  /** How much of it has left, 0 to 1. */
  readonly part: number;
  /** How often it was broken off since the line was ready. */
  readonly tries: number;
  /** Why, when `refused`. */
  readonly error?: string | undefined;
  /** Small, to be drawn. */
  readonly picture?: Picture | undefined;
};

/** Begins to send `file`; tells of progress, and once of the end: true, or the kind of error, undefined for a broken line. */
export type Transfer = (
  url: string,
  file: File,
  told: { part(part: number): void; end(stored: true | string | undefined): void },
) => () => void;

/** Said of an address that is not good any more. */
const STALE = ['not-found', 'forbidden', 'unauthenticated'];
const AT_ONCE = 2;
const ANSWER_MAX_MS = 10_000;
/** Mobile lines die without a word. */
const STALLED_AFTER_MS = 30_000;
const BACKOFF_BASE_MS = 1_000;
const BACKOFF_MAX_MS = 30_000;

export function createUploads<Picture = ImageBitmap>(options: {
  clock: Clock;
  transfer: Transfer;
  send(frame: PlayerUp & { type: 'attach' }): boolean;
  /** Something of one is another now. */
  changed(upload: Upload<Picture>): void;
}) {
  const { clock, transfer, send, changed } = options;
  const { wait, stop } = timers(clock);
  let all: readonly Upload<Picture>[] = [];
  const transfers = new Map<string, () => void>();
  /** Broken off, and not tried again before its time. */
  const resting = new Set<string>();

  const uploads = {
    find: (id: string) => all.find((one) => one.id === id),

    add(upload: Upload<Picture>) {
      all = [...all, upload];
      changed(upload);
      begin();
    },

    draw(id: string, drawn: Pick<Upload<Picture>, 'picture' | 'width' | 'height'>) {
      change(id, drawn);
    },

    remove(id: string) {
      halt(id);
      all = all.filter((one) => one.id !== id);
      begin();
    },

    /** The line is ready, or somebody cannot wait: what rests goes on. */
    ready() {
      resting.clear();
      for (const { id, state } of all) if (state === 'waiting') change(id, { tries: 0 });
      begin();
    },

    hear(frame: PlayerDown | OperatorDown) {
      if (!('clientId' in frame) || !frame.clientId) return;
      const upload = uploads.find(frame.clientId);
      if (upload?.state !== 'asked') return;
      if (frame.type === 'upload') start(upload, frame.url);
      else if (frame.type === 'error') failed(upload.id, frame.kind, frame.retryAfterMs);
    },

    /** The line is gone; a transfer does not go over it and may yet succeed. */
    lost() {
      for (const { id, state } of all) {
        if (state !== 'asked') continue;
        stop(id);
        change(id, { state: 'waiting' });
      }
    },
  };
  return uploads;

  function begin() {
    let free = AT_ONCE;
    for (const { state } of all) if (state === 'asked' || state === 'sending') free--;
    for (const { id, state, conversation, topic, name, type, bytes } of all) {
      if (free <= 0 || state !== 'waiting' || resting.has(id)) continue;
      const about = topic && { topic: topic as Topic };
      if (!send({ type: 'attach', conversation, clientId: id, name, contentType: type, bytes, ...about })) return;
      free--;
      change(id, { state: 'asked' });
      wait(id, ANSWER_MAX_MS, () => failed(id, undefined));
    }
  }

  function start({ id, file }: Upload<Picture>, url: string) {
    if (!file) return;
    change(id, { state: 'sending', part: 0 });
    const patient = () => wait(id, STALLED_AFTER_MS, () => failed(id, undefined));
    patient();
    const abort = transfer(url, file, {
      part(part) {
        patient();
        change(id, { part });
      },
      end(stored) {
        transfers.delete(id);
        if (stored === true) succeeded(id);
        // What an address refuses that is too old, a new one will take.
        else failed(id, STALE.includes(`${stored}`) ? undefined : stored);
      },
    });
    transfers.set(id, abort);
  }

  function succeeded(id: string) {
    halt(id);
    change(id, { state: 'stored', part: 1 });
    begin();
  }

  /** Without a kind it was the line. */
  function failed(id: string, kind: string | undefined, retryAfterMs?: number) {
    halt(id);
    // A kind that we do not know is for a human to look at: repeating it may be endless.
    if (kind && !RETRYABLE_KINDS.includes(kind)) change(id, { state: 'refused', error: kind });
    else {
      const tries = uploads.find(id)?.tries ?? 0;
      const backoffMs = Math.min(BACKOFF_MAX_MS, BACKOFF_BASE_MS * 2 ** tries);
      resting.add(id);
      change(id, { state: 'waiting', part: 0, tries: tries + 1 });
      wait(id, retryAfterMs ?? backoffMs, () => {
        resting.delete(id);
        begin();
      });
    }
    begin();
  }

  function halt(id: string) {
    stop(id);
    transfers.get(id)?.();
    transfers.delete(id);
    resting.delete(id);
  }

  function change(id: string, change: Partial<Upload<Picture>>) {
    all = all.map((one) => (one.id === id ? { ...one, ...change } : one));
    const upload = uploads.find(id);
    if (upload) changed(upload);
  }
}
