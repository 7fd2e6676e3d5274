import type { RoutingRules } from '@touchline/shared/routing-rules.ts';
import { Refusal } from '../platform/errors.ts';
import type { RoutingStore } from './store.ts';

type Deps = { store: Pick<RoutingStore, 'anonymousWaiting'>; rulesOf(siteId: string): Promise<RoutingRules> };

/** The client keeps the message and tries again. */
const RETRY_MS = 30_000;

/** Lets no more anonymous players begin than a site can look through. Signed players always may. */
export function createFloodGate({ store, rulesOf }: Deps) {
  return async ({ siteId, externalId }: { siteId: string; externalId: string | null }): Promise<void> => {
    if (externalId !== null) return;
    const { anonymousWaitingMax } = await rulesOf(siteId);
    if ((await store.anonymousWaiting(siteId, anonymousWaitingMax)) < anonymousWaitingMax) return;
    throw new Refusal('too-fast', 'Too many players are waiting here; sign in, or wait.', { retryAfterMs: RETRY_MS });
  };
}
