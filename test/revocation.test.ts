/** Who is signed out is out: sockets close within five seconds, and none opens again. */

import { createOperatorService } from '@touchline/relay/operators/service.ts';
import { createOperatorStore } from '@touchline/relay/operators/store.ts';
import { systemClock } from '@touchline/shared/clock.ts';
import { CLOSE, PROTOCOL_VERSION } from '@touchline/shared/wire.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, connectOperator, type OperatorClient } from './support/frame-client.ts';
import { createTestDatabase } from './support/postgres.ts';
import { createOperator, createSite, signIn, startTestRelay, type TestRelay } from './support/relay.ts';

const { db } = await createTestDatabase();
let relay: TestRelay;
beforeAll(async () => {
  relay = await startTestRelay(db);
});
afterAll(() => relay.close());

const REVOKED_WITHIN_MS = 5_000;

async function signedIn() {
  const operator = await createOperator(db, [await createSite(db)]);
  return { operator, cookie: await signIn(relay.url, operator) };
}
const signOut = (cookie: string) => fetch(`${relay.url}/api/session`, { method: 'DELETE', headers: { cookie } });

describe('signing out', () => {
  it('closes every socket of the session, and the cookie opens none; another session goes on', async () => {
    const { cookie, operator } = await signedIn();
    const desks = [await connectOperator(relay.url, cookie), await connectOperator(relay.url, cookie)];
    const elsewhere = await connectOperator(relay.url, await signIn(relay.url, operator));
    const start = performance.now();
    await signOut(cookie);
    for (const desk of desks) expect(await desk.closed).toBe(CLOSE.signedOut);
    expect(performance.now() - start).toBeLessThan(REVOKED_WITHIN_MS);
    await expect(connectOperator(relay.url, cookie)).rejects.toThrow('401');
    expect((await fetch(`${relay.url}/api/session`, { headers: { cookie } })).status).toBe(401);
    elsewhere.send({ type: 'ping' });
    await elsewhere.next('pong');
    elsewhere.close();
  });

  it('closes a socket that was let in and has not said hello yet', async () => {
    const { cookie } = await signedIn();
    const url = `${relay.url.replace('http', 'ws')}/inbox/socket`;
    const desk: OperatorClient = await connect(url, { cookie, origin: relay.url });
    await signOut(cookie);
    desk.send({ type: 'hello', version: PROTOCOL_VERSION });
    expect(await desk.closed).toBe(CLOSE.signedOut);
    expect(desk.received.map((frame) => frame.type)).not.toContain('ready');
  });

  it('leaves other operators alone', async () => {
    const [one, other] = [await signedIn(), await signedIn()];
    const desk = await connectOperator(relay.url, other.cookie);
    await signOut(one.cookie);
    desk.send({ type: 'ping' });
    await desk.next('pong');
    desk.close();
  });
});

describe('a new password', () => {
  it('closes the sockets and ends the sessions of its operator', async () => {
    const operator = await createOperator(db, [], { isAdministrator: true });
    const cookie = await signIn(relay.url, operator);
    const desk = await connectOperator(relay.url, cookie);
    const operators = createOperatorService({ store: createOperatorStore(db), clock: systemClock, revoke: () => {} });
    const token = await operators.passwordToken(operator.email);
    const response = await fetch(`${relay.url}/api/setup/administrator`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token, name: 'x', email: 'x@brand.example', password: 'a new and better password' }),
    });
    expect(response.status).toBe(200);
    expect(await desk.closed).toBe(CLOSE.signedOut);
    await expect(connectOperator(relay.url, cookie)).rejects.toThrow('401');
  });
});
