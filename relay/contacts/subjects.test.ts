/** What a message may be about: which tokens say it, the many that do not, and what a page may say without one. */
import { createHmac, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { fakeClock } from '@touchline/shared/clock-fake.ts';
import type { IdentityKey } from '@touchline/shared/people.ts';
import { describe, expect, it } from 'vitest';
import { identityToken } from '../../test/support/identity-tokens.ts';
import { TEST_SECRET } from '../../test/support/relay.ts';
import { originAllowed } from '../sites/origins.ts';
import { verifyIdentity } from './identity.ts';
import { createSubjects } from './subjects.ts';

const clock = fakeClock();
const nowS = clock.now() / 1000;
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const spki = (key: KeyObject) => key.export({ type: 'spki', format: 'pem' }).toString();
const identityKeys: IdentityKey[] = [
  { kid: 'one', algorithm: 'HS256', material: TEST_SECRET },
  { kid: 'es', algorithm: 'ES256', material: spki(ec.publicKey) },
];
const site = { key: 'brand', identityKeys, origins: ['https://brand.example'] };

type Claims = Record<string, unknown>;
const BET = {
  sub: undefined,
  type: 'bet',
  id: 'B-90417',
  title: 'Vitebsk – Minsk, 1X',
  url: 'https://brand.example/bets/B-90417',
};
const token = (claims: Claims = {}, header: Claims = {}, key?: Parameters<typeof identityToken>[3]) =>
  identityToken(site, { ...BET, ...claims }, header, key, clock.now());

const logged: unknown[] = [];
const subjectOf = createSubjects({
  siteById: async (id) => (id === 'here' ? site : null),
  isOwnOrigin: originAllowed,
  clock,
  log: { info: (...line: unknown[]) => void logged.push(line) } as never,
});
const saidBy = (externalId: string | null) => (about: Parameters<typeof subjectOf>[2]) =>
  subjectOf({ siteId: 'here' }, { kind: 'player', contact: { externalId } }, about);
const said = saidBy('player-7');

const SIGNED = { kind: 'bet', id: 'B-90417', title: 'Vitebsk – Minsk, 1X', url: BET.url, signed: true };

describe('a signed subject', () => {
  it('is what the site says, whoever the player is', async () => {
    expect(await said(await token())).toEqual(SIGNED);
    expect(await saidBy(null)(await token())).toEqual(SIGNED);
    expect(await said(await token({}, { alg: 'ES256', kid: 'es' }, ec.privateKey))).toEqual(SIGNED);
    expect(await said(await token({ type: undefined, kind: 'withdrawal' }))).toMatchObject({ kind: 'withdrawal' });
    expect(await said(await token({ id: 90_417 }))).toMatchObject({ id: '90417' });
    expect(await said(await token({ url: undefined }))).not.toHaveProperty('url');
  });

  it('that names its player is good for that player', async () => {
    expect(await said(await token({ sub: 'player-7' }))).toEqual(SIGNED);
    for (const other of ['player-8', null]) {
      await expect(saidBy(other)(await token({ sub: 'player-7' }))).rejects.toMatchObject({ kind: 'bad-request' });
    }
  });

  it('is on one line, and holds no card number', async () => {
    expect(await said(await token({ title: 'Card\n4111 1111 1111 1111 \u202e' }))).toMatchObject({
      title: 'Card •••• 1111',
    });
  });

  it('makes nobody a player, even where it names one', async () => {
    await expect(verifyIdentity(await token({ sub: 'player-7' }), site, clock)).rejects.toMatchObject({
      kind: 'unauthenticated',
    });
    // Positive control: without the subject it is an identity.
    expect(await verifyIdentity(await identityToken(site, {}, {}, undefined, clock.now()), site, clock)).toMatchObject({
      externalId: 'player-1',
    });
  });
});

describe('refuses a token', () => {
  it.each<[string, Claims]>([
    ['expired', { exp: nowS - 31 }],
    ['good for longer than ten minutes', { exp: nowS + 601 }],
    ['issued in the future', { iat: nowS + 40, exp: nowS + 300 }],
    ['not yet good', { nbf: nowS + 60 }],
    ['without exp', { exp: undefined }],
    ['without iat', { iat: undefined }],
    ['without iss', { iss: undefined }],
    ['of another site', { iss: 'other' }],
    ['without aud', { aud: undefined }],
    ['for another service', { aud: 'mailer' }],
    ['for several services', { aud: ['touchline', 'mailer'] }],
    ['of no type', { type: undefined }],
    ['of a type that there is not', { type: 'casino' }],
    ['of a type that every object has', { type: '__proto__' }],
    ['without an id', { id: undefined }],
    ['with an empty id', { id: ' ' }],
    ['whose id is a fraction', { id: 7.5 }],
    ['with a huge id', { id: 'x'.repeat(101) }],
    ['without a title', { title: undefined }],
    ['with a huge title', { title: 'x'.repeat(201) }],
    ['whose title is an object', { title: { $ne: null } }],
    ['whose title cannot be stored', { title: 'a\0b' }],
    ['whose title is half a character', { title: '\ud800' }],
    ['with a script for an address', { url: 'javascript:alert(1)' }],
    ['with a page of its own for an address', { url: 'data:text/html,x' }],
    ['with a name before the host of its address', { url: 'https://brand.example@evil.example/' }],
    ['with an address that is none', { url: '/bets/1' }],
    ['whose sub is not a text', { sub: 7 }],
    ['whose sub is the player’s in another case', { sub: 'Player-7' }],
  ])('%s', async (_, claims) => expectRefused(await token(claims)));

  it.each<[string, Claims, KeyObject | Uint8Array | undefined]>([
    ['with a key’s address (jku)', { jku: 'https://evil.example/keys' }, undefined],
    ['with a certificate’s address (x5u)', { x5u: 'https://evil.example/cert' }, undefined],
    ['without kid', { kid: undefined }, undefined],
    ['with an unknown kid', { kid: 'two' }, undefined],
    ['signed with another secret', {}, new TextEncoder().encode('another secret of thirty-two bytes')],
    ['of another algorithm of the family', { alg: 'HS512' }, new TextEncoder().encode(TEST_SECRET.repeat(2))],
    ['HMAC under the name of the EC key', { alg: 'HS256', kid: 'es' }, new TextEncoder().encode(spki(ec.publicKey))],
  ])('%s', async (_, header, key) => expectRefused(await token({}, header, key)));

  it('that is not signed, has a critical extension, was changed, or is none', async () => {
    const [header = '', payload = '', signature = ''] = (await token()).split('.');
    const crit = encode({ alg: 'HS256', kid: 'one', crit: ['exp'] });
    const forged = encode({ ...BET, sub: undefined, iss: 'brand', aud: 'touchline', iat: nowS, exp: nowS + 60 });
    for (const odd of [
      `${encode({ alg: 'none', kid: 'one' })}.${payload}.`,
      `${crit}.${payload}.${createHmac('sha256', TEST_SECRET).update(`${crit}.${payload}`).digest('base64url')}`,
      `${header}.${forged}.${signature}`,
      `${header}.${payload}.${signature}=`,
      `${header}.${payload}`,
      'bet',
      '',
    ])
      await expectRefused(odd);
  });

  it('that says who somebody is', async () => expectRefused(await identityToken(site, {}, {}, undefined, clock.now())));

  it('with a sentence for its developer that holds neither the token nor what it says', async () => {
    const jwt = await token({ sub: 'player-8', title: 'a secret title' });
    const refusal = await said(jwt).catch((error: Error) => error);
    expect((refusal as Error).message).toBe('What the message is about was refused: sub is not the player who writes.');
    const whole = JSON.stringify([logged, (refusal as Error).message]);
    for (const secret of [jwt, 'a secret title', 'player-8']) expect(whole).not.toContain(secret);
    expect(whole).toContain('sub is not the player who writes');
  });
});

describe('what merely a page says', () => {
  const PAGE = { kind: 'bet', id: 'B-1', title: 'Final', signed: false } as const;

  it('is marked as such, and leads to the site’s own pages only', async () => {
    expect(await said({ ...PAGE, url: 'https://brand.example/bets/B-1' })).toEqual({
      ...PAGE,
      url: 'https://brand.example/bets/B-1',
    });
    for (const url of [
      'https://evil.example/',
      'javascript:alert(1)',
      'https://brand.example@evil.example/',
      'x',
      '',
    ]) {
      expect(await said({ ...PAGE, url })).toEqual(PAGE);
    }
  });

  it('leads to the page, without what only its player’s address holds; a signed address is as the site wrote it', async () => {
    const url = 'https://brand.example/bets/B-1?session=secret#token=secret';
    expect(await said({ ...PAGE, url })).toEqual({ ...PAGE, url: 'https://brand.example/bets/B-1' });
    expect(await said(await token({ url }))).toMatchObject({ url });
  });

  it('cannot call itself signed', async () => {
    expect(await said({ ...PAGE, signed: true } as never)).toEqual(PAGE);
  });

  it('of nothing but blanks is refused', async () => {
    await expect(said({ ...PAGE, title: ' \u200b ' })).rejects.toMatchObject({ kind: 'bad-request' });
  });

  it('of a site that is gone is not there', async () => {
    await expect(
      subjectOf({ siteId: 'gone' }, { kind: 'player', contact: { externalId: null } }, PAGE),
    ).rejects.toMatchObject({ kind: 'not-found' });
  });
});

async function expectRefused(jwt: string): Promise<void> {
  const outcome = await said(jwt).then(
    (subject) => ({ accepted: subject }),
    ({ kind }) => ({ kind }),
  );
  expect(outcome).toEqual({ kind: 'bad-request' });
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
