/**
 * The net under routing, every few seconds on every relay: what an event should have set going and did not (its relay
 * died), and what no event tells (an operator who vanished, a player who fell silent). Each step looks again under
 * locks before it writes, so relays doing the same at once, or one that slept, do no harm.
 */
import type { Clock } from '@touchline/shared/clock.ts';
import { routingRules } from '@touchline/shared/routing-rules.ts';
import type { Log as ConversationLog } from '../conversations/log.ts';
import { Refusal } from '../platform/errors.ts';
import type { Log } from '../platform/log.ts';
import type { Node } from '../platform/node.ts';
import type { Routing } from './service.ts';
import type { Held, RoutingStore } from './store.ts';

const { graceMs, parkAfterMs } = routingRules.parse({});

type Deps = {
  store: RoutingStore;
  routing: Routing;
  conversations: Pick<ConversationLog, 'submit'>;
  node: Pick<Node, 'isSteady'>;
  clock: Clock;
  log: Pick<Log, 'warn'>;
  everyMs: number;
};

/** Begins at once; returns the function that ends it. */
export function sweepRouting(deps: Deps): () => void {
  const { store, routing, clock, log, everyMs } = deps;
  let cancel = () => {};
  let stopped = false;

  async function sweep(): Promise<void> {
    await attempt(async () => {
      await routing.endLateOffers();
      routing.reconsider();
      for (const siteId of await store.sitesWithWaiting()) routing.kick(siteId);
    });
    // A node that has just come back would find everybody else gone.
    if (deps.node.isSteady()) {
      await attempt(async () => {
        for (const held of await store.heldByGone(graceMs)) await attempt(() => routing.takeBack(held));
      });
    }
    await attempt(async () => {
      for (const silent of await store.silent(parkAfterMs)) await attempt(() => park(silent));
    });
    if (!stopped) cancel = clock.after(everyMs, sweep);
  }

  /** One conversation that makes trouble keeps nothing else from being looked at. */
  async function attempt(work: () => Promise<void>): Promise<void> {
    if (stopped) return;
    await work().catch((error) => log.warn({ err: error }, 'the sweep of routing failed; it comes again'));
  }

  /** Refused when the player has written since it was looked at. */
  async function park({ conversation, operator, seen }: Held & { seen: number }): Promise<void> {
    try {
      const author = { kind: 'system' } as const;
      await deps.conversations.submit({
        conversation,
        command: { type: 'park', operator },
        author,
        clientId: null,
        seen,
      });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }

  cancel = clock.after(everyMs, sweep);
  return () => {
    stopped = true;
    cancel();
  };
}
