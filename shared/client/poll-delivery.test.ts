/**
 * The promise of delivery.test.ts over polls: whatever becomes of requests and answers, every text is in the log once, in
 * order, and the screen shows the log. The client is the real one: outbox, replica, polling and reconnecting.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fakeClock } from '../clock-fake.ts';
import type { Event } from '../conversation.ts';
import { createOutbox, type Pending } from './outbox.ts';
import { type PollAnswer, pollConnector } from './poll-connection.ts';
import { reconnecting } from './reconnect.ts';
import { createReplica } from './replica.ts';
import { answer, CONVERSATION, events, message } from './replica-fake.ts';
import { settled } from './socket-fake.ts';
import { thread } from './thread.ts';

const STEPS = ['write', 'reply', 'serve', 'lose request', 'lose answer', 'wait', 'look away'] as const;
type Step = (typeof STEPS)[number];
/** Planted, they must be found. */
type Defect = 'a new id for every attempt' | 'polls that say nothing of what is open';
type Frame = { type: string; [field: string]: unknown };
type Call = { frames: Frame[]; answer(answer: PollAnswer<Frame>): void; fail(): void };

function createWorld(defect?: Defect) {
  const clock = fakeClock();
  const log: Event[] = [];
  const calls: Call[] = [];
  const stored = new Map<string, Pending>();
  const written: string[] = [];
  let attempts = 0;

  const connect = pollConnector<Frame, Frame>({
    url: '',
    hello: async () => ({ type: 'hello' }),
    again: (hello, { positions }) =>
      defect === 'polls that say nothing of what is open'
        ? [hello]
        : [hello, ...positions.map((position) => ({ type: 'open', ...position }))],
    post: (_url, { frames }, signal) =>
      new Promise((resolve, reject) => {
        const call = { frames, answer: resolve, fail: () => reject(new Error('lost')) };
        calls.push(call);
        signal.addEventListener('abort', () => void calls.splice(calls.indexOf(call), 1));
      }),
    clock,
  });
  const replica = createReplica({ conversation: CONVERSATION, changed() {}, ask: (frame) => line.send(frame) });
  const outbox = createOutbox({
    store: {
      load: () => [...stored.values()],
      put: (item) => void stored.set(item.clientId, item),
      remove: (clientId) => void stored.delete(clientId),
    },
    clock,
    send({ clientId, text }) {
      const id = defect === 'a new id for every attempt' ? `${clientId}/${attempts++}` : clientId;
      return line.send({ type: 'post', clientId: id, text });
    },
    changed() {},
    random: () => 1,
  });
  const line = reconnecting(connect, { clock, random: () => 1 })({
    frame(frame) {
      if (frame.type === 'ready') {
        outbox.ready('me');
        replica.resume();
      } else if (frame.type === 'ack') outbox.acked(`${frame.clientId}`.split('/')[0] ?? '', frame.seq as number);
      else replica.receive(frame as never);
    },
    status(status) {
      if (status !== 'waiting') return;
      outbox.lost();
      replica.lost();
    },
  });

  function commit(text: string, clientId = text): Event {
    const event = { ...message(log.length + 1, text), clientId };
    log.push(event);
    return event;
  }

  /** What a relay says in one session. */
  function serve({ frames }: Call): Frame[] {
    const said: Frame[] = [];
    for (const frame of frames) {
      if (frame.type === 'hello') said.push({ type: 'ready', epoch: 'e' });
      else if (frame.type === 'open') said.push(...answer(log, 'e', frame as never));
      else if (frame.type === 'post') {
        const known = log.find((event) => event.type === 'message' && event.clientId === frame.clientId);
        const { seq } = known ?? commit(`${frame.text}`, `${frame.clientId}`);
        said.push({ type: 'ack', clientId: frame.clientId, seq });
        const isOpen = frames.some(({ type }) => type === 'open');
        if (!known && isOpen) said.push(events(...log.slice(-1)) as Frame);
      }
    }
    return said;
  }

  async function step(what: Step) {
    const call = calls[0];
    if (what === 'write') {
      const name = `m${written.length}`;
      written.push(name);
      outbox.add({ clientId: name, conversation: CONVERSATION, text: name, at: 0, scope: 'me', state: 'queued' });
    } else if (what === 'reply') commit(`r${log.length}`);
    else if (what === 'wait') clock.advance(3_000);
    else if (what === 'look away') line.send({ type: 'typing' });
    else if (call) {
      calls.shift();
      const frames = what === 'lose request' ? [] : serve(call);
      if (what === 'serve') call.answer({ frames });
      else call.fail();
    }
    await settled();
    clock.advance(40);
    await settled();
  }

  return {
    step,
    log,
    written,
    screen: () => thread(replica.events, outbox.items()).map(({ key }) => key),
    async settle() {
      for (let i = 0; i < 60; i++) {
        await step('serve');
        clock.advance(1_000);
      }
    },
  };
}

async function play(steps: readonly Step[], defect?: Defect) {
  const world = createWorld(defect);
  await settled();
  for (const step of steps) {
    await world.step(step);
    const screen = world.screen();
    if (new Set(screen).size < screen.length) throw new Error(`twice on the screen after ${step}: ${screen}`);
  }
  await world.settle();
  const texts = world.log.flatMap((event) => (event.type === 'message' ? [event.text] : []));
  expect(texts.filter((text) => text.startsWith('m'))).toEqual(world.written);
  const shown = world.screen();
  expect(shown).toEqual(texts.slice(texts.length - shown.length));
  expect(shown.at(-1)).toBe(texts.at(-1));
}

const weights: Record<Step, number> = {
  write: 5,
  reply: 3,
  serve: 10,
  'lose request': 2,
  'lose answer': 2,
  wait: 2,
  'look away': 1,
};
const step = fc.oneof(...STEPS.map((what) => ({ weight: weights[what], arbitrary: fc.constant(what) })));
const property = (defect?: Defect) =>
  fc.asyncProperty(fc.array(step, { maxLength: 50, size: 'max' }), (steps) => play(steps, defect));

describe('over polls, every text that was added', { timeout: 60_000 }, () => {
  it('is sent once, in order, and shown, whatever becomes of requests and answers', () =>
    fc.assert(property(), { numRuns: 300 }));

  it.each<Defect>(['a new id for every attempt', 'polls that say nothing of what is open'])(
    'which the check finds untrue with %s',
    async (defect) => {
      expect((await fc.check(property(defect), { numRuns: 200 })).failed).toBe(true);
    },
  );
});
