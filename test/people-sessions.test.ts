/** Sessions one by one, over two relays: which there are, and that one that was ended is out everywhere, at once. */
import { CLOSE } from '@touchline/shared/wire.ts';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { connectOperator } from './support/frame-client.ts';
import { asking, peopleDesk } from './support/people-desk.ts';
import { createTestDatabase } from './support/postgres.ts';
import { startRedis } from './support/redis.ts';
import { createOperator, createSite, signIn, TEST_PASSWORD, type TestOperator } from './support/relay.ts';
import { startRelayProcess } from './support/relay-process.ts';

// Every password costs a slow machine its time.
vi.setConfig({ testTimeout: 120_000 });

const { db, url: databaseUrl } = await createTestDatabase();
const redis = await startRedis();
const options = { databaseUrl, redisUrl: redis.url };
const [one, two] = await Promise.all([startRelayProcess(options), startRelayProcess(options)]);
afterAll(async () => {
  await Promise.all([one.kill(), two.kill()]);
  await redis.stop();
});

const REVOKED_WITHIN_MS = 5_000;
type Session = { id: string; isThis: boolean; browser: string | null; system: string | null; address: string };

/** Signed in twice, with an inbox of each session on each relay. */
async function twice() {
  const operator = await createOperator(db, [await createSite(db)], { role: 'admin' });
  const [mine, other] = [await signedIn(operator), await signedIn(operator)];
  return { operator, mine, other };
}
async function signedIn(operator: TestOperator) {
  const cookie = await signIn(one.url, operator);
  return {
    cookie,
    ask: asking(one.url, cookie),
    desks: [await connectOperator(one.url, cookie), await connectOperator(two.url, cookie)],
  };
}
type SignedIn = Awaited<ReturnType<typeof signedIn>>;

async function isOut({ cookie, desks }: SignedIn, withinMs = REVOKED_WITHIN_MS): Promise<void> {
  const start = performance.now();
  for (const desk of desks) expect(await desk.closed).toBe(CLOSE.signedOut);
  expect(performance.now() - start).toBeLessThan(withinMs);
  for (const { url } of [one, two]) {
    await expect(connectOperator(url, cookie)).rejects.toThrow('401');
    expect((await fetch(`${url}/api/session`, { headers: { cookie } })).status).toBe(401);
  }
}
async function isIn({ desks, cookie }: SignedIn): Promise<void> {
  for (const desk of desks) {
    desk.send({ type: 'ping' });
    await desk.next('pong');
    desk.close();
  }
  expect((await asking(two.url, cookie)('GET', 'session')).status).toBe(200);
}

describe('my sessions', { timeout: 60_000 }, () => {
  it('are listed by what their browsers say of themselves, this one marked', async () => {
    const operator = await createOperator(db, []);
    const { cookie } = await signedIn(operator);
    await fetch(`${one.url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': FIREFOX },
      body: JSON.stringify({ email: operator.email, password: TEST_PASSWORD }),
    });
    const { sessions } = await asking(one.url, cookie)('GET', 'me/sessions');
    const byFirefox = (sessions as Session[]).find(({ browser }) => browser === 'Firefox');
    expect(byFirefox).toMatchObject({
      system: 'Linux',
      isThis: false,
      address: expect.stringMatching(/127\.0\.0\.1|::/),
    });
    expect((sessions as Session[]).filter(({ isThis }) => isThis)).toHaveLength(1);
    expect(JSON.stringify(sessions)).not.toContain(cookie.split('=')[1]);
  });

  it('end one by one, on every relay; the others go on and hear nothing', async () => {
    const { mine, other } = await twice();
    const { sessions } = await mine.ask('GET', 'me/sessions');
    const theOther = (sessions as Session[]).find(({ isThis }) => !isThis);
    expect((await mine.ask('DELETE', `me/sessions/${theOther?.id}`)).status).toBe(204);
    await isOut(other);
    await isIn(mine);
  });

  it('end by signing out, and the others of the same person hear nothing', async () => {
    const { mine, other } = await twice();
    expect((await other.ask('DELETE', 'session')).status).toBe(204);
    await isOut(other);
    await isIn(mine);
  });

  it('end all but this one', async () => {
    const { mine, other } = await twice();
    expect((await mine.ask('DELETE', 'me/sessions')).status).toBe(204);
    await isOut(other);
    await isIn(mine);
  });

  it('end with the password, but for the one that changed it', async () => {
    const { operator, mine, other } = await twice();
    const change = (password: string, newPassword: string) => mine.ask('PUT', 'me/password', { password, newPassword });
    expect((await change('not mine', 'a new and better password')).status).toBe(400);
    expect(await change(TEST_PASSWORD, 'too short')).toMatchObject({
      ...{ status: 400, error: { fields: { newPassword: expect.anything() } } },
    });
    expect((await change(TEST_PASSWORD, 'a new and better password')).status).toBe(204);
    await isOut(other);
    await isIn(mine);
    await expect(signIn(one.url, operator)).rejects.toThrow('401');
    await signIn(two.url, { ...operator, password: 'a new and better password' });
  });

  it('end all, by an administrator', async () => {
    const { operator, mine, other } = await twice();
    const { rows } = await db.query<{ site_id: string }>('select site_id from memberships where operator_id = $1', [
      operator.id,
    ]);
    const site = { id: rows[0]?.site_id } as Awaited<ReturnType<typeof createSite>>;
    const admins = await peopleDesk(two.url, await createOperator(db, [site], { role: 'admin' }));
    expect((await admins.ask('DELETE', `people/${operator.id}/sessions`)).status).toBe(204);
    await isOut(mine);
    await isOut(other);
    await signIn(one.url, operator);
  });

  it('end within seconds, where Redis tells nobody', async () => {
    const { mine, other } = await twice();
    await db.query('delete from operator_sessions where token_hash = sha256($1)', [
      Buffer.from(other.cookie.split('=')[1] ?? ''),
    ]);
    // A round is 3.6 s, and a test's machine may be slow.
    await isOut(other, 3 * REVOKED_WITHIN_MS);
    await isIn(mine);
  });

  it('are written down', async () => {
    const { operator, mine } = await twice();
    await mine.ask('DELETE', 'me/sessions');
    const { rows } = await db.query(`select act, about->'sessions' as sessions from audit where actor_id = $1`, [
      operator.id,
    ]);
    expect(rows).toEqual([{ act: 'session.ended', sessions: 1 }]);
    for (const desk of mine.desks) desk.close();
  });
});

describe('who is disabled on one relay', { timeout: 60_000 }, () => {
  it('is out on the other', async () => {
    const site = await createSite(db);
    const admins = await peopleDesk(one.url, await createOperator(db, [site], { role: 'admin' }));
    const operator = await createOperator(db, [site]);
    const theirs = await signedIn(operator);
    expect((await admins.disable(operator.id)).status).toBe(204);
    await isOut(theirs);
  });
});

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
