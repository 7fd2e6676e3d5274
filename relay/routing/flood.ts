import type { RoutingRules } from '@touchline/shared/routing-rules.ts';
import { Refusal } from '../platform/errors.ts';
import type { RoutingStore } from './store.ts';

type Deps = { store: Pick<RoutingStore, 'anonymousWaiting'>; rulesOf(siteId: string): Promise<RoutingRules> };

/** The client keeps the message and tries again. */
const RETRY_MS = 30_000;

/**
 * Lets no more anonymous players in among the waiting than a site can look through. Signed players always come in. Exact
 * for one relay; several at the same moment may together let in a few more.
 */
export function createFloodGate({ store, rulesOf }: Deps) {
  /** Let in and not among the waiting yet, by site. */
  const entering = new Map<string, number>();

  /** Returns the function to call once the message is written, or has failed. */
  return async ({ siteId, externalId }: { siteId: string; externalId: string | null }): Promise<() => void> => {
    if (externalId !== null) return () => {};
    const { anonymousWaitingMax: max } = await rulesOf(siteId);
    const before = entering.get(siteId) ?? 0;
    const waiting = await store.anonymousWaiting(siteId, max);
    // Whoever was entering when we counted is counted in either way.
    const now = entering.get(siteId) ?? 0;
    if (waiting + Math.max(before, now) >= max) {
      throw new Refusal('too-fast', 'Too many players are waiting here; sign in, or wait.', { retryAfterMs: RETRY_MS });
    }
    entering.set(siteId, now + 1);
    return () => void entering.set(siteId, (entering.get(siteId) ?? 1) - 1);
  };
}
