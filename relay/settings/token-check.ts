/** Says of a token what the door would say of it, and why: what a site's developer needs, and nobody else is told. */
import type { Clock } from '@touchline/shared/clock.ts';
import type { TokenVerdict } from '@touchline/shared/site-keys.ts';
import { decodeJwt } from 'jose';
import { verifyIdentity } from '../contacts/identity.ts';
import type { SigningSite } from '../contacts/site-token.ts';
import { TokenError } from '../contacts/token-fault.ts';
import type { KeptKey } from './keys-store.ts';

export async function checkToken(
  token: string,
  site: SigningSite,
  keys: readonly KeptKey[],
  clock: Clock,
): Promise<TokenVerdict> {
  try {
    const { kid, externalId, name, attributes, dropped = [] } = await verifyIdentity(token, site, clock);
    const expiresAt = (decodeJwt(token).exp ?? 0) * 1000;
    return { good: true, kid, player: { id: externalId, name, attributes }, dropped, expiresAt };
  } catch (error) {
    const cause = (error as Error).cause;
    if (!(cause instanceof TokenError)) throw error;
    const { fault, expected, got } = cause;
    const isRetired = fault === 'unknown-key' && keys.some((key) => key.kid === got && !key.isValid);
    return { good: false, fault: isRetired ? 'retired-key' : fault, expected, got };
  }
}
