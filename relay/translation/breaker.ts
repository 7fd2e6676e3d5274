/**
 * Spares a provider that fails, and whoever would wait for it.
 *
 *     closed ──5 failures in a row, or half of the last 20──► open ──openMs──► half-open ──probe fails──► open
 *       ▲                                                                          └──probe succeeds──► closed
 *
 * While it is half-open one request at a time is let through, the probe. Only what began under the present state
 * counts: a request from before says nothing about a provider that has since been given up, or taken back.
 */
import type { Clock } from '@touchline/shared/clock.ts';

export type BreakerState = 'closed' | 'open' | 'half-open';
/** `unclear`: ended without a verdict. A `pauseMs` opens at once, for that long. */
export type Outcome = { result: 'ok' | 'failed' | 'unclear'; pauseMs?: number | undefined };

export type Breaker = ReturnType<typeof createBreaker>;

export const OPEN_MS = 30_000;
const FAILURES_IN_A_ROW = 5;
const WINDOW = 20;
const FAILURES_IN_WINDOW = WINDOW / 2;

export function createBreaker({ clock, openMs = OPEN_MS }: { clock: Clock; openMs?: number }) {
  let state: BreakerState = 'closed';
  /** Raised with each change of state. */
  let era = 0;
  let openedAt = 0;
  let openForMs = openMs;
  let probing = false;
  /** The newest last; true is a failure. */
  let outcomes: boolean[] = [];

  function become(next: BreakerState): void {
    state = next;
    era += 1;
    probing = false;
    outcomes = [];
  }

  function open(forMs: number): void {
    become('open');
    openedAt = clock.now();
    openForMs = forMs;
  }

  /** Clocks get set back; then it waits from there. */
  function look(): BreakerState {
    if (state !== 'open') return state;
    openedAt = Math.min(openedAt, clock.now());
    if (clock.now() - openedAt >= openForMs) become('half-open');
    return state;
  }

  function settle(failed: boolean): void {
    if (state === 'half-open') return failed ? open(openMs) : become('closed');
    outcomes = [...outcomes, failed].slice(-WINDOW);
    const inARow = outcomes.length - 1 - outcomes.lastIndexOf(false);
    const isFull = outcomes.length === WINDOW;
    const isHalf = isFull && outcomes.filter(Boolean).length >= FAILURES_IN_WINDOW;
    if (inARow >= FAILURES_IN_A_ROW || isHalf) open(openMs);
  }

  return {
    state: look,
    /** Whether nobody may ask now. */
    refuses: (): boolean => look() === 'open' || (state === 'half-open' && probing),
    /** Somebody asks, who saw that it does not refuse. What is returned is called once. */
    begin(): (outcome: Outcome) => void {
      probing = look() === 'half-open';
      const begun = era;
      return ({ result, pauseMs }) => {
        if (begun !== era) return;
        if (pauseMs !== undefined) return open(pauseMs);
        if (result === 'unclear') probing = false;
        else settle(result === 'failed');
      };
    },
  };
}
