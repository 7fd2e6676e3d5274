/** Identity keys exchanged while players go on, and why a token is refused. */
import { generateKeyPairSync } from 'node:crypto';
import { systemClock } from '@touchline/shared/clock.ts';
import type { SiteKeyState, TokenVerdict } from '@touchline/shared/site-keys.ts';
import { CLOSE, newToken } from '@touchline/shared/wire.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectPlayer } from './support/frame-client.ts';
import { identityToken } from './support/identity-tokens.ts';
import { createTestDatabase } from './support/postgres.ts';
import { createSite, startTestRelay, type TestRelay } from './support/relay.ts';
import { type SettingsDesk, settingsDesk } from './support/settings-desk.ts';

const { db } = await createTestDatabase();
let relay: TestRelay;
beforeAll(async () => {
  relay = await startTestRelay(db);
});
afterAll(() => relay.close());

const begin = async () => {
  const site = await createSite(db);
  return { site, owner: await settingsDesk(db, relay.url, site) };
};
const add = (owner: SettingsDesk, body: object = { kind: 'secret' }) =>
  owner.ask<{ kid: string; secret: string | null }>('POST', 'keys', body);
const retire = (owner: SettingsDesk, kid: string, at: number | null = null) =>
  owner.ask<{ keys: SiteKeyState[] }>('PUT', `keys/${kid}/retirement`, { at });
const check = (owner: SettingsDesk, token: string) => owner.ask<TokenVerdict>('POST', 'token-check', { token });
const bytes = (secret: string | null) => new TextEncoder().encode(secret ?? '');

