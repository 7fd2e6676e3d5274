import { jwtVerify } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SECRET, startSite } from './site-fixture.ts';

let site: Awaited<ReturnType<typeof startSite>>;

beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site.close());

test('nobody is logged in: no token', async () => {
  const response = await site.get('/identity');
  expect(response.status).toBe(401);
  expect(await response.json()).not.toHaveProperty('token');
});

test('a made-up cookie is nobody', async () => {
  expect((await site.get('/identity', { cookie: 'fairplay=alena' })).status).toBe(401);
  expect((await site.get('/identity', { cookie: 'fairplay=' })).status).toBe(401);
});

test('a logged-in player gets a token that the chat can verify', async () => {
  const cookie = await site.logIn('alena');
  const response = await site.get('/identity', { cookie });
  expect(response.headers.get('cache-control')).toBe('no-store');
  const { token } = (await response.json()) as { token: string };
  const { payload, protectedHeader } = await verify(token);
  expect(protectedHeader).toEqual({ alg: 'HS256', typ: 'JWT', kid: 'demo-1' });
  expect(payload).toMatchObject({ sub: 'alena', name: 'Алена Каваленка', locale: 'be', tier: 'gold' });
  expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(300);
});

test('each token has an id of its own, and a player without a tier claims none', async () => {
  const cookie = await site.logIn('piotr');
  const claims = async () => {
    const { token } = (await (await site.get('/identity', { cookie })).json()) as { token: string };
    return (await verify(token)).payload;
  };
  const [first, second] = [await claims(), await claims()];
  expect(first.jti).toBeTruthy();
  expect(first.jti).not.toBe(second.jti);
  expect(first).not.toHaveProperty('tier');
});

test('after a log-out by fetch the same cookie gets no token', async () => {
  const cookie = await site.logIn('minh');
  const response = await site.post('/logout', {}, { cookie });
  expect(response.status).toBe(204);
  expect((await site.get('/identity', { cookie })).status).toBe(401);
});

test('without a secret log-in works and nothing is signed', async () => {
  const unsigned = await startSite({ CHAT_SECRET: '' });
  const cookie = await unsigned.logIn('alena');
  expect((await unsigned.get('/identity', { cookie })).status).toBe(503);
  expect(await (await unsigned.get('/en/account', { cookie })).text()).toContain('data-identity="off"');
  await unsigned.close();
});

function verify(token: string) {
  return jwtVerify(token, new TextEncoder().encode(SECRET), {
    algorithms: ['HS256'],
    issuer: 'demo',
    audience: 'touchline',
    requiredClaims: ['sub', 'iat', 'exp', 'jti', 'name', 'locale'],
  });
}
