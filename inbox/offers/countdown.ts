/**
 * How long an offer stands, in seconds as they are shown. The relay ends it; this only says about when, so it is never
 * below zero and, where a clock is off, never beyond what any site may set. Pure.
 */
const LONGEST_S = 3_600;

export function secondsLeft(until: number, now: number): number {
  return Math.min(Math.max(Math.ceil((until - now) / 1_000), 0), LONGEST_S);
}

/** `0:24`, `10:00`. */
export function countdown(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
