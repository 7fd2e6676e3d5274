/**
 * Signs what goes through Redis, so that nothing written there by others is shown to anybody: an HMAC under a key that
 * only the database has, over the sender, the channel and the text. A frame is
 *
 *     sender (16 characters) · MAC (22) · text
 *
 * What it does not prevent: whoever can write to Redis may send a frame that was once sent again, on its own channel.
 * Of messages that changes nothing (a feed drops a seq that it has), of the desk's news neither. Old news that somebody
 * signed out closes that person's sockets once more, and old typing shows for a few seconds: a nuisance, as is
 * everything that the owner of the Redis can do by switching it off, but no words that nobody has written.
 */
import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';
import type { Queryable } from './postgres.ts';

export type Seal = ReturnType<typeof createSeal>;

const SENDER_CHARACTERS = 16;
/** 128 bits of the MAC, as base64url. */
const MAC_CHARACTERS = 22;
const TEXT_AT = SENDER_CHARACTERS + MAC_CHARACTERS;

export async function busKey(db: Queryable): Promise<Buffer> {
  const { rows } = await db.query<{ bus_key: Buffer }>('select bus_key from installation');
  if (!rows[0]) throw new Error('this database has no installation row');
  return rows[0].bus_key;
}

/** `sender` names this node: 16 characters. */
export function createSeal(bytes: Buffer, sender: string) {
  const key = createSecretKey(bytes);
  const mac = (from: string, channel: string, text: string) =>
    createHmac('sha256', key).update(`${from}${channel}\n${text}`).digest('base64url').slice(0, MAC_CHARACTERS);

  return {
    seal: (channel: string, text: string): string => `${sender}${mac(sender, channel, text)}${text}`,
    /** Says who sent it without proving it: enough to drop one's own echo. */
    isOwn: (frame: string): boolean => frame.startsWith(sender),
    /** The text; null when it was not sealed with this key for this channel. */
    open(channel: string, frame: string): string | null {
      if (frame.length < TEXT_AT) return null;
      const text = frame.slice(TEXT_AT);
      const right = Buffer.from(mac(frame.slice(0, SENDER_CHARACTERS), channel, text));
      const given = Buffer.from(frame.slice(SENDER_CHARACTERS, TEXT_AT));
      return given.length === right.length && timingSafeEqual(given, right) ? text : null;
    },
  };
}
