/**
 * A provider behind its breakers: asked only while that makes sense, and never for longer than four seconds.
 *
 * It has two kinds of breaker. One is for the provider as a whole, so that a server that is gone costs five failures
 * and not five for each pair of languages. Others are for its pairs, so that one model that is broken does not take
 * the rest with it; they stay open for longer, or their probes would use up those of the whole.
 */
import type { Clock } from '@touchline/shared/clock.ts';
import type { Log } from '../platform/log.ts';
import { type Breaker, createBreaker, OPEN_MS, type Outcome } from './breaker.ts';
import type { TranslationMetrics } from './metrics.ts';
import { type Provider, ProviderFailure, type ProviderRequest } from './provider.ts';

export type GuardedProvider = ReturnType<typeof guard>;
type Deps = { clock: Clock; log: Pick<Log, 'warn'>; metrics: TranslationMetrics };

export const ATTEMPT_MS = 4_000;
/** A quota comes back with a new month or an administrator, a key with an administrator. */
const QUOTA_PAUSE_MS = 600_000;
const AUTH_PAUSE_MS = 300_000;
const SAID_EVERY_MS = 60_000;

export function guard(provider: Provider, { clock, log, metrics }: Deps) {
  const { name, host } = provider;
  const whole = createBreaker({ clock });
  const pairs = new Map<string, Breaker>();
  let saidAt = Number.NEGATIVE_INFINITY;

  function pairOf(source: string, target: string): Breaker {
    const key = `${source}-${target}`;
    const pair = pairs.get(key) ?? createBreaker({ clock, openMs: 2 * OPEN_MS });
    pairs.set(key, pair);
    return pair;
  }

  function refuses(source: string, target: string): boolean {
    return whole.refuses() || pairOf(source, target).refuses();
  }

  /** Once a minute, or a provider that is down would fill the log. */
  function say(failure: ProviderFailure): void {
    if (Math.abs(clock.now() - saidAt) < SAID_EVERY_MS) return;
    saidAt = clock.now();
    log.warn({ provider: name, kind: failure.kind }, `a translation failed: ${failure.message}`);
  }

  return {
    name,
    host,
    supports: provider.supports,
    isOpen: () => whole.state() === 'open',
    refuses,

    /** Rejects with a `ProviderFailure`. Cut off before its four seconds, it says nothing about the provider. */
    async ask(request: Omit<ProviderRequest, 'signal'>, withinMs: number): Promise<string[]> {
      // Again, because whoever looked has waited for the budget since, and a second probe would be one too many.
      if (refuses(request.source, request.target)) throw new ProviderFailure('retryable', 'it is left alone');
      const [ofWhole, ofPair] = [whole.begin(), pairOf(request.source, request.target).begin()];
      const limit = new AbortController();
      const cancel = clock.after(Math.min(withinMs, ATTEMPT_MS), () => limit.abort());
      const began = clock.now();
      let outcome = 'ok';
      try {
        const answers = await provider.translate({ ...request, signal: limit.signal });
        ofWhole({ result: 'ok' });
        ofPair({ result: 'ok' });
        return answers.map(storable);
      } catch (error) {
        const failure =
          error instanceof ProviderFailure ? error : new ProviderFailure('retryable', 'the adapter failed');
        const wasCut = limit.signal.aborted && withinMs < ATTEMPT_MS;
        ofWhole(wasCut ? { result: 'unclear' } : verdictOnWhole(failure));
        ofPair(wasCut ? { result: 'unclear' } : verdictOnPair(failure));
        outcome = failure.kind;
        say(failure);
        throw failure;
      } finally {
        cancel();
        metrics.seconds.observe({ provider: name, outcome }, Math.max(0, clock.now() - began) / 1000);
      }
    },
  };
}

/** Without what Postgres refuses, or an answer that was paid for could neither be kept nor be shown. */
function storable(answer: string): string {
  return answer.toWellFormed().replaceAll('\0', '');
}

function verdictOnWhole({ kind, retryAfterMs }: ProviderFailure): Outcome {
  switch (kind) {
    case 'refused':
      return { result: 'ok' };
    case 'quota':
      return { result: 'failed', pauseMs: retryAfterMs ?? QUOTA_PAUSE_MS };
    case 'auth':
      return { result: 'failed', pauseMs: AUTH_PAUSE_MS };
    case 'retryable':
      return { result: 'failed', pauseMs: retryAfterMs };
  }
}

function verdictOnPair({ kind }: ProviderFailure): Outcome {
  if (kind === 'refused') return { result: 'ok' };
  return { result: kind === 'retryable' ? 'failed' : 'unclear' };
}
