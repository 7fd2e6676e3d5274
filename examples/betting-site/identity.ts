import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import type { Player } from './players.ts';

/** Short, because the chat asks for a fresh one whenever it needs it and a copied token should be useless soon. */
const TOKEN_TTL_S = 300;

export type SigningKey = { readonly site: string; readonly keyId: string; readonly secret: string };

/**
 * Says to the chat who is logged in. It is signed here, on the site's own server: the secret never reaches a browser,
 * so nobody can write as another player.
 */
export function signIdentity(player: Player, key: SigningKey, now: Date): Promise<string> {
  const issuedAt = Math.floor(now.getTime() / 1000);
  const account = { kyc: 'verified', balance: (player.balance / 100).toFixed(2), currency: 'EUR' };
  return new SignJWT({
    name: player.name,
    locale: player.locale,
    ...(player.tier && { tier: player.tier }),
    ...account,
  })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT', kid: key.keyId })
    .setSubject(player.id)
    .setIssuer(key.site)
    .setAudience('touchline')
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + TOKEN_TTL_S)
    .setJti(randomUUID())
    .sign(new TextEncoder().encode(key.secret));
}
