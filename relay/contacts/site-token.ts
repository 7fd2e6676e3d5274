/**
 * A JWT made by a site's own server, whatever it says. What is checked, and nothing is optional: `kid` names one of this
 * site's keys in use; `alg` is that key's own; no header that could point elsewhere; `iss` is the site's key, `aud` is
 * `touchline`; `iat` and `exp` are there; it lives at most ten minutes. Throws a `TokenError` that says why; what it claims is
 * judged by identity.ts and subjects.ts.
 */
import { createSecretKey } from 'node:crypto';
import type { Clock } from '@touchline/shared/clock.ts';
import type { IdentityKey } from '@touchline/shared/people.ts';
import { decodeProtectedHeader, importSPKI, type JWTPayload, jwtVerify } from 'jose';
import { z } from 'zod';
import { asTokenError, TokenError, time } from './token-fault.ts';

const TOKEN_AUDIENCE = 'touchline';
const TOKEN_MAX_AGE_S = 600;
/** Site servers' clocks are rarely exact. */
const CLOCK_TOLERANCE_S = 30;

/** A token's header may hold these and nothing else: `jku`, `jwk`, `x5u`, `crit` and kin are ways to bring an own key. */
const HEADER_FIELDS = ['alg', 'kid', 'typ'];

const times = z.object({ iat: z.number(), exp: z.number() });

/** What has to be known of a site to read what it signed. */
export type SigningSite = { key: string; identityKeys: readonly IdentityKey[] };

export async function verifySiteToken(token: string, site: SigningSite, clock: Clock): Promise<JWTPayload> {
  try {
    return await verified(token, site, clock);
  } catch (error) {
    throw asTokenError(error, { issuer: site.key, audience: TOKEN_AUDIENCE });
  }
}

async function verified(token: string, site: SigningSite, clock: Clock): Promise<JWTPayload> {
  const key = keyFor(token, site.identityKeys);
  const { payload } = await jwtVerify(token, await keyMaterial(key), {
    algorithms: [key.algorithm],
    issuer: site.key,
    audience: TOKEN_AUDIENCE,
    requiredClaims: ['iat', 'exp'],
    clockTolerance: CLOCK_TOLERANCE_S,
    currentDate: new Date(clock.now()),
  });
  // A list of audiences would make one token good for several services.
  if (typeof payload.aud !== 'string') {
    throw new TokenError('audience', 'aud is a list', { expected: TOKEN_AUDIENCE, got: payload.aud });
  }
  const parsed = times.safeParse(payload);
  if (!parsed.success) throw new TokenError('no-times', parsed.error.message, { expected: 'iat, exp' });
  const { iat, exp } = parsed.data;
  if (exp - iat > TOKEN_MAX_AGE_S) {
    const [expected, got] = [`${TOKEN_MAX_AGE_S} s`, `${exp - iat} s`];
    throw new TokenError('lives-too-long', `lives longer than ${expected}`, { expected, got });
  }
  if (iat > clock.now() / 1000 + CLOCK_TOLERANCE_S) {
    const expected = time(clock.now() / 1000);
    throw new TokenError('future', 'iat is in the future', { expected, got: time(iat) });
  }
  return payload;
}

function keyFor(token: string, keys: readonly IdentityKey[]): IdentityKey {
  if (!token.split('.').every(isCanonical)) throw new TokenError('not-a-token', 'not base64url as it should be spelt');
  const header = decodeProtectedHeader(token);
  const foreign = Object.keys(header).find((field) => !HEADER_FIELDS.includes(field));
  if (foreign) {
    const [expected, got] = [HEADER_FIELDS.join(', '), foreign];
    throw new TokenError('header-field', `header field ${foreign} is not allowed`, { expected, got });
  }
  if (header.typ !== undefined && header.typ.toUpperCase() !== 'JWT') {
    throw new TokenError('typ', 'typ is not JWT', { expected: 'JWT', got: header.typ });
  }
  const key = keys.find((one) => one.kid === header.kid);
  if (!key) {
    const [expected, got] = [keys.map(({ kid }) => kid).join(', '), header.kid];
    throw new TokenError('unknown-key', 'kid is not one of the keys of this site', { expected, got });
  }
  if (header.alg !== key.algorithm) {
    const [expected, got] = [key.algorithm, header.alg];
    throw new TokenError('wrong-algorithm', `alg is not the key's ${expected}`, { expected, got });
  }
  return key;
}

/** One token, one spelling: what a lenient decoder forgives would be other names of the same token. */
function isCanonical(part: string): boolean {
  return Buffer.from(part, 'base64url').toString('base64url') === part;
}

function keyMaterial({ algorithm, material }: IdentityKey) {
  return algorithm === 'HS256' ? createSecretKey(Buffer.from(material)) : importSPKI(material, algorithm);
}
