/**
 * The port to a machine translation service. One suite holds every adapter to it.
 *
 * `translate` answers one text for each, in order, or throws a `ProviderFailure`. It makes one HTTP request, never
 * retries, and reads at most a bounded answer; an answer of another shape, or an empty text for one that was not, is a
 * `retryable` failure. Whether an answer may be shown is not its to judge: see protect.ts.
 */
export type Provider = {
  /** As the installation calls it, and as a site's administrator accepts it. */
  name: string;
  /** Where texts go, for the administrator's eyes: `api-free.deepl.com`. */
  host: string;
  /** By base language. */
  supports(source: string, target: string): boolean;
  translate(request: ProviderRequest): Promise<string[]>;
};
export type ProviderRequest = { texts: string[]; source: string; target: string; signal: AbortSignal };

/** `quota`: used up for now. `auth`: the key is wrong. `unsupported`: not between these two. `refused`: not this text. */
export type FailureKind = 'retryable' | 'quota' | 'auth' | 'unsupported' | 'refused';

export class ProviderFailure extends Error {
  override name = 'ProviderFailure';
  readonly kind: FailureKind;
  /** What the provider asked for, if it did. */
  readonly retryAfterMs: number | undefined;
  constructor(kind: FailureKind, message: string, retryAfterMs?: number) {
    super(message);
    this.kind = kind;
    this.retryAfterMs = retryAfterMs;
  }
}
