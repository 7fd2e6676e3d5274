/** What a socket that lives for hours keeps alive: not the request it came with. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { until } from '../../test/support/conditions.ts';
import { connectPlayer } from '../../test/support/frame-client.ts';
import { createTestDatabase } from '../../test/support/postgres.ts';
import { createSite, startTestRelay } from '../../test/support/relay.ts';

const { db } = await createTestDatabase();
const SOCKETS = 20;
/** The newest may still stand in a register or on the stack of whoever handled it. */
const MAY_BE_LEFT = 2;
const CONTROL_WAITS_MS = 500;

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

describe('an open socket', () => {
  it('keeps neither its request nor its answer', () => requestsAreForgotten());

  it('the check fails for sockets that hold them', async () => {
    await expect(requestsAreForgotten(true)).rejects.toThrow(`${CONTROL_WAITS_MS} ms`);
  });
});

async function requestsAreForgotten(areHeld = false): Promise<void> {
  const relay = await startTestRelay(db);
  const held: object[] = [];
  const asked: WeakRef<object>[] = [];
  // The relay has its hooks already; a request is seen where its socket is told to whom it belongs.
  relay.app.server.prependListener('upgrade', (request) => {
    asked.push(new WeakRef(request));
    if (areHeld) held.push(request);
  });
  const site = await createSite(db);
  const clients = await Promise.all(Array.from({ length: SOCKETS }, () => connectPlayer(relay.url, site)));
  try {
    const left = () => {
      collect();
      return asked.filter((request) => request.deref() !== undefined).length;
    };
    expect(asked.length).toBe(SOCKETS);
    await until('the requests are forgotten', () => left() <= MAY_BE_LEFT, areHeld ? CONTROL_WAITS_MS : undefined);
  } finally {
    for (const client of clients) client.close();
    held.length = 0;
    await relay.close();
  }
}
