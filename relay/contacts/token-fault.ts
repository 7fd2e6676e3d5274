/** Why a site's token is refused, for the site's developer: the log reads the sentence, the checker the rest. */
import type { TokenFault } from '@touchline/shared/site-keys.ts';
import { errors } from 'jose';

export class TokenError extends Error {
  override name = 'TokenError';
  readonly fault: TokenFault;
  /** What there should be, and what there is; no secret, and nothing of a signature. */
  readonly expected: string | null;
  readonly got: string | null;

  constructor(fault: TokenFault, message: string, more: { expected?: unknown; got?: unknown; cause?: unknown } = {}) {
    super(message, { cause: more.cause });
    this.fault = fault;
    this.expected = shown(more.expected);
    this.got = shown(more.got);
  }
}

type Expectations = { issuer: string; audience: string };

/** What the library found, in our terms. */
export function asTokenError(error: unknown, { issuer, audience }: Expectations): TokenError {
  if (error instanceof TokenError) return error;
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof errors.JWTExpired) {
    return new TokenError('expired', message, { got: time(error.payload.exp), cause: error });
  }
  if (error instanceof errors.JWTClaimValidationFailed) {
    const { claim, payload } = error;
    if (claim === 'iss') return new TokenError('issuer', message, { expected: issuer, got: payload.iss, cause: error });
    if (claim === 'aud')
      return new TokenError('audience', message, { expected: audience, got: payload.aud, cause: error });
    if (claim === 'nbf') return new TokenError('future', message, { got: time(payload.nbf), cause: error });
    return new TokenError('no-times', message, { expected: 'iat, exp', got: claim, cause: error });
  }
  if (error instanceof errors.JWSSignatureVerificationFailed)
    return new TokenError('signature', message, { cause: error });
  return new TokenError('not-a-token', message, { cause: error });
}

/** Seconds since 1970, as tokens count, in a form that people read. */
export function time(seconds: unknown): string | null {
  const at = typeof seconds === 'number' ? new Date(seconds * 1000) : null;
  return at && !Number.isNaN(at.getTime()) ? at.toISOString() : shown(seconds);
}

const SHOWN_MAX = 200;

function shown(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  return (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, SHOWN_MAX);
}
