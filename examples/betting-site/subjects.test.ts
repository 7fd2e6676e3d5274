import { jwtVerify } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SECRET, startSite } from './site-fixture.ts';

let site: Awaited<ReturnType<typeof startSite>>;

beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site.close());

test('a logged-in player is given what they may ask about, each signed for them alone', async () => {
  const cookie = await site.logIn('piotr');
  const response = await site.get('/subjects?lang=en', { cookie });
  expect(response.headers.get('cache-control')).toBe('no-store');
  const { subjects } = (await response.json()) as { subjects: string[] };
  const claims = await Promise.all(
    subjects.map((token) => jwtVerify(token, new TextEncoder().encode(SECRET)).then(({ payload }) => payload)),
  );
  expect(claims.map(({ type, id, sub, aud }) => [type, id, sub, aud])).toEqual([
    ['withdrawal', 'W48377', 'piotr', 'touchline'],
    ['bet', 'B91022', 'piotr', 'touchline'],
    ['deposit', 'D77655', 'piotr', 'touchline'],
  ]);
  expect(claims[1]).toMatchObject({
    title: 'Bet B91022 · €20.00',
    url: expect.stringMatching(/\/en\/account#B91022$/),
  });
  expect((claims[0]?.exp ?? 0) - (claims[0]?.iat ?? 0)).toBe(300);
});

test('a bet that was won is there once; nobody sees a stranger’s', async () => {
  const { subjects } = (await (await site.get('/subjects', { cookie: await site.logIn('minh') })).json()) as {
    subjects: string[];
  };
  expect(subjects).toHaveLength(2);
  expect((await site.get('/subjects')).status).toBe(401);
});
