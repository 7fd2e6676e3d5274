import type { Clock } from '@touchline/shared/clock.ts';

/** So many at once, and so many a second in the long run. */
export type Rate = { burst: number; perSecond: number };
export type Bucket = { take(): boolean; waitMs(): number };

/** A token bucket for one socket's frames. Identities and addresses are limited with rate-limiter-flexible. */
export function createBucket({ burst, perSecond }: Rate, clock: Clock): Bucket {
  let tokens = burst;
  let at = clock.now();

  function refill(): void {
    const now = clock.now();
    tokens = Math.min(burst, tokens + (Math.max(0, now - at) / 1000) * perSecond);
    at = now;
  }

  return {
    take() {
      refill();
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
    waitMs() {
      refill();
      return Math.ceil(((1 - Math.min(1, tokens)) / perSecond) * 1000);
    },
  };
}
