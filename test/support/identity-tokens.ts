/** Identity tokens as a betting site's server signs them, and as somebody would who is up to no good. */
import type { Site } from '@touchline/relay/sites/store.ts';
import { SignJWT } from 'jose';
import { TEST_SECRET } from './relay.ts';

type Claims = Record<string, unknown>;
type Header = { alg?: string; kid?: string } & Record<string, unknown>;
type Key = Parameters<SignJWT['sign']>[0];

/** Good for five minutes unless `claims` say otherwise; a claim of `undefined` is left out. */
export function identityToken(
  site: Pick<Site, 'key'>,
  claims: Claims = {},
  header: Header = {},
  key: Key = new TextEncoder().encode(TEST_SECRET),
  nowMs = Date.now(),
): Promise<string> {
  const now = Math.floor(nowMs / 1000);
  const whole = { iss: site.key, aud: 'touchline', sub: 'player-1', iat: now, exp: now + 300, ...claims };
  return new SignJWT(whole as never).setProtectedHeader({ alg: 'HS256', kid: 'one', ...header }).sign(key);
}
