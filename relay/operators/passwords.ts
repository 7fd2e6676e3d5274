import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { Refusal } from '../platform/errors.ts';

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane. About 20 ms of a core, off the event loop. */
const COST = { parallelism: 1, memory: 19 * 1024, passes: 2, tagLength: 32 };
const derive = promisify(argon2);

export const PASSWORD_MIN_CHARACTERS = 12;
/** More would only be a way to make us work. */
export const PASSWORD_MAX_CHARACTERS = 200;

/** In the usual form, `$argon2id$v=19$m=…,t=…,p=…$salt$hash`, so that the cost may be raised later. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const hash = await derive('argon2id', { message: password.normalize('NFC'), nonce, ...COST });
  const { memory, passes, parallelism } = COST;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${unpadded(nonce)}$${unpadded(hash)}`;
}

export async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const parts = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/.exec(stored);
  if (!parts) return false;
  const [, memory, passes, parallelism, salt = '', expected = ''] = parts;
  const wanted = Buffer.from(expected, 'base64');
  const hash = await derive('argon2id', {
    message: password.normalize('NFC'),
    nonce: Buffer.from(salt, 'base64'),
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    tagLength: wanted.length,
  });
  return timingSafeEqual(hash, wanted);
}

/** What somebody chose as theirs, or a refusal that says what is asked of it. */
export function acceptable(password: string, field = 'password'): string {
  if (password.length < PASSWORD_MIN_CHARACTERS || password.length > PASSWORD_MAX_CHARACTERS) {
    const sentence = `Use ${PASSWORD_MIN_CHARACTERS} to ${PASSWORD_MAX_CHARACTERS} characters.`;
    throw new Refusal('bad-request', sentence, { fields: { [field]: sentence } });
  }
  return password;
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