describe('a key is exchanged', () => {
  it('while the players of both go on; those of the old one come back with the new when it is retired', async () => {
    const { site, owner } = await begin();
    const old = await connectPlayer(relay.url, site, { identity: await identityToken(site, { sub: 'a' }) });
    const anonymous = await connectPlayer(relay.url, site, { token: newToken() });
    const { kid, secret, status } = await add(owner);
    expect(status).toBe(201);
    const fresh = await identityToken(site, { sub: 'b' }, { kid }, bytes(secret));
    const other = await connectPlayer(relay.url, site, { identity: fresh });

    expect((await retire(owner, 'one')).keys).toMatchObject([{ kid, retiresAt: null }, { kid: 'one' }]);
    expect(await old.closed).toBe(CLOSE.restart);
    await expect(
      connectPlayer(relay.url, site, { identity: await identityToken(site, { sub: 'a' }) }),
    ).rejects.toThrow();
    const again = await identityToken(site, { sub: 'a' }, { kid }, bytes(secret));
    const back = await connectPlayer(relay.url, site, { identity: again });
    expect(back.ready.contact).toBe(old.ready.contact);
    // Nobody else has noticed anything.
    for (const player of [other, anonymous]) {
      player.send({ type: 'ping' });
      await player.next('pong');
      player.close();
    }
    back.close();
  });

  it('at a moment that is said before: until then it is good', async () => {
    const { site, owner } = await begin();
    await add(owner);
    const at = systemClock.now() + 60_000;
    expect((await retire(owner, 'one', at)).keys).toContainEqual(
      expect.objectContaining({ kid: 'one', retiresAt: at }),
    );
    const player = await connectPlayer(relay.url, site, { identity: await identityToken(site) });
    await db.query(`update identity_keys set retires_at = now() where site_id = $1 and kid = 'one'`, [site.id]);
    // No news of a moment that comes by itself: what is remembered of the site is asked again.
    const verdict = async () => check(owner, await identityToken(site));
    await expect.poll(verdict, { timeout: 10_000 }).toMatchObject({ good: false, fault: 'retired-key' });
    // Nor does anybody tell the pages that are open, also where no news get lost.
    expect(await player.closed).toBe(CLOSE.restart);
  });

  it('of which two are good at a time, however many ask at once', async () => {
    const { owner } = await begin();
    const answers = await Promise.all(Array.from({ length: 6 }, () => add(owner)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
    const { keys } = await owner.ask<{ keys: SiteKeyState[] }>('GET', 'keys');
    expect(keys).toHaveLength(2);
    await retire(owner, 'one');
    expect((await add(owner)).status).toBe(201);
    expect((await retire(owner, 'nobody')).status).toBe(404);
    expect((await retire(owner, 'one')).status).toBe(404);
  });

  it('and its secret is shown once', async () => {
    const { owner } = await begin();
    const { secret } = await add(owner);
    expect(Buffer.from(secret ?? '', 'base64url').length).toBeGreaterThanOrEqual(32);
    const everything = JSON.stringify([await owner.ask('GET', 'keys'), await owner.read(), await owner.history()]);
    const { rows } = await db.query('select about from audit where actor_id = $1', [owner.person.id]);
    expect(everything + JSON.stringify(rows)).not.toContain(secret);
  });
});

describe('a public key', () => {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const pem = pair.publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const given = (publicKey: string, algorithm = 'ES256') => ({ kind: 'public', algorithm, publicKey });

  it('is good for tokens of its private half', async () => {
    const { site, owner } = await begin();
    const { kid, secret } = await add(owner, given(pem));
    expect(secret).toBeNull();
    const token = await identityToken(site, { sub: 'p' }, { alg: 'ES256', kid }, pair.privateKey);
    expect(await check(owner, token)).toMatchObject({ good: true, kid, player: { id: 'p' } });
  });

  it('pasted twice, with other line ends too, is one key', async () => {
    const { owner } = await begin();
    const { kid } = await add(owner, given(pem));
    const again = await add(owner, given(`\n\n${pem.replaceAll('\n', '\r\n')}  `));
    expect(again.status).toBe(409);
    expect(again.error?.fields?.publicKey).toContain(kid);
  });

  it.each([
    [
      'a private key',
      () => pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      'ES256',
      'private key',
    ],
    ['a key of another kind', () => pem, 'RS256', 'kind ec'],
    ['something else', () => 'ssh-ed25519 AAAAC3Nza', 'EdDSA', 'BEGIN PUBLIC KEY'],
    [
      'a key that is too short',
      () =>
        generateKeyPairSync('rsa', { modulusLength: 1024 })
          .publicKey.export({ type: 'spki', format: 'pem' })
          .toString(),
      'RS256',
      '2048',
    ],
  ])('that is %s is refused, and says why', async (_, key, algorithm, why) => {
    const { owner } = await begin();
    const answer = await add(owner, given(key(), algorithm));
    expect(answer.status).toBe(400);
    expect(answer.error?.fields?.publicKey).toContain(why);
  });
});

describe('the checker says of a token', () => {
  const nowS = Math.floor(systemClock.now() / 1000);
  it.each<[string, Record<string, unknown>, Record<string, unknown>, object]>([
    [
      'that it is good, and of whom',
      { sub: 'p', name: 'Ann', tier: 'vip' },
      {},
      { good: true, player: { id: 'p', name: 'Ann' } },
    ],
    ['what of it was not kept', { country: 'Poland' }, {}, { good: true, dropped: ['country'] }],
    ['whose key is not here', {}, { kid: 'two' }, { fault: 'unknown-key', expected: 'one', got: 'two' }],
    ['of another algorithm', {}, { alg: 'HS512' }, { fault: 'wrong-algorithm', expected: 'HS256', got: 'HS512' }],
    ['for another site', { iss: 'other' }, {}, { fault: 'issuer', got: 'other' }],
    ['for another service', { aud: 'crm' }, {}, { fault: 'audience', expected: 'touchline', got: 'crm' }],
    ['for several services', { aud: ['touchline', 'crm'] }, {}, { fault: 'audience' }],
    ['that is over', { iat: nowS - 400, exp: nowS - 100 }, {}, { fault: 'expired' }],
    ['that never ends', { exp: undefined }, {}, { fault: 'no-times', got: 'exp' }],
    ['that lives for a day', { exp: nowS + 86_400 }, {}, { fault: 'lives-too-long', expected: '600 s' }],
    ['of tomorrow', { iat: nowS + 86_400, exp: nowS + 86_500 }, {}, { fault: 'future' }],
    ['of nobody', { sub: undefined }, {}, { fault: 'no-player', expected: 'sub' }],
    ['whose player is a number', { sub: 7 }, {}, { fault: 'no-player', got: '7' }],
    ['about a bet', { kind: 'bet', id: '7', title: 'Final' }, {}, { fault: 'about-subject' }],
    ['with a header that leads elsewhere', {}, { jku: 'https://evil.example' }, { fault: 'header-field', got: 'jku' }],
  ])('%s', async (_, claims, header, verdict) => {
    const { site, owner } = await begin();
    expect(await check(owner, await identityToken(site, claims, header))).toMatchObject(verdict);
  });

  it.each([
    [
      'signed with another secret',
      async (token: string) => `${token.slice(0, token.lastIndexOf('.'))}.${'A'.repeat(43)}`,
      'signature',
    ],
    ['that is none', async () => 'Bearer abc', 'not-a-token'],
    ['cut short', async (token: string) => token.slice(0, token.lastIndexOf('.')), 'not-a-token'],
  ] as const)('%s', async (_, spoil, fault) => {
    const { site, owner } = await begin();
    expect(await check(owner, await spoil(await identityToken(site)))).toMatchObject({ good: false, fault });
  });
});
