import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Refusal } from './errors.ts';

/** So many per window of `seconds`, by key, on this relay. The returned function throws `too-fast` beyond that. */
export type Limiter = {
  /** Takes one, or so many. */
  consume(key: string, points?: number): Promise<void>;
  forgive(key: string): Promise<void>;
  refund(key: string): Promise<void>;
};

export function createLimiter(points: number, seconds: number, message: string): Limiter {
  const limiter = new RateLimiterMemory({ points, duration: seconds });
  return {
    async consume(key, points = 1) {
      try {
        await limiter.consume(key, points);
      } catch (limit) {
        const retryAfterMs = limit instanceof RateLimiterRes ? limit.msBeforeNext : 60_000;
        throw new Refusal('too-fast', message, { retryAfterMs });
      }
    },
    /** Gives one back. */
    async refund(key) {
      await limiter.reward(key);
    },
    async forgive(key) {
      await limiter.delete(key);
    },
  };
}
