/**
 * One-time codes by RFC 6238, as every authenticator app makes them: six digits, a new one every 30 seconds, HMAC-SHA-1.
 * A code of the step before or after counts, because clocks differ. What may not happen twice is left to the store.
 */
import { createHash, randomBytes, randomInt } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';

export const RECOVERY_CODES = 10;

const ISSUER = 'Touchline';
const RULES = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
/** RFC 4226 asks for 160 bits. */
const SECRET_BYTES = 20;
const STEPS_OFF = 1;
/** Without what is taken for something else on paper. Sixteen of them are 80 bits. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const RECOVERY_LETTERS = 16;

export const newSecret = (): Buffer => randomBytes(SECRET_BYTES);

/** For whoever types it, and, as an address, for whoever scans it. */
export function shown(secret: Buffer, email: string): { secret: string; uri: string } {
  const said = new Secret({ buffer: new Uint8Array(secret).buffer });
  return { secret: said.base32, uri: new TOTP({ ...RULES, issuer: ISSUER, label: email, secret: said }).toString() };
}

/** The step that a code belongs to; null for one of no step near now. */
export function stepOf(secret: Buffer, code: string, now: number): number | null {
  const said = new Secret({ buffer: new Uint8Array(secret).buffer });
  const off = TOTP.validate({ ...RULES, token: code, secret: said, timestamp: now, window: STEPS_OFF });
  return off === null ? null : TOTP.counter({ period: RULES.period, timestamp: now }) + off;
}

/** The last step of which a code counts. */
export const newestStep = (now: number): number => TOTP.counter({ period: RULES.period, timestamp: now }) + STEPS_OFF;

/** What somebody typed, with spaces or dashes as they like: a code of the app, or one that was written down. */
export function codeOf(typed: string): { kind: 'app' | 'recovery'; code: string } {
  const code = typed.replace(/[\s-]/g, '').toLowerCase();
  return { kind: /^\d{6}$/.test(code) ? 'app' : 'recovery', code };
}

/** To be written down: `abcd-efgh-jkmn-pqrs`. Each works once. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: RECOVERY_CODES }, () =>
    Array.from({ length: RECOVERY_LETTERS }, () => LETTERS[randomInt(LETTERS.length)])
      .join('')
      .replace(/(.{4})(?=.)/g, '$1-'),
  );
}

/** With 80 bits of chance in it a plain hash is enough. */
export const hashOf = (recoveryCode: string): Buffer => createHash('sha256').update(codeOf(recoveryCode).code).digest();
