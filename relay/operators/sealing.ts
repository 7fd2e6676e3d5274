/**
 * Secrets of second factors as they lie in the database: sealed by AES-256-GCM, each to its operator, so that a row which
 * somebody copies to another account opens nothing.
 *
 *     version (1) · mark of the key (4) · nonce (12) · tag (16) · secret
 *
 * The key is made of the installation's own and of `SECRETS_KEY`, which no table and no backup holds. Where that is not
 * set, whoever has the whole database has the key too, and what is kept out is a query, a report or a log that shows this
 * one table. Of several in `SECRETS_KEY` the first seals and all open, so one is exchanged for the next without anybody
 * setting up their phone again. What an earlier release wrote lies open, and is read.
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

export type Sealing = {
  seal(secret: Buffer, operatorId: string): Buffer;
  /** Null where its key is not here, or it was not made by us for this operator. */
  open(kept: Buffer, operatorId: string): Buffer | null;
  /** Whether it lies as `seal` would leave it now. */
  isNewest(kept: Buffer): boolean;
};

const VERSION = 1;
const [MARK_AT, NONCE_AT, TAG_AT, TEXT_AT] = [1, 5, 17, 33];
const ALGORITHM = 'aes-256-gcm';
/** Of RFC 4226, and so of every secret that was kept open. */
const OPEN_BYTES = 20;

type Key = { mark: Buffer; key: Buffer };

/** `installation`: the secret of this database. `secretsKeys`: of the environment, the newest first. */
export function createSealing(installation: Buffer, secretsKeys: readonly string[]): Sealing {
  // What was sealed before there was a SECRETS_KEY is read after it.
  const keys = [...secretsKeys, ''].map((given) => keyOf(installation, given));
  const [newest] = keys as [Key, ...Key[]];

  return {
    seal(secret, operatorId) {
      const nonce = randomBytes(TAG_AT - NONCE_AT);
      const cipher = createCipheriv(ALGORITHM, newest.key, nonce).setAAD(Buffer.from(operatorId));
      const text = Buffer.concat([cipher.update(secret), cipher.final()]);
      return Buffer.concat([Buffer.of(VERSION), newest.mark, nonce, cipher.getAuthTag(), text]);
    },

    open(kept, operatorId) {
      if (kept.length === OPEN_BYTES) return kept;
      if (kept.length < TEXT_AT || kept[0] !== VERSION) return null;
      const key = keys.find(({ mark }) => mark.equals(kept.subarray(MARK_AT, NONCE_AT)));
      if (!key) return null;
      const opened = createDecipheriv(ALGORITHM, key.key, kept.subarray(NONCE_AT, TAG_AT))
        .setAAD(Buffer.from(operatorId))
        .setAuthTag(kept.subarray(TAG_AT, TEXT_AT));
      try {
        return Buffer.concat([opened.update(kept.subarray(TEXT_AT)), opened.final()]);
      } catch {
        return null;
      }
    },

    isNewest: (kept) => kept[0] === VERSION && newest.mark.equals(kept.subarray(MARK_AT, NONCE_AT)),
  };
}

function keyOf(installation: Buffer, given: string): Key {
  const made = Buffer.from(hkdfSync('sha256', installation, given, 'touchline second factors', 36));
  return { key: made.subarray(0, 32), mark: made.subarray(32) };
}
