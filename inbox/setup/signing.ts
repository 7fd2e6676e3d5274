/** How a site's server signs its player in: a few lines for Node that can be pasted and read aloud. */
export function signingExample(site: string, kid: string): string {
  return `import { SignJWT } from 'jose';

const secret = new TextEncoder().encode(process.env.TOUCHLINE_SECRET);

// On your server, for the player who is signed in there.
export const signIn = (player) =>
  new SignJWT({ name: player.name })
    .setProtectedHeader({ alg: 'HS256', kid: '${kid}' })
    .setIssuer('${site}')
    .setAudience('touchline')
    .setSubject(player.id)
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(secret);
`;
}
