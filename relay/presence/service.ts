/**
 * Who is there. An operator is what they chose to be as long as an inbox of theirs is open on a node that lives.
 * Inboxes are rows; a row goes a moment after its socket, so that reloading the page, or the next request of a polling
 * inbox, is no absence.
 */
import type { Clock } from '@touchline/shared/clock.ts';
import type { PresenceChoice } from '@touchline/shared/people.ts';
import type { Log } from '../platform/log.ts';
import type { Node } from '../platform/node.ts';
import type { Floor } from './floor.ts';
import type { PresenceStore } from './store.ts';

export type Presence = ReturnType<typeof createPresence>;

type Deps = {
  store: PresenceStore;
  node: Pick<Node, 'isSteady' | 'onRevived'>;
  floor: Floor;
  clock: Clock;
  log: Pick<Log, 'warn'>;
  /** Somebody may be given something now. */
  arrived(operatorId: string): Promise<void>;
  everyMs: number;
  lingerMs: number;
};

export function createPresence(deps: Deps) {
  const { store, node, floor, clock, everyMs, lingerMs } = deps;
  /** Of this node: socket → operator. */
  const inboxes = new Map<string, string>();
  const lingering = new Set<() => void>();
  let stopped = false;

  const failed = (error: unknown) =>
    deps.log.warn({ err: error }, 'presence could not be written; the sweep tries again');

  async function announce(operatorId: string): Promise<void> {
    floor.changed(await store.sitesOf(operatorId));
  }

  node.onRevived(() => {
    const all = [...inboxes].map(([socket, operator]) => ({ socket, operator }));
    if (all.length > 0) store.open(all).catch(failed);
  });

  async function sweep(): Promise<void> {
    try {
      if (node.isSteady()) {
        await store.forgetDeadNodes();
        for (const operatorId of await store.notice()) await announce(operatorId);
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
      inboxes.set(socket, operatorId);
      await store.open([{ socket, operator: operatorId }]);
      await announce(operatorId);
      deps.arrived(operatorId).catch(failed);
      return () => {
        inboxes.delete(socket);
        const leave = clock.after(lingerMs, () => {
          lingering.delete(leave);
          store
            .close(socket)
            .then(() => announce(operatorId))
            .catch(failed);
        });
        lingering.add(leave);
      };
    },

    async choose(operatorId: string, choice: PresenceChoice): Promise<void> {
      floor.changed(await store.choose(operatorId, choice));
      if (choice === 'online') await deps.arrived(operatorId);
    },

    /** Its node's row goes next, and all inboxes with it. */
    stop(): void {
      stopped = true;
      cancel();
      for (const leave of lingering) leave();
    },
  };
}
