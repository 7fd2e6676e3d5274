import { ERRORS, type ErrorKind } from '@touchline/shared/wire.ts';

/**
 * A refusal with a name from the table in wire.ts; the table says its HTTP status, close code and whether to retry.
 * `message` is one sentence for a developer or an operator; it never holds a token or a player's text.
 */
export class Refusal extends Error {
  readonly kind: ErrorKind;
  readonly retryAfterMs: number | undefined;
  /** Sentences by form field, where the request was a form. */
  readonly fields: Record<string, string> | undefined;

  constructor(
    kind: ErrorKind,
    message: string,
    more: { retryAfterMs?: number; fields?: Record<string, string>; cause?: unknown } = {},
  ) {
    super(message, { cause: more.cause });
    this.name = 'Refusal';
    this.kind = kind;
    this.retryAfterMs = more.retryAfterMs;
    this.fields = more.fields;
  }

  get status(): number {
    return ERRORS[this.kind].status;
  }
}

export const notFound = () => new Refusal('not-found', 'There is nothing here, or it is not yours.');

/** What a client is told of an error that nobody foresaw: nothing about our insides. */
export function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (isOutage(error))
    return new Refusal('unavailable', 'The database does not answer; try again.', { retryAfterMs: 1_000 });
  if (isUnstorable(error)) return new Refusal('bad-request', 'This holds something that cannot be stored.');
  // The cause is for our log; no frame and no answer holds it.
  return new Refusal('internal', 'Something went wrong here; try again.', { retryAfterMs: 2_000, cause: error });
}

/** Codes for U+0000, half a character, a number out of range: sent again, they are refused again. */
const UNSTORABLE_CODES = ['22021', '22P05', '22P02', '22003'];

function isUnstorable(error: unknown): boolean {
  return error instanceof Error && UNSTORABLE_CODES.includes((error as Error & { code?: string }).code ?? '');
}

const UNIQUE_VIOLATION = '23505';

/** Whether Postgres refused it because somebody else has that name, key or shortcut. */
export function isTaken(error: unknown): boolean {
  return error instanceof Error && (error as Error & { code?: string }).code === UNIQUE_VIOLATION;
}

const OUTAGE_CODES = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', '57P01', '57P02', '57P03', '53300'];

/** Whether Postgres is gone rather than displeased: nothing is known of what a statement in flight has done. */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = (error as Error & { code?: string }).code ?? '';
  return (
    code.startsWith('08') ||
    OUTAGE_CODES.includes(code) ||
    /Connection terminated|timeout exceeded when trying to connect|Cannot use a pool/.test(error.message)
  );
}
