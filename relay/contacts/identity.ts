/**
 * A player's signed identity: a JWT made by the site's own server, good by site-token.ts, with a `sub`.
 * Every failure is the same refusal; the reason goes to the relay's log, for the site's developer.
 */
import type { Clock } from '@touchline/shared/clock.ts';
import { SUBJECT_KINDS } from '@touchline/shared/conversation.ts';
import { nameOf } from '@touchline/shared/names.ts';
import { decodeProtectedHeader, type JWTPayload } from 'jose';
import { z } from 'zod';
import { Refusal } from '../platform/errors.ts';
import { type Attributes, signedAttributes, storable as text } from './attributes.ts';
import { type SigningSite, verifySiteToken } from './site-token.ts';
import { TokenError } from './token-fault.ts';

/** What a site says of its player, and has to say right; more in attributes.ts. Attributes we do not know are not kept. */
const claims = z.object({
  sub: text.min(1).max(200),
  iat: z.number(),
  name: text.pipe(nameOf(100)).optional(),
  tier: text.max(40).optional(),
  locale: text.max(35).optional(),
});
export type Claims = z.infer<typeof claims>;

export type SignedPlayer = {
  /** Of the key that it was signed with. */
  kid: string;
  externalId: string;
  name: string | null;
  attributes: Attributes;
  /** Attributes that were not as they should be, for the site's developer. */
  dropped?: string[];
};

/** Throws `unauthenticated`, with a `cause` that says why. */
export async function verifyIdentity(token: string, site: SigningSite, clock: Clock): Promise<SignedPlayer> {
  try {
    const payload = await verifySiteToken(token, site, clock);
    if (isAboutSubject(payload)) {
      throw new TokenError('about-subject', 'it says what a message is about, not who writes it');
    }
    const { sub, iat, name, tier, locale } = claimsOf(payload);
    const { attributes, dropped } = signedAttributes(payload, Math.round(iat * 1000));
    return {
      kid: String(decodeProtectedHeader(token).kid),
      externalId: sub,
      name: name ?? null,
      attributes: { ...(tier && { tier }), ...(locale && { locale }), ...attributes },
      ...(dropped.length > 0 && { dropped }),
    };
  } catch (cause) {
    throw Object.assign(new Refusal('unauthenticated', 'The identity token is not valid; sign a fresh one.'), {
      cause,
    });
  }
}

function claimsOf(payload: JWTPayload): Claims {
  const parsed = claims.safeParse(payload);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const claim = String(issue?.path[0] ?? '');
  const fault = claim === 'sub' ? 'no-player' : 'claims';
  throw new TokenError(fault, `${claim}: ${issue?.message}`, { expected: claim, got: payload[claim] });
}

/**
 * Handed to a page for a bet, it must not make whoever reads that page somebody's player. Sites also sign a `type` and an
 * `id` of their own, of an account: that is no subject.
 */
function isAboutSubject({ kind, type, id, title }: Record<string, unknown>): boolean {
  const isSubject = SUBJECT_KINDS.some((known) => known === (kind ?? type));
  return isSubject && id !== undefined && title !== undefined;
}
