/**
 * A connection where no WebSocket passes: long polling over POST, with the interface, the frames and the promises of
 * connection.ts. To its owner it is one line that stays `ready` from the first poll's `ready` on.
 *
 *     connecting ──first answer──▶ ready: one request at a time, each says hello and what is open, then
 *         │                          ├── what there is to send ──answer──▶ next
 *         │                          └── nothing: waits at the relay ──news, 25 s, or something to send──▶ next
 *         └── no answer, `close` ────┴──▶ waiting or ended, as in connection.ts
 *
 * One request at a time, so that answers arrive in order. What has something to send calls a waiting one back, which
 * loses nothing: what it would have brought is after the position that the next one says. A request that brings
 * frames is never called back.
 */
import type { Clock } from '../clock.ts';
import { CLOSE, FINAL_CLOSE_CODES, POLL_MAX_FRAMES, POLL_WAIT_MS } from '../wire.ts';
import { CONNECT_MAX_MS, type Connect, type ConnectionStatus } from './connection.ts';
import { createPollMemory, type PollMemory } from './poll-memory.ts';

export type PollAnswer<Down> = { frames: Down[]; close?: number };
/** Rejects when nothing came that the relay could have said. */
export type Post<Up, Down> = (
  url: string,
  body: { wait: number; frames: Up[] },
  signal: AbortSignal,
) => Promise<PollAnswer<Down>>;

/** Frames of one moment, such as `read` and `typing`, go together. */
const GATHER_MS = 10;
/** Between two polls: what happened at once comes in one answer. */
const BREATH_MS = 30;
/** The first wait after something was sent, because what follows from it, such as a place in a queue, is no news. */
const SETTLING_MS = 1_500;
/** After a poll that should have waited and came back with nothing: something between us and the relay answers. */
const HOLLOW_MS = 1_000;

type Frame = { type: string; epoch?: string };

export function pollConnector<Up extends Frame, Down extends Frame>(options: {
  url: string;
  hello(): Promise<Up>;
  /** The frames that every later request begins with: the hello, and what is open. */
  again(hello: Up, memory: PollMemory): Up[];
  post: Post<Up, Down>;
  clock: Clock;
}): Connect<Up, Down> {
  const { url, hello, again, post, clock } = options;

  return (events) => {
    const memory = createPollMemory();
    let status: ConnectionStatus = 'connecting';
    let greeting: Up;
    let epoch: string | undefined;
    let queue: Up[] = [];
    let isRefreshed = false;
    let isSettling = true;
    let request: { wait: number; since: number; carried: Up[]; abort(): void } | undefined;
    let late = () => {};
    let timer = () => {};
    let isFlushing = false;
    void greet();

    return {
      get status() {
        return status;
      },
      send(frame) {
        if (status !== 'ready') return false;
        queue.push(frame);
        // A conversation that is no longer looked at is no reason to ask at once.
        if (!isFlushing && !isRefreshed && frame.type !== 'shut' && (!request || request.wait)) {
          isFlushing = true;
          timer();
          timer = clock.after(GATHER_MS, ask);
        }
        return true;
      },
      close() {
        status = 'ended';
        release();
      },
    };

    async function greet() {
      try {
        greeting = await hello();
      } catch {
        return end('waiting');
      }
      if (isOurs()) ask();
    }

    function ask() {
      drop();
      const carried = queue.splice(0, POLL_MAX_FRAMES / 2);
      const wait = status !== 'ready' || carried.length ? 0 : isSettling ? SETTLING_MS : POLL_WAIT_MS;
      isSettling = !wait;
      for (const frame of carried) if (isAboutOpening(frame)) memory.sent(frame);
      const said = carried.filter((frame) => !isAboutOpening(frame));
      const frames =
        status === 'ready' ? [...again(greeting, memory).slice(0, POLL_MAX_FRAMES / 2), ...said] : [greeting];
      const calling = new AbortController();
      const mine = { wait, since: clock.now(), carried, abort: () => calling.abort() };
      request = mine;
      late = clock.after(wait + CONNECT_MAX_MS, () => end('waiting', CLOSE.silent));
      post(url, { wait, frames }, calling.signal).then(
        (answer) => request === mine && take(answer, mine),
        () => request === mine && end('waiting'),
      );
    }

    function take({ frames, close }: PollAnswer<Down>, { wait, since, carried }: NonNullable<typeof request>) {
      request = undefined;
      late();
      let news = 0;
      for (const frame of frames) {
        if (frame.type === 'ready') {
          // Another history: everything is to begin anew.
          if (epoch !== undefined && epoch !== frame.epoch) return end('waiting');
          if (epoch !== undefined) continue;
          epoch = frame.epoch;
          become('ready');
        } else if (frame.type !== 'opened') news++;
        if (isOurs()) events.frame(frame);
        if (!isOurs()) return;
        memory.received(frame);
      }
      if (close === CLOSE.signedOut && status === 'ready' && !isRefreshed) return refresh(carried);
      if (close !== undefined) return end(FINAL_CLOSE_CODES.includes(close) ? 'ended' : 'waiting', close);
      if (status !== 'ready') return end('waiting');
      isRefreshed = false;
      const isHollow = wait > 0 && !news && clock.now() - since < HOLLOW_MS;
      timer();
      timer = clock.after(isHollow ? HOLLOW_MS : wait ? BREATH_MS : 0, ask);
    }

    /** A proof that was good when the line began may have run out since: another one is fetched, once. */
    function refresh(carried: Up[]) {
      isRefreshed = true;
      queue = [...carried, ...queue];
      void greet();
    }

    function end(next: 'waiting' | 'ended', code?: number) {
      if (isOurs()) become(next, code);
    }

    function become(next: ConnectionStatus, code?: number) {
      status = next;
      if (next !== 'ready') release();
      events.status(next, code);
    }

    function drop() {
      timer();
      late();
      isFlushing = false;
      const left = request;
      request = undefined;
      left?.abort();
    }

    function release() {
      drop();
      queue = [];
    }

    function isOurs() {
      return status === 'connecting' || status === 'ready';
    }
  };
}

/** These are not sent as they are: each request says what is open. */
function isAboutOpening({ type }: Frame): boolean {
  return type === 'open' || type === 'shut';
}
