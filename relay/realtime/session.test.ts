/** A session over a scripted socket and a hand-moved clock: its phases, its limits, its ends. */
import { fakeClock } from '@touchline/shared/clock-fake.ts';
import { operatorUp, playerUp } from '@touchline/shared/up.ts';
import { CLOSE, newId, newToken, PROTOCOL_VERSION, REAP_AFTER_MS } from '@touchline/shared/wire.ts';
import { describe, expect, it } from 'vitest';
import { malformedFrames } from '../../test/support/malformed-frames.ts';
import { notFound, Refusal } from '../platform/errors.ts';
import { createMetrics } from '../platform/metrics.ts';
import { openSession, type Participant, type Session } from './session.ts';

const hello = JSON.stringify({ type: 'hello', version: PROTOCOL_VERSION, locale: 'en', token: newToken() });
const conversation = newId(0);
const typing = JSON.stringify({ type: 'typing', conversation });
const metrics = createMetrics();
type Up = { type: string; clientId?: string; conversation?: string };

function open({
  rate = { burst: 1_000, perSecond: 10 },
  greet = null as null | ((session: Session) => Promise<Participant<Up>>),
  handle = (_: Up): Promise<void> | void => {},
} = {}) {
  const clock = fakeClock();
  const sent: { type: string; kind?: string; retryAfterMs?: number }[] = [];
  const handled: string[] = [];
  const errors: unknown[] = [];
  const ended: number[] = [];
  const socket = {
    buffered: 0,
    send: (text: string) => sent.push(JSON.parse(text)),
    close: (code: number) => ended.push(code),
  };
  let left = 0;
  const participant: Participant<Up> = {
    handle(frame) {
      handled.push(frame.type);
      return handle(frame);
    },
    closed: () => left++,
  };
  const session = openSession<Up, never>('s', {
    socket,
    schema: playerUp as never,
    greet: async (_, own) => (greet ? greet(own) : participant),
    clock,
    metrics,
    rate,
    log: { error: (details) => errors.push(details) },
  });
  return { session, clock, socket, sent, handled, errors, ended, left: () => left, participant };
}

async function ready(options: Parameters<typeof open>[0] = {}) {
  const one = open(options);
  one.session.receive(hello);
  await Promise.resolve();
  await Promise.resolve();
  return one;
}

describe('a session that greets', () => {
  it.each([
    ['nothing but a hello', typing, CLOSE.badFrame],
    ['no other version', JSON.stringify({ type: 'hello', version: 999, locale: 'en' }), CLOSE.unsupportedVersion],
    ['no text that is not JSON', '{', CLOSE.badFrame],
    ['no field that nobody knows', hello.replace('{', '{"extra":1,'), CLOSE.badFrame],
  ])('takes %s', (_, text, code) => {
    const { session, ended } = open();
    session.receive(text);
    expect(ended).toEqual([code]);
  });

  it('keeps what comes before its answer, and handles it in order behind it', async () => {
    const { session, handled } = open();
    session.receive(hello);
    session.receive(typing);
    session.receive(JSON.stringify({ type: 'history', conversation, before: 1 }));
    expect(handled).toEqual([]);
    await new Promise(setImmediate);
    expect(handled).toEqual(['typing', 'history']);
  });

  it('does not keep more than fifty', () => {
    const { session, ended } = open();
    session.receive(hello);
    for (let i = 0; i < 51; i++) session.receive(typing);
    expect(ended).toEqual([CLOSE.tooFast]);
  });

  it('is refused as its greeting is refused, and as a fault of ours otherwise', async () => {
    for (const [error, code] of [
      [new Refusal('unauthenticated', 'no'), CLOSE.signedOut],
      [new Error('boom'), CLOSE.unavailable],
    ] as const) {
      const { ended, sent } = await ready({ greet: () => Promise.reject(error) });
      await new Promise(setImmediate);
      expect(ended).toEqual([code]);
      expect(JSON.stringify(sent)).not.toContain('boom');
    }
  });

  it('waits ten seconds for the hello, whatever else is said meanwhile', () => {
    const { session, clock, ended } = open();
    for (let i = 0; i < 6; i++) {
      clock.advance(2_000);
      session.receive('{"type":"ping"}');
      session.tick();
    }
    expect(ended).toEqual([CLOSE.silent]);
  });

  it('that has gone before its greeting was done leaves at once', async () => {
    const one = open();
    one.session.receive(hello);
    one.session.gone();
    await new Promise(setImmediate);
    expect(one.left()).toBe(1);
  });
});

