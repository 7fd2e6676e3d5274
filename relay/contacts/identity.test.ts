/** Which identity tokens make a player, and the many that do not. */
import { createHmac, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { fakeClock } from '@touchline/shared/clock-fake.ts';
import type { IdentityAlgorithm, IdentityKey } from '@touchline/shared/people.ts';
import { base64url } from 'jose';
import { describe, expect, it } from 'vitest';
import { identityToken } from '../../test/support/identity-tokens.ts';
import { TEST_SECRET } from '../../test/support/relay.ts';
import { verifyIdentity } from './identity.ts';

const clock = fakeClock();
const nowS = clock.now() / 1000;

const pairs = {
  ES256: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  EdDSA: generateKeyPairSync('ed25519'),
  RS256: generateKeyPairSync('rsa', { modulusLength: 2048 }),
};
const spki = (key: KeyObject) => key.export({ type: 'spki', format: 'pem' }).toString();
const identityKeys: IdentityKey[] = [
  { kid: 'one', algorithm: 'HS256', material: TEST_SECRET },
  { kid: 'es', algorithm: 'ES256', material: spki(pairs.ES256.publicKey) },
  { kid: 'ed', algorithm: 'EdDSA', material: spki(pairs.EdDSA.publicKey) },
  { kid: 'rs', algorithm: 'RS256', material: spki(pairs.RS256.publicKey) },
];
const site = { key: 'brand', identityKeys };
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });

type Claims = Record<string, unknown>;
const token = (claims: Claims = {}, header: Claims = {}, key?: Parameters<typeof identityToken>[3]) =>
  identityToken(site, claims, header, key, clock.now());
const verify = (jwt: string) => verifyIdentity(jwt, site, clock);

describe('accepts a token', () => {
  it.each<[IdentityAlgorithm, string, KeyObject | undefined]>([
    ['HS256', 'one', undefined],
    ['ES256', 'es', pairs.ES256.privateKey],
    ['EdDSA', 'ed', pairs.EdDSA.privateKey],
    ['RS256', 'rs', pairs.RS256.privateKey],
  ])('signed with %s', async (alg, kid, key) => {
    expect(await verify(await token({ sub: 'p-7' }, { alg, kid }, key))).toMatchObject({ externalId: 'p-7' });
  });

  it.each<[string, Claims, Claims]>([
    ['with typ JWT in any case', {}, { typ: 'jwt' }],
    ['of ten minutes', { exp: nowS + 600 }, {}],
    ['whose site’s clock is half a minute off', { iat: nowS + 25, exp: nowS + 325 }, {}],
    ['that has just expired', { exp: nowS - 25 }, {}],
    ['whose subject is in another script', { sub: 'гулец-7' }, {}],
  ])('%s', async (_, claims, header) => {
    expect(await verify(await token(claims, header))).toMatchObject({ attributes: {} });
  });

  it('and keeps of it what is known here, and nothing else', async () => {
    const jwt = await token({ sub: 'p', name: ' Ann ', tier: 'vip', locale: 'be', password: 'x', isAdmin: true });
    expect(await verify(jwt)).toEqual({
      kid: 'one',
      externalId: 'p',
      name: 'Ann',
      attributes: { tier: 'vip', locale: 'be' },
    });
  });

  it.each<[string, Claims]>([
    ['a kind of account', { type: 'player', id: 7, title: 'Mr' }],
    ['a word of its own', { kind: 'account', id: 'a', title: 'Dr' }],
    ['a kind that is a subject’s, and no subject', { type: 'other', id: 7 }],
  ])('in which the site signs %s as well', async (_, claims) => {
    expect(await verify(await token({ sub: 'p-7', ...claims }))).toMatchObject({ externalId: 'p-7' });
  });

  it('and with it what the site signs about money and person', async () => {
    const attributes = {
      ...{ kyc: 'verified', currency: 'EUR', email: 'a@b.example', phone: '+48 600 100 200', country: 'PL' },
      birthYear: 1990,
    };
    const jwt = await token({ sub: 'p', ...attributes, balance: 1204.5, registeredAt: '2024-05-01' });
    expect(await verify(jwt)).toEqual({
      kid: 'one',
      externalId: 'p',
      name: null,
      attributes: { ...attributes, balance: '1204.5', balanceAt: nowS * 1000, registeredAt: Date.UTC(2024, 4, 1) },
    });
    const seconds = await verify(await token({ sub: 'p', registeredAt: 1714521600 }));
    expect(seconds.attributes).toEqual({ registeredAt: Date.UTC(2024, 4, 1) });
  });

  it('also when an attribute is not as it should be: that one is not kept, and is named', async () => {
    const jwt = await token({
      ...{ sub: 'p', kyc: { state: 'ok' }, balance: 'lots', currency: 'euro', email: 'nobody', phone: 'call me' },
      ...{ country: 'Poland', birthYear: '1990', registeredAt: 'long ago', tier: 'vip' },
    });
    const { attributes, dropped } = await verify(jwt);
    expect(attributes).toEqual({ tier: 'vip' });
    expect(dropped?.sort()).toEqual(
      ['balance', 'birthYear', 'country', 'currency', 'email', 'kyc', 'phone', 'registeredAt'].sort(),
    );
    const nul = await verify(await token({ sub: 'p', kyc: 'a\0b', email: null }));
    expect(nul).toMatchObject({ attributes: {}, dropped: ['kyc'] });
  });
});

