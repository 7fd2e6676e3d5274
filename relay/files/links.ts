/**
 * Addresses that are a right by themselves, for a while: of a file, of where one is put, of a transcript. Each holds an
 * HMAC over what it leads to, who may use it, and until when; any relay can check one, for the key is the database's.
 *
 * An address names no reader: who that has to be is known to whoever checks it (the player whose conversation it is by
 * then, the operator of the session). So nobody's address does for somebody else, and a player's address is void from
 * the moment that their conversation belongs to another.
 */
import { createHmac, createSecretKey, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { Clock } from '@touchline/shared/clock.ts';
import { z } from 'zod';

export type Reader = { kind: 'player' | 'operator'; id: string };
export type Address = { url: string; until: number };
export type Links = ReturnType<typeof createLinks>;

export const signedQuery = z.strictObject({
  by: z.enum(['player', 'operator']),
  until: z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number),
  signature: z.string().max(100),
});
export type SignedQuery = z.infer<typeof signedQuery>;

/** Addresses end together, so that one asked for again is the same one, and what was fetched by it is still at hand. */
const STEP_MS = 5 * 60_000;

/** `secret` is known to the relays of one installation only. */
export function createLinks(secret: Buffer, clock: Clock) {
  const key = createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', 'touchline signed addresses', 32)));
  const sign = (path: string, { kind, id }: Reader, until: number) =>
    createHmac('sha256', key)
      .update(JSON.stringify([path, kind, id, until]))
      .digest();

  return {
    /** Beside the relay's script. Good for five to ten minutes. */
    address(path: string, reader: Reader): Address {
      const until = (Math.floor(clock.now() / STEP_MS) + 2) * STEP_MS;
      const signature = sign(path, reader, until).toString('base64url');
      return { url: `${path}?by=${reader.kind}&until=${until}&signature=${signature}`, until };
    },

    isGood(path: string, reader: Reader, { until, signature }: SignedQuery): boolean {
      if (reader.id === '' || until <= clock.now()) return false;
      const given = Buffer.from(signature, 'base64url');
      const right = sign(path, reader, until);
      return given.length === right.length && timingSafeEqual(given, right);
    },
  };
}