describe('a ready session', () => {
  it('answers a ping, and says hello only once', async () => {
    const { session, sent, ended } = await ready();
    session.receive('{"type":"ping"}');
    expect(sent).toEqual([{ type: 'pong' }]);
    session.receive(hello);
    expect(ended).toEqual([CLOSE.badFrame]);
  });

  it('goes on after a refusal, and names the frame that was refused', async () => {
    const { session, sent, ended } = await ready({ handle: () => Promise.reject(notFound()) });
    session.receive(typing);
    await new Promise(setImmediate);
    expect(sent).toMatchObject([{ type: 'error', kind: 'not-found', conversation }]);
    expect(ended).toEqual([]);
  });

  it('tells nothing of an error that nobody foresaw, and logs it', async () => {
    const handle = () => {
      throw new Error('secret of the house');
    };
    const { session, sent, errors } = await ready({ handle });
    session.receive(typing);
    expect(sent).toMatchObject([{ type: 'error', kind: 'internal' }]);
    expect(JSON.stringify(sent)).not.toContain('secret');
    expect(errors).toHaveLength(1);
  });

  it('is slowed down, told how long, and shut when it does not listen', async () => {
    const { session, sent, ended, handled } = await ready({ rate: { burst: 3, perSecond: 1 } });
    for (let i = 0; i < 3; i++) session.receive(typing);
    expect(handled).toHaveLength(2);
    expect(sent).toMatchObject([{ type: 'error', kind: 'too-fast', retryAfterMs: 1_000 }]);
    for (let i = 0; i < 300; i++) session.receive(typing);
    expect(ended).toEqual([CLOSE.tooFast]);
  });

  it('is forgiven when it slows down', async () => {
    const { session, clock, ended, handled } = await ready({ rate: { burst: 1, perSecond: 1 } });
    for (let i = 0; i < 1_000; i++) {
      session.receive(typing);
      clock.advance(600);
    }
    expect(ended).toEqual([]);
    expect(handled.length).toBeGreaterThan(400);
  });

  it('is reaped when it is silent, within a minute of its last word', async () => {
    const { session, clock, ended, left } = await ready();
    clock.advance(REAP_AFTER_MS);
    session.tick();
    expect(ended).toEqual([]);
    clock.advance(5_000);
    session.tick();
    expect(ended).toEqual([CLOSE.silent]);
    expect(left()).toBe(1);
  });

  it('that reads slowly is shut with more than 256 KB before it, and nothing is added', async () => {
    const { session, socket, sent, ended } = await ready();
    socket.buffered = 256 * 1024;
    session.sendFrame({ type: 'pong' });
    expect(ended).toEqual([]);
    socket.buffered++;
    session.sendFrame({ type: 'pong' });
    session.sendFrame({ type: 'pong' });
    expect(sent).toHaveLength(1);
    expect(ended).toEqual([CLOSE.slowReader]);
  });

  it('hears, says and ends nothing after its end', async () => {
    const { session, sent, ended, handled, left } = await ready();
    session.end(CLOSE.restart, 'restart');
    session.receive(typing);
    session.sendFrame({ type: 'pong' });
    session.end(CLOSE.badFrame, 'again');
    session.gone();
    session.tick();
    expect({ sent, ended, handled, left: left() }).toEqual({ sent: [], ended: [CLOSE.restart], handled: [], left: 1 });
  });
});

describe('a hundred thousand malformed frames, each to a session of its own', () => {
  it.each([
    ['player', playerUp],
    ['operator', operatorUp],
  ] as const)(
    'of a %s: every one is a frame, or is refused and shut, within 100 ms',
    { timeout: 120_000 },
    (_, schema) => {
      const frames = malformedFrames(50_000, 7).map(String);
      let slowest = 0;
      for (const text of frames) {
        const ended: number[] = [];
        const session = openSession<Up, never>('s', {
          socket: { buffered: 0, send: () => {}, close: (code) => ended.push(code) },
          schema: schema as never,
          greet: async () => ({ handle: () => {}, closed: () => {} }),
          clock: fakeClock(),
          metrics,
          rate: { burst: 10, perSecond: 1 },
          log: { error: (details) => expect.fail(JSON.stringify(details)) },
        });
        const start = process.threadCpuUsage();
        session.receive(text);
        const { user, system } = process.threadCpuUsage(start);
        slowest = Math.max(slowest, (user + system) / 1_000);
        if (!isFrame(text)) expect(ended).toEqual([CLOSE.badFrame]);
      }
      expect(slowest).toBeLessThan(100);
      expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    },
  );
});

/** Some of the generated ones are frames after all. */
function isFrame(text: string): boolean {
  try {
    return ['ping', 'hello'].includes(JSON.parse(text).type);
  } catch {
    return false;
  }
}
