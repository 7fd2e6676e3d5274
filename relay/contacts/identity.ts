/**
 * A player's signed identity: a JWT made by the site's own server. What is checked, and nothing is optional:
 * `kid` names one of this site's keys in use; `alg` is that key's own; no header that could point elsewhere;
 * `iss` is the site's key, `aud` is `touchline`; `sub`, `iat`, `exp` are there; it lives at most ten minutes.
 * Every failure is the same refusal; the reason goes to the relay's log, for the site's developer.
 */
import { createSecretKey } from 'node:crypto';
import type { Clock } from '@touchline/shared/clock.ts';
import { nameOf } from '@touchline/shared/names.ts';
import type { IdentityKey } from '@touchline/shared/people.ts';
import { decodeProtectedHeader, importSPKI, jwtVerify } from 'jose';
import { z } from 'zod';
import { Refusal } from '../platform/errors.ts';

export const IDENTITY_AUDIENCE = 'touchline';
export const IDENTITY_MAX_AGE_S = 600;
/** Site servers' clocks are rarely exact. */
const CLOCK_TOLERANCE_S = 30;

/** Postgres stores neither U+0000 nor half a character; such a player's every message would fail. */
const text = z.string().refine((value) => value.isWellFormed() && !value.includes('\0'), 'cannot be stored');

/** What a site says of its player. Attributes we do not know are not kept. */
const claims = z.object({
  sub: text.min(1).max(200),
  iat: z.number(),
  exp: z.number(),
  name: text.pipe(nameOf(100)).optional(),
  tier: text.max(40).optional(),
  locale: text.max(35).optional(),
});
export type Claims = z.infer<typeof claims>;

export type SignedPlayer = { externalId: string; name: string | null; attributes: { tier?: string; locale?: string } };

/** A token's header may hold these and nothing else: `jku`, `jwk`, `x5u`, `crit` and kin are ways to bring an own key. */
const HEADER_FIELDS = ['alg', 'kid', 'typ'];

/** Throws `unauthenticated`, with a `cause` that says why. */
export async function verifyIdentity(
  token: string,
  site: { key: string; identityKeys: readonly IdentityKey[] },
  clock: Clock,
): Promise<SignedPlayer> {
  try {
    const key = keyFor(token, site.identityKeys);
    const { payload } = await jwtVerify(token, await keyMaterial(key), {
      algorithms: [key.algorithm],
      issuer: site.key,
      audience: IDENTITY_AUDIENCE,
      requiredClaims: ['sub', 'iat', 'exp'],
      clockTolerance: CLOCK_TOLERANCE_S,
      currentDate: new Date(clock.now()),
    });
    // A list of audiences would make one token good for several services.
    if (typeof payload.aud !== 'string') throw new Error('aud is a list');
    const { sub, iat, exp, name, tier, locale } = claims.parse(payload);
    if (exp - iat > IDENTITY_MAX_AGE_S) throw new Error(`lives longer than ${IDENTITY_MAX_AGE_S} s`);
    if (iat > clock.now() / 1000 + CLOCK_TOLERANCE_S) throw new Error('iat is in the future');
    return { externalId: sub, name: name ?? null, attributes: { ...(tier && { tier }), ...(locale && { locale }) } };
  } catch (cause) {
    throw Object.assign(new Refusal('unauthenticated', 'The identity token is not valid; sign a fresh one.'), {
      cause,
    });
  }
}

function keyFor(token: string, keys: readonly IdentityKey[]): IdentityKey {
  if (!token.split('.').every(isCanonical)) throw new Error('not base64url as it should be spelt');
  const header = decodeProtectedHeader(token);
  const foreign = Object.keys(header).find((field) => !HEADER_FIELDS.includes(field));
  if (foreign) throw new Error(`header field ${foreign} is not allowed`);
  if (header.typ !== undefined && header.typ.toUpperCase() !== 'JWT') throw new Error('typ is not JWT');
  const key = keys.find((one) => one.kid === header.kid);
  if (!key) throw new Error('kid is not one of the keys of this site');
  if (header.alg !== key.algorithm) throw new Error(`alg is not the key's ${key.algorithm}`);
  return key;
}

/** One token, one spelling: what a lenient decoder forgives would be other names of the same token. */
function isCanonical(part: string): boolean {
  return Buffer.from(part, 'base64url').toString('base64url') === part;
}

function keyMaterial({ algorithm, material }: IdentityKey) {
  return algorithm === 'HS256' ? createSecretKey(Buffer.from(material)) : importSPKI(material, algorithm);
}
