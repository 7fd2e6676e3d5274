import { describe, expect, it } from 'vitest';
import { fakeClock } from '../clock-fake.ts';
import { CLOSE, FINAL_CLOSE_CODES } from '../wire.ts';
import { CONNECT_MAX_MS, socketConnector } from './connection.ts';
import { type Frame, fakeSockets, settled, startConnection as start, startReady } from './socket-fake.ts';

describe('a connection', () => {
  it('says hello when the socket opens, and is ready when the relay says so', async () => {
    const { sockets, seen, connection } = start();
    expect(connection.status).toBe('connecting');
    expect(sockets.last.sent).toEqual([]);
    sockets.last.accept();
    await settled();
    expect(sockets.last.sent).toEqual([{ type: 'hello' }]);
    expect(seen).toEqual([]);
    sockets.last.say({ type: 'ready' });
    expect(seen).toEqual(['ready', '<ready>']);
    expect(connection.status).toBe('ready');
  });

  it('sends nothing before it is ready, and nothing after its end', async () => {
    const { sockets, connection } = start();
    sockets.last.accept();
    await settled();
    expect(connection.send({ type: 'typing' })).toBe(false);
    sockets.last.say({ type: 'ready' });
    expect(connection.send({ type: 'typing' })).toBe(true);
    sockets.last.end(1006);
    expect(connection.send({ type: 'typing' })).toBe(false);
    expect(sockets.last.sent.map(({ type }) => type)).toEqual(['hello', 'typing']);
  });

  it('does not claim to have sent what the socket would not take', async () => {
    const { sockets, connection } = await startReady();
    sockets.last.send = () => {
      throw new Error('closing');
    };
    expect(connection.send({ type: 'typing' })).toBe(false);
  });

  it.each(['no JSON', 'null', '1', '"ready"'])('ignores %s', async (data) => {
    const { sockets, seen } = await startReady();
    sockets.last.say(data);
    expect(seen).toEqual(['ready', '<ready>']);
  });

  it.each(Object.values(CLOSE))('after close code %i waits, or ends where trying again is no use', async (code) => {
    const { sockets, seen } = await startReady();
    sockets.last.end(code);
    expect(seen[2]).toBe(`${FINAL_CLOSE_CODES.includes(code) ? 'ended' : 'waiting'} ${code}`);
  });

  it('waits when the hello cannot be made', async () => {
    const { sockets, seen } = start({ hello: () => Promise.reject(new Error('no token')) });
    sockets.last.accept();
    await settled();
    expect(seen).toEqual(['waiting']);
    expect(sockets.last.closes).toEqual([1000]);
  });

  it('does not say a hello that is ready too late', async () => {
    let answer = (_: Frame) => {};
    const { sockets, clock, seen } = start({ hello: () => new Promise((resolve) => (answer = resolve)) });
    sockets.last.accept();
    clock.advance(CONNECT_MAX_MS);
    answer({ type: 'hello' });
    await settled();
    expect(sockets.last.sent).toEqual([]);
    expect(seen).toEqual(['waiting 4408']);
  });

  it('waits when a socket cannot even be made, but not before its caller holds it', () => {
    const { clock, seen } = start({
      socket: () => {
        throw new Error('the policy of this page');
      },
    });
    expect(seen).toEqual([]);
    clock.advance(0);
    expect(seen).toEqual(['waiting']);
  });

  it.each([
    ['never opens', false],
    ['opens and never gets ready', true],
  ])('is given up after 10 s when it %s', async (_, accepts) => {
    const { clock, sockets, seen } = start();
    if (accepts) sockets.last.accept();
    await settled();
    clock.advance(CONNECT_MAX_MS - 1);
    expect(seen).toEqual([]);
    clock.advance(1);
    expect(seen).toEqual(['waiting 4408']);
  });

  it('calls nobody after close(), whatever the socket still does, and leaves no timer', async () => {
    const { clock, sockets, seen, connection } = await startReady();
    const { onmessage, onclose } = sockets.last;
    connection.close();
    onmessage?.({ data: '{"type":"pong"}' });
    onclose?.({ code: 1006 });
    expect(seen).toEqual(['ready', '<ready>']);
    expect(connection.status).toBe('ended');
    expect(clock.pending()).toBe(0);
  });

  it('delivers nothing to somebody who closed it on hearing that it is ready', async () => {
    const sockets = fakeSockets();
    const seen: string[] = [];
    const connection = socketConnector<Frame, Frame>({
      url: () => 'wss://relay.example/socket',
      hello: async () => ({ type: 'hello' }),
      socket: sockets.open,
      clock: fakeClock(),
    })({
      frame: (frame) => seen.push(frame.type),
      status: () => connection.close(),
    });
    sockets.last.accept();
    sockets.last.say({ type: 'ready' });
    expect(seen).toEqual([]);
  });
});
