import { describe, expect, it } from 'vitest';
import { hashPassword, verifyPassword } from './passwords.ts';

describe('a password', () => {
  it('is known again by its hash, and another one is not', async () => {
    const stored = await hashPassword('correct horse battery');
    expect(await verifyPassword('correct horse battery', stored)).toBe(true);
    for (const wrong of ['', 'Correct horse battery', 'correct horse battery ', 'correct horse batter', stored]) {
      expect(await verifyPassword(wrong, stored)).toBe(false);
    }
  });

  it('has another hash each time, in the usual form', async () => {
    const [one, two] = await Promise.all([hashPassword('the same password'), hashPassword('the same password')]);
    expect(one).not.toBe(two);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
  });

  it('is the same password however the keyboard composes its letters', async () => {
    expect(await verifyPassword('пароль й', await hashPassword('пароль и\u0306'))).toBe(true);
  });

  it('may be long and in any script', async () => {
    const long = '🔑'.repeat(100);
    expect(await verifyPassword(long, await hashPassword(long))).toBe(true);
  });

  it('is refused, not an error, when what is stored is not a hash', async () => {
    for (const stored of ['', 'plain text', '$2b$10$abcdefghijklmnopqrstuv', '$argon2i$v=19$m=8,t=1,p=1$AAAA$AAAA']) {
      expect(await verifyPassword('anything at all', stored)).toBe(false);
    }
  });

  it('is known by a hash of an older cost', async () => {
    // Made with 8 MiB and one pass.
    const { argon2Sync } = await import('node:crypto');
    const nonce = Buffer.alloc(16, 7);
    const hash = argon2Sync('argon2id', {
      message: 'old password',
      nonce,
      parallelism: 1,
      memory: 8192,
      passes: 1,
      tagLength: 32,
    });
    const text = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');
    const stored = `$argon2id$v=19$m=8192,t=1,p=1$${text(nonce)}$${text(Buffer.from(hash))}`;
    expect(await verifyPassword('old password', stored)).toBe(true);
  });
});
