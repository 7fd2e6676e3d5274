import { describe, expect, it } from 'vitest';
import { CLOSE, POLL_WAIT_MS } from '../wire.ts';
import { CONNECT_MAX_MS } from './connection.ts';
import { READY, startPolling, startReadyPolling } from './poll-fake.ts';
import { settled } from './socket-fake.ts';

const typesOf = (frames: { type: string }[]) => frames.map(({ type }) => type);
const position = { conversation: 'one', epoch: 'e', seq: 7 };

describe('a polling connection', () => {
  it('is ready with the first answer, and waits for news from then on', async () => {
    const { seen, requests, last, connection } = await startReadyPolling();
    expect(requests[0]).toMatchObject({ wait: 0, frames: [{ type: 'hello' }] });
    expect(last()).toMatchObject({ wait: POLL_WAIT_MS, frames: [{ type: 'hello' }] });
    expect(connection.status).toBe('ready');
    expect(seen).toEqual(['ready', '<ready>']);
  });

  it('shows its owner one `ready`, however many the relay says', async () => {
    const { seen, answer } = await startReadyPolling();
    await answer([READY, { type: 'events', conversation: 'one', events: [] }]);
    await answer([READY]);
    expect(seen).toEqual(['ready', '<ready>', '<events>']);
  });

  it('says each time what is open, from where it was received', async () => {
    const { send, last, answer } = await startReadyPolling();
    send({ type: 'open', ...position, seq: 3 });
    expect(last().frames).toEqual([{ type: 'hello' }, { type: 'open', ...position, seq: 3 }]);
    await answer([
      READY,
      { type: 'events', conversation: 'one', events: [{ seq: 4 }, { seq: 7 }] },
      { type: 'opened', ...position },
    ]);
    expect(last().frames).toEqual([{ type: 'hello' }, { type: 'open', ...position }]);
    send({ type: 'shut', conversation: 'one' }, { type: 'typing' });
    expect(typesOf(last().frames)).toEqual(['hello', 'typing']);
  });

  it('calls a waiting poll back to send, and never one that sends', async () => {
    const { send, requests, last, answer } = await startReadyPolling();
    send({ type: 'post' });
    expect(requests.at(-2)?.aborted).toBe(true);
    expect(last()).toMatchObject({ wait: 0, frames: [{ type: 'hello' }, { type: 'post' }] });
    const sending = last();
    send({ type: 'read' });
    expect(sending.aborted).toBe(false);
    expect(last()).toBe(sending);
    await answer([READY, { type: 'ack' }]);
    expect(typesOf(last().frames)).toEqual(['hello', 'read']);
  });

  it('ignores the answer of a poll that it has called back', async () => {
    const { send, requests, seen } = await startReadyPolling();
    send({ type: 'post' });
    requests.at(-2)?.answer({ frames: [{ type: 'events' }] });
    await settled();
    expect(seen).not.toContain('<events>');
  });

  it('begins anew where the log is another one', async () => {
    const { answer, seen } = await startReadyPolling();
    await answer([{ type: 'ready', epoch: 'restored' }]);
    expect(seen).toEqual(['ready', '<ready>', 'waiting']);
  });

  it.each([
    [CLOSE.restart, 'waiting 1012'],
    [CLOSE.unavailable, 'waiting 4503'],
    [CLOSE.forbidden, 'ended 4403'],
  ])('ends by %i as a socket does', async (code, told) => {
    const { answer, seen, clock } = await startReadyPolling();
    await answer([{ type: 'events' }], code);
    expect(seen).toEqual(['ready', '<ready>', '<events>', told]);
    expect(clock.pending()).toBe(0);
  });

  it('fetches another proof once when its own has run out, and sends what was refused again', async () => {
    let proofs = 0;
    const { answer, last, seen, send } = await startReadyPolling(async () => ({ type: 'hello', proof: ++proofs }));
    send({ type: 'post' });
    await answer([], CLOSE.signedOut);
    await settled();
    expect(last().frames).toEqual([{ type: 'hello', proof: 2 }, { type: 'post' }]);
    await answer([], CLOSE.signedOut);
    expect(seen.at(-1)).toBe('ended 4401');
  });

  it('is lost when a request fails, and when one is never answered', async () => {
    const failing = await startReadyPolling();
    failing.last().fail();
    await settled();
    expect(failing.seen.at(-1)).toBe('waiting');
    const silent = await startReadyPolling();
    silent.clock.advance(POLL_WAIT_MS + CONNECT_MAX_MS);
    expect(silent.seen.at(-1)).toBe(`waiting ${CLOSE.silent}`);
  });

  it('does not ask in a circle where something answers polls that should have waited', async () => {
    const { clock, requests, last } = await startReadyPolling();
    for (let i = 0; i < 100; i++) {
      last().answer({ frames: [READY] });
      await settled();
      clock.advance(100);
    }
    expect(requests.length).toBeLessThan(15);
  });

  it('close() ends everything, and nothing is called any more', async () => {
    const { connection, last, seen, clock } = await startReadyPolling();
    connection.close();
    last().answer({ frames: [{ type: 'events' }] });
    await settled();
    expect(last().aborted).toBe(true);
    expect(seen).toEqual(['ready', '<ready>']);
    expect(clock.pending()).toBe(0);
    expect(connection.send({ type: 'post' })).toBe(false);
  });

  it('fails as an attempt when there is no hello to say', async () => {
    const { seen, requests } = startPolling(() => Promise.reject(new Error('no identity')));
    await settled();
    expect(seen).toEqual(['waiting']);
    expect(requests).toEqual([]);
  });
});
