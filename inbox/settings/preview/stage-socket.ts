/** A line to nobody: takes what a player sends, keeps it in order as a relay would, and lets an operator answer. */
import type { SocketLike } from '@touchline/shared/client/connection.ts';
import { systemClock } from '@touchline/shared/clock.ts';
import type { PlayerDown } from '@touchline/shared/down.ts';
import type { PlayerEvent } from '@touchline/shared/events.ts';
import type { PlayerUp } from '@touchline/shared/up.ts';
import { newId } from '@touchline/shared/wire.ts';
import type { ToStage } from './messages.ts';

const OPENS_AFTER_MS = 10;
const TYPES_AFTER_MS = 900;
const ANSWERS_AFTER_MS = 2_200;
const EPOCH = 'preview';
const OPEN = 1;

/** Without what the log puts to it. */
type Said<Event = PlayerEvent> = Event extends PlayerEvent ? Omit<Event, 'seq' | 'at'> : never;

export function createStageSocket(answerOf: () => ToStage['answer'] | null) {
  const logs = new Map<string, PlayerEvent[]>();
  const logOf = (conversation: string) => {
    const log = logs.get(conversation) ?? [];
    logs.set(conversation, log);
    return log;
  };

  return class implements SocketLike {
    readyState = 0;
    onopen: SocketLike['onopen'] = null;
    onmessage: SocketLike['onmessage'] = null;
    onclose: SocketLike['onclose'] = null;
    onerror: SocketLike['onerror'] = null;

    constructor() {
      systemClock.after(OPENS_AFTER_MS, () => {
        this.readyState = OPEN;
        this.onopen?.(null as never);
      });
    }

    close() {
      this.readyState = 3;
    }

    send(data: string) {
      const frame = JSON.parse(data) as PlayerUp;
      // A turn later, as a network would.
      systemClock.after(0, () => this.hear(frame));
    }

    down(frame: PlayerDown) {
      this.onmessage?.({ data: JSON.stringify(frame) });
    }

    append(conversation: string, ...said: Said[]) {
      const log = logOf(conversation);
      const events = said.map((one, i) => ({ ...one, seq: log.length + 1 + i, at: systemClock.now() }) as PlayerEvent);
      log.push(...events);
      this.down({ type: 'events', conversation, events });
    }

    hear(frame: PlayerUp) {
      const now = systemClock.now();
      switch (frame.type) {
        case 'hello':
          return this.down({
            ...{ type: 'ready', version: 1, epoch: EPOCH, now, contact: EPOCH, verified: false, name: null },
            ...{ merged: false, conversations: [] },
          });
        case 'ping':
          return this.down({ type: 'pong' });
        case 'open': {
          const { conversation, seq } = frame;
          const log = logOf(conversation);
          this.down({ type: 'events', conversation, events: log.slice(seq) });
          return this.down({ type: 'opened', conversation, epoch: EPOCH, seq: log.length });
        }
        case 'post':
          return this.post(frame);
        default:
          // What would need more than a stage.
          if ('clientId' in frame && 'conversation' in frame)
            this.down({ type: 'error', kind: 'forbidden', message: 'a preview', clientId: frame.clientId });
      }
    }

    post({ conversation, clientId, text, topic, replyTo }: Extract<PlayerUp, { type: 'post' }>) {
      const author = { kind: 'player' } as const;
      const isFirst = logOf(conversation).length === 0;
      if (isFirst) this.append(conversation, { type: 'started', author, topic: topic ?? null, language: 'en' });
      this.append(conversation, { type: 'message', author, clientId, text, ...(replyTo && { replyTo }) });
      this.down({ type: 'ack', conversation, clientId, seq: logOf(conversation).length, at: systemClock.now() });
      if (isFirst) this.down({ type: 'queue', conversation, staffed: true, position: 1, wait: null, expectedAt: null });
      this.answer(conversation, isFirst);
    }

    answer(conversation: string, isFirst: boolean) {
      const said = answerOf();
      if (!said) return;
      const author = { kind: 'operator', name: said.name } as const;
      systemClock.after(TYPES_AFTER_MS, () => {
        const operator = { id: EPOCH, name: said.name };
        if (isFirst) this.append(conversation, { type: 'assigned', author, operator });
        this.down({ type: 'typing', conversation, author });
      });
      systemClock.after(ANSWERS_AFTER_MS, () =>
        this.append(conversation, {
          ...{ type: 'message', author, clientId: newId(systemClock.now()), text: said.text },
        }),
      );
    }
  };
}
