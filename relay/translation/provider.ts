/**
 * The port to a machine translation service. One suite holds every adapter to it.
 *
 * `translate` answers one text for each, in order, or throws a `ProviderFailure`. It makes one HTTP request, never
 * retries, and reads at most a bounded answer; an answer of another shape, or an empty text for one that was not, is a
 * `retryable` failure. Whether an answer may be shown is not its to judge: see protect.ts.
 *
 * A failure's message may be logged, so it holds neither texts nor keys. It does not repeat what the service said,
 * which may quote both.
 */
export type Provider = {
  /** As the installation calls it, and as a site's administrator accepts it. */
  name: string;
  /** Where texts go, for the administrator's eyes: `api-free.deepl.com`. */
  host: string;
  /** By base language. Says yes where it is not known yet: asking then costs one refusal, and a no would be final. */
  supports(source: string, target: string): boolean;
  translate(request: ProviderRequest): Promise<string[]>;
};
export type ProviderRequest = { texts: string[]; source: string; target: string; signal: AbortSignal };

/**
 * What every provider is given at once: far less than DeepL's 50 texts and 128 KiB, because an engine on a plain
 * server works through texts one by one, and a request that runs out of time brings none of them.
 */
export const REQUEST_LIMITS = { texts: 10, bytes: 16 * 1024 };

/**
 * `retryable`: nobody there, too busy, or nonsense. `quota`: used up for now. `auth`: the key is wrong. `refused`: not
 * this text, or not between these two; services answer both with 400, and their sentences are not for programs.
 */
export type FailureKind = 'retryable' | 'quota' | 'auth' | 'refused';

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

/**
 * `answers`, if there is one for each, neither empty nor many times as long. Apertium's tagger, for one, prints nothing
 * for half of what it is given, and other engines now and then repeat a word until they are stopped.
 */
export function oneForEach(texts: readonly string[], answers: readonly string[]): string[] {
  if (answers.length !== texts.length) {
    throw new ProviderFailure('retryable', `${texts.length} texts were answered with ${answers.length}`);
  }
  return answers.map((answer, i) => {
    const text = texts[i] ?? '';
    if (!answer.trim() && text.trim()) throw new ProviderFailure('retryable', 'a text was answered with nothing');
    if (answer.length > 6 * text.length + 200) throw new ProviderFailure('retryable', 'an answer is far too long');
    return answer;
  });
}