describe('refuses a token', () => {
  it.each<[string, Claims]>([
    ['expired', { exp: nowS - 31 }],
    ['good for longer than ten minutes', { exp: nowS + 601 }],
    ['good for ever', { exp: 9_999_999_999 }],
    ['issued in the future', { iat: nowS + 40, exp: nowS + 300 }],
    ['not yet good', { nbf: nowS + 60 }],
    ['with a date that is text', { exp: `${nowS + 60}` }],
    ['without exp', { exp: undefined }],
    ['without iat', { iat: undefined }],
    ['without sub', { sub: undefined }],
    ['without iss', { iss: undefined }],
    ['without aud', { aud: undefined }],
    ['of another site', { iss: 'other' }],
    ['of the site in another case', { iss: 'Brand' }],
    ['for another service', { aud: 'mailer' }],
    ['for several services', { aud: ['touchline', 'mailer'] }],
    ['for a list of one', { aud: ['touchline'] }],
    ['with an empty sub', { sub: '' }],
    ['with a huge sub', { sub: 'x'.repeat(201) }],
    ['whose sub is a number', { sub: 7 }],
    ['whose sub is an object', { sub: { $ne: null } }],
    ['whose sub is null', { sub: null }],
    ['whose sub cannot be stored', { sub: 'a\0b' }],
    ['whose sub is half a character', { sub: '\ud800' }],
    ['whose name is an object', { name: { toString: 'x' } }],
    ['whose name cannot be stored', { name: 'a\0b' }],
    ['whose tier cannot be stored', { tier: '\0' }],
  ])('%s', async (_, claims) => expectRefused(await token(claims)));

  it.each<[string, Claims]>([
    ['with a key’s address (jku)', { jku: 'https://evil.example/keys' }],
    ['with its own key (jwk)', { jwk: stranger.publicKey.export({ format: 'jwk' }) }],
    ['with a certificate’s address (x5u)', { x5u: 'https://evil.example/cert' }],
    ['with a certificate (x5c)', { x5c: ['MIIB'] }],
    ['with a content type (cty)', { cty: 'JWT' }],
    ['with b64', { b64: true }],
    ['of another type', { typ: 'at+jwt' }],
    ['without kid', { kid: undefined }],
    ['with an unknown kid', { kid: 'two' }],
    ['with a kid that is a path', { kid: '../../dev/null' }],
    ['with a kid that is SQL', { kid: "x' union select 'secret" }],
    ['with a kid of every object', { kid: '__proto__' }],
  ])('%s', async (_, header) => expectRefused(await token({}, header)));

  it.each<[string, Claims, KeyObject | Uint8Array | undefined]>([
    ['signed with a stranger’s key', { alg: 'RS256', kid: 'rs' }, stranger.privateKey],
    ['signed with another secret', {}, new TextEncoder().encode('another secret of thirty-two bytes')],
    ['of another algorithm of the family', { alg: 'HS512' }, new TextEncoder().encode(TEST_SECRET.repeat(2))],
    [
      'HMAC under the name of the RSA key',
      { alg: 'HS256', kid: 'rs' },
      new TextEncoder().encode(spki(pairs.RS256.publicKey)),
    ],
    [
      'HMAC under the name of the EC key',
      { alg: 'HS256', kid: 'es' },
      new TextEncoder().encode(spki(pairs.ES256.publicKey)),
    ],
    ['RSA under the name of the secret', { alg: 'RS256', kid: 'one' }, pairs.RS256.privateKey],
    ['PSS where the key says RS256', { alg: 'PS256', kid: 'rs' }, pairs.RS256.privateKey],
  ])('%s', async (_, header, key) => expectRefused(await token({}, header, key)));

  it('that is not signed, in any spelling of none', async () => {
    const [, payload] = (await token()).split('.');
    for (const alg of ['none', 'None', 'NONE', 'nOnE', '']) {
      const header = encode({ alg, kid: 'one' });
      for (const signature of ['', 'AA', createHmac('sha256', '').update(`${header}.${payload}`).digest('base64url')]) {
        await expectRefused(`${header}.${payload}.${signature}`);
      }
    }
  });

  it('with a critical extension', async () => {
    const [, payload] = (await token()).split('.');
    for (const header of [{ crit: ['exp'] }, { crit: [] }, { crit: ['b64'], b64: false }]) {
      await expectRefused(signed(encode({ alg: 'HS256', kid: 'one', ...header }), payload ?? ''));
    }
  });

  it('whose signature is stripped, cut, swapped or changed in any bit of its last bytes', async () => {
    const jwt = await token();
    const [header, payload, signature = ''] = jwt.split('.');
    const other = (await token({ sub: 'player-2' })).split('.')[2];
    const bytes = base64url.decode(signature);
    const flipped = Array.from({ length: 16 }, (_, bit) => {
      const copy = Uint8Array.from(bytes);
      copy[copy.length - 1 - (bit >> 3)] = (copy[copy.length - 1 - (bit >> 3)] ?? 0) ^ (1 << (bit & 7));
      return base64url.encode(copy);
    });
    for (const wrong of ['', signature.slice(0, -4), `${signature}AAAA`, other, ...flipped]) {
      await expectRefused(`${header}.${payload}.${wrong}`);
    }
  });

  it('whose payload was changed under its signature', async () => {
    const [header, , signature] = (await token()).split('.');
    await expectRefused(
      `${header}.${encode({ iss: 'brand', aud: 'touchline', sub: 'vip', iat: nowS, exp: nowS + 300 })}.${signature}`,
    );
  });

  it('in a spelling that is not canonical', async () => {
    const jwt = await token();
    const [header = '', payload, signature = ''] = jwt.split('.');
    // The last character of 32 bytes carries two bits that mean nothing.
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const twin = alphabet[alphabet.indexOf(signature.at(-1) ?? '') ^ 1];
    const spellings = [
      `${header}.${payload}.${signature.slice(0, -1)}${twin}`,
      `${header}.${payload}.${signature}=`,
      `${header}=.${payload}.${signature}`,
      `${header}\n.${payload}.${signature}`,
      ` ${jwt}`,
      `${jwt} `,
      `${jwt}\n`,
      `${header.slice(0, 4)} ${header.slice(4)}.${payload}.${signature}`,
    ];
    for (const spelling of spellings) await expectRefused(spelling);
  });

  it('that is not a token at all', async () => {
    const nested = encode({ jwt: await token() });
    const odd = [
      '',
      '.',
      '..',
      '...',
      'a.b.c',
      'null',
      '{}',
      `${nested}.${nested}.${nested}`,
      await token().then((jwt) => `${jwt}.x`),
    ];
    for (const text of [
      ...odd,
      '%00',
      'e30.e30.',
      `${encode([])}.${encode([])}.`,
      `${encode(null)}.e30.AA`,
      'x'.repeat(4_096),
    ]) {
      await expectRefused(text);
    }
  });

  it('of a key that was retired, or that another site has', async () => {
    const without = { key: 'brand', identityKeys: identityKeys.filter((key) => key.kid !== 'one') };
    await expect(verifyIdentity(await token(), without, clock)).rejects.toMatchObject({ kind: 'unauthenticated' });
    const other = {
      key: 'brand',
      identityKeys: [{ ...(identityKeys[0] as IdentityKey), material: 'the secret of another site, also long' }],
    };
    await expect(verifyIdentity(await token(), other, clock)).rejects.toMatchObject({ kind: 'unauthenticated' });
  });
});

/** Every failure is the same refusal, whose text says nothing of the reason; the reason is its cause. */
async function expectRefused(jwt: string): Promise<void> {
  const refusal = await verify(jwt).then(
    (player) => ({ accepted: player }),
    ({ kind, message, cause }) => ({ kind, message, explained: cause instanceof Error }),
  );
  const message = 'The identity token is not valid; sign a fresh one.';
  expect(refusal).toEqual({ kind: 'unauthenticated', message, explained: true });
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function signed(header: string, payload: string): string {
  return `${header}.${payload}.${createHmac('sha256', TEST_SECRET).update(`${header}.${payload}`).digest('base64url')}`;
}
