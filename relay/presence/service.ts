/**
 * Who is there. An operator is what they chose to be as long as an inbox of theirs is open on a node that lives.
 * Inboxes are rows; a row goes a moment after its socket, so that reloading the page, or the next request of a polling
 * inbox, is no absence.
 */
import type { Clock } from '@touchline/shared/clock.ts';
import type { PresenceChoice } from '@touchline/shared/presence.ts';
import type { Log } from '../platform/log.ts';
import type { Node } from '../platform/node.ts';
import { createTurns } from '../platform/turns.ts';
import type { Floor } from './floor.ts';
import type { PresenceStore } from './store.ts';

export type Presence = ReturnType<typeof createPresence>;

type Deps = {
  store: PresenceStore;
  node: Pick<Node, 'isSteady' | 'onRevived'>;
  floor: Floor;
  clock: Clock;
  log: Pick<Log, 'warn'>;
  /** Where they answer. */
  sitesOf(operatorId: string): Promise<string[]>;
  /** Somebody may be given something now. */
  arrived(operatorId: string): Promise<void>;
  /** Nothing new is for them. */
  left(operatorId: string): Promise<void>;
  everyMs: number;
  lingerMs: number;
};

export function createPresence(deps: Deps) {
  const { store, node, floor, clock, everyMs, lingerMs } = deps;
  /** Of this node: socket → operator. */
  const inboxes = new Map<string, string>();
  /** Whose row may still stand. */
  const closing = new Set<string>();
  const lingering = new Set<() => void>();
  let stopped = false;

  /** Of two choices that were made within a moment the later one holds. */
  const inTurn = createTurns();

  const failed = (error: unknown) =>
    deps.log.warn({ err: error }, 'presence could not be written; the sweep tries again');

  async function announce(operatorId: string): Promise<void> {
    floor.changed(await deps.sitesOf(operatorId));
  }

  /** Writes all that is open here, and takes away what could not be taken away when it closed. */
  async function reconcile(): Promise<void> {
    await store.open([...inboxes].map(([socket, operator]) => ({ socket, operator })));
    const gone = [...closing];
    if (gone.length === 0) return;
    await store.close(gone);
    for (const socket of gone) closing.delete(socket);
  }

  async function close(socket: string, operatorId: string): Promise<void> {
    closing.add(socket);
    inboxes.delete(socket);
    await store.close([socket]);
    closing.delete(socket);
    await announce(operatorId);
  }

  node.onRevived(() => {
    reconcile()
      .then(() => Promise.all([...new Set(inboxes.values())].map(deps.arrived)))
      .catch(failed);
  });

  async function sweep(): Promise<void> {
    try {
      await reconcile();
      if (node.isSteady()) {
        // First, because a dead node knows until when its operators were there.
        for (const operatorId of await store.notice()) await announce(operatorId);
        await store.forgetDeadNodes();
      }
    } catch (error) {
      failed(error);
    }
    if (!stopped) cancel = clock.after(everyMs, sweep);
  }
  let cancel = clock.after(everyMs, sweep);

  return {
    /** An inbox of the operator is open. Returns the function that says that it is not any more. */
    async opened(socket: string, operatorId: string): Promise<() => void> {
      const isFirst = ![...inboxes.values()].includes(operatorId);
      inboxes.set(socket, operatorId);
      try {
        if (isFirst) await store.endAbsence(operatorId);
        await store.open([{ socket, operator: operatorId }]);
        await announce(operatorId);
      } catch (error) {
        close(socket, operatorId).catch(failed);
        throw error;
      }
      deps.arrived(operatorId).catch(failed);
      return () => {
        const leave = clock.after(lingerMs, () => {
          lingering.delete(leave);
          close(socket, operatorId).catch(failed);
        });
        lingering.add(leave);
      };
    },

    choose(operatorId: string, choice: PresenceChoice): Promise<void> {
      return inTurn(operatorId, async () => {
        await store.choose(operatorId, choice);
        await announce(operatorId);
        if (choice === 'online') await deps.arrived(operatorId);
        else await deps.left(operatorId);
      });
    },

    /** Its node's row goes next, and all inboxes with it. */
    stop(): void {
      stopped = true;
      cancel();
      for (const leave of lingering) leave();
    },
  };
}
