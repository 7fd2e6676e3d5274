/**
 * A player's client put together from the product's own parts (reconnecting connection, outbox, replica, thread), as
 * the widget does it, without a browser. It comes back by itself, repeats what was not acknowledged, and keeps the ledger.
 */
import type { Site } from '@touchline/relay/sites/store.ts';
import { type SocketLike, socketConnector } from '@touchline/shared/client/connection.ts';
import { createOutbox, type Pending } from '@touchline/shared/client/outbox.ts';
import { reconnecting } from '@touchline/shared/client/reconnect.ts';
import { createReplica } from '@touchline/shared/client/replica.ts';
import { thread } from '@touchline/shared/client/thread.ts';
import { type Clock, systemClock } from '@touchline/shared/clock.ts';
import type { PlayerDown } from '@touchline/shared/down.ts';
import type { PlayerUp } from '@touchline/shared/up.ts';
import { newId, newToken, PROTOCOL_VERSION } from '@touchline/shared/wire.ts';
import WebSocket from 'ws';
import { until } from './conditions.ts';
import type { Ledger } from './ledger.ts';
import { TEST_ORIGIN } from './relay.ts';

type Options = {
  /** Of the relay to connect to, asked at every attempt. */
  url(): string;
  site: Site;
  ledger: Ledger;
  /** Of the page. */
  origin?: string;
  token?: string;
  conversation?: string;
  /** How the ledger names this screen. */
  reader?: string;
  /** True keeps a frame from the client, as a line does that breaks on the way. */
  swallow?(frame: PlayerDown): boolean;
  /** The defect to plant: every attempt is under a client id of its own. */
  newIdOnRetry?: boolean;
  clock?: Clock;
  /** For back-off; without it a twentieth of the product's patience: what is tested is what is repeated, not how politely. */
  random?(): number;
  /** Each socket as it is opened. */
  opened?(socket: WebSocket): void;
};

export type ScreenClient = ReturnType<typeof createScreenClient>;

export function createScreenClient(options: Options) {
  const { ledger, token = newToken(), conversation = id(), swallow = () => false, clock = systemClock } = options;
  const { random = () => 0.05 } = options;
  const marks = new Map<string, string>();
  const attempts = new Map<string, string[]>();
  /** Posts on this line that nothing has come back for. */
  const unanswered = new Set<string>();
  let resumed = false;
  let lines = 0;
  const replica = createReplica({
    conversation,
    changed: () => {},
    ask: (frame) => connection.send(frame),
    askHistory: (frame) => connection.send(frame),
  });
  ledger.screen(options.reader ?? 'the author', conversation, () => replica.events);
  const outbox = createOutbox({
    store: { load: () => [], put: () => {}, remove: () => {} },
    clock,
    send(item) {
      const clientId = wireId(item);
      const handed = connection.send({ type: 'post', conversation, clientId, text: item.text });
      if (handed) unanswered.add(clientId);
      return handed;
    },
    changed: () => {},
  });
  const connect = reconnecting<PlayerUp, PlayerDown>(
    socketConnector({
      url: () => `${options.url().replace(/^http/, 'ws')}/socket?site=${options.site.key}`,
      async hello() {
        // As the widget: without it the relay would begin with a snapshot, and forget what scrolled out of that.
        resumed = replica.state.seq > 0;
        const position = resumed ? { resume: replica.position() } : {};
        return { type: 'hello', version: PROTOCOL_VERSION, token, locale: 'en', ...position };
      },
      socket(url) {
        const socket = new WebSocket(url, { headers: { origin: options.origin ?? TEST_ORIGIN } });
        options.opened?.(socket);
        return socket as unknown as SocketLike;
      },
      clock,
    }),
    { clock, random },
  );
  const connection = connect({
    frame: (frame) => {
      if (!swallow(frame)) receive(frame);
    },
    status(status) {
      if (status === 'ready') lines++;
      if (status === 'ready' || status === 'connecting') return;
      unanswered.clear();
      outbox.lost();
      replica.lost();
    },
  });

  return {
    token,
    conversation,
    /** Hands a text to the outbox. */
    post(mark: string): void {
      const clientId = id();
      marks.set(clientId, mark);
      ledger.sent(conversation, mark);
      outbox.add({ clientId, conversation, text: mark, at: systemClock.now(), scope: '', state: 'queued' });
    },
    isReady: () => connection.status === 'ready',
    isCaughtUp: () => connection.status === 'ready' && replica.live,
    /** How many times a line became ready. */
    lines: () => lines,
    /** Refused for good. */
    isEnded: () => connection.status === 'ended',
    ready: () => until('the line is ready', () => connection.status === 'ready'),
    /** Everything sent was answered, and the replica has caught up. */
    settled: (longestMs?: number) =>
      until(
        'everything is sent and shown',
        () => {
          const sent = outbox.items().every((item) => item.state === 'sent');
          return replica.live && sent && unanswered.size === 0;
        },
        longestMs,
      ),
    lost: () => until('the line is lost', () => connection.status !== 'ready'),
    /** Newest seq on the screen. */
    seq: () => replica.state.seq,
    /** From the first event on. */
    isWhole: () => replica.events[0]?.seq === 1,
    /** What stands on the screen, bubbles still on their way among it. */
    bubbles: () =>
      thread(replica.events, outbox.items()).flatMap((item) => {
        if (item.type === 'message') return [item.message.text];
        return item.type === 'pending' ? [item.pending.text] : [];
      }),
    close: () => connection.close(),
  };

  function receive(frame: PlayerDown): void {
    if ('clientId' in frame && frame.clientId) unanswered.delete(frame.clientId);
    switch (frame.type) {
      case 'ready':
        outbox.ready(() => true);
        if (!resumed) replica.resume();
        return;
      case 'events':
      case 'reset':
      case 'opened':
      case 'history':
        replica.receive(frame);
        // Somebody scrolls up: what a snapshot left out is asked for.
        replica.older();
        if ('events' in frame) {
          for (const event of frame.events) if (event.type === 'message') confirmed(event.clientId, event.seq);
        }
        return;
      case 'ack':
        confirmed(frame.clientId, frame.seq);
        return;
      case 'error':
        if (frame.clientId) refused(firstId(frame.clientId), frame.kind, frame.retryAfterMs);
        else replica.lost();
        return;
    }
  }

  /** By an ack, or by its own text standing in the log. */
  function confirmed(clientId: string, seq: number): void {
    const mark = marks.get(firstId(clientId));
    if (mark) ledger.acked(mark, seq);
    outbox.acked(firstId(clientId));
  }

  function refused(clientId: string, kind: string, retryAfterMs: number | undefined): void {
    outbox.refused(clientId, kind, retryAfterMs);
    const givenUp = outbox.items().find((item) => item.clientId === clientId)?.state === 'failed';
    if (givenUp) ledger.failed(marks.get(clientId) ?? '');
  }

  function wireId(item: Pending): string {
    const used = attempts.get(item.clientId) ?? [];
    const chosen = options.newIdOnRetry && used.length > 0 ? id() : item.clientId;
    attempts.set(item.clientId, [...used, chosen]);
    return chosen;
  }

  function firstId(clientId: string): string {
    return [...attempts].find(([, used]) => used.includes(clientId))?.[0] ?? clientId;
  }
}

const id = () => newId(systemClock.now());
