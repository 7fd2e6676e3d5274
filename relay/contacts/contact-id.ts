import { createHash } from 'node:crypto';

/**
 * A player's id follows from who they are, so that it is known before any row exists and the same on every relay:
 * of an anonymous one from the token (which is thereby stored only hashed), of a signed one from the site's `sub`.
 */
export function anonymousContactId(siteId: string, token: string): string {
  return hashedId(siteId, 'token', token);
}

/** `erased`: how many times this player was erased already; whoever comes back is somebody new. */
export function signedContactId(siteId: string, externalId: string, erased = 0): string {
  return hashedId(siteId, 'sub', externalId, ...(erased > 0 ? [String(erased)] : []));
}

/** A UUIDv8 out of SHA-256. */
function hashedId(...parts: string[]): string {
  const bytes = createHash('sha256').update(parts.join('\n')).digest().subarray(0, 16);
  bytes[6] = 0x80 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
