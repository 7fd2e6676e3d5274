/**
 * How far what operators wrote has reached a device of the player's. A mark that only moves forward, per conversation; no
 * event, because it follows the line and not the log. It is moved when the other end of the line has proved that the
 * bytes are there (realtime/proof.ts), or when a client that comes back says how far it has got. Marks are written
 * together, a moment later; one that is lost with its relay is proved again by whoever comes back.
 */
import type { Clock } from '@touchline/shared/clock.ts';
import type { Bus, BusListener } from '../platform/bus.ts';
import { createGather } from '../platform/gather.ts';
import type { Rounds } from '../platform/rounds.ts';
import type { DeliveryStore, Mark, Reached } from './delivery-store.ts';

export type Delivery = ReturnType<typeof createDelivery>;

/** An operator sees no difference, and the row of a lively conversation is written seldom. */
const GATHER_MS = 400;

type Deps = {
  store: DeliveryStore;
  bus: Pick<Bus, 'lossy' | 'publish' | 'subscribe'>;
  clock: Clock;
  rounds: Pick<Rounds, 'add'>;
  failed(error: unknown): void;
};
type Listener = (upTo: number) => void;

export function createDelivery({ store, bus, clock, rounds, failed }: Deps) {
  let reached = new Map<string, Reached>();
  /** Who looks, here, by conversation. */
  const watched = new Map<string, Set<Listener>>();

  const gather = createGather(clock, () => GATHER_MS, write, failed);

  async function write(): Promise<void> {
    const all = reached;
    reached = new Map();
    const moved = await store.reach([...all.values()]).catch((error) => {
      for (const one of all.values()) remember(one);
      throw error;
    });
    for (const mark of moved) bus.publish(channelOf(mark.conversation), { upTo: mark.upTo });
  }

  function remember(one: Reached): void {
    if ((reached.get(one.conversation)?.seq ?? 0) < one.seq) reached.set(one.conversation, one);
  }

  async function read(conversations: string[]): Promise<void> {
    if (conversations.length === 0) return;
    for (const { conversation, upTo } of await store.marks(conversations)) {
      for (const listener of watched.get(conversation) ?? []) listener(upTo);
    }
  }

  // What the bus has lost.
  if (bus.lossy) rounds.add((isDue) => read([...watched.keys()].filter(isDue)));

  return {
    reached(one: Reached): void {
      remember(one);
      gather.soon();
    },

    /** `tell` hears where the mark is, and whenever it has moved, until the returned function is called. */
    async watch(conversation: string, tell: (upTo: number) => void): Promise<() => void> {
      let told = -1;
      const listener = (upTo: number) => {
        if (upTo <= told) return;
        told = upTo;
        tell(upTo);
      };
      const listeners = watched.get(conversation) ?? new Set();
      watched.set(conversation, listeners.add(listener));
      const stop = await bus.subscribe(channelOf(conversation), (({ upTo }: Mark) =>
        listener(upTo)) as unknown as BusListener);
      const leave = () => {
        stop();
        listeners.delete(listener);
        if (listeners.size === 0 && watched.get(conversation) === listeners) watched.delete(conversation);
      };
      try {
        await read([conversation]);
      } catch (error) {
        leave();
        throw error;
      }
      return leave;
    },

    stop: gather.stop,
  };
}

const channelOf = (conversation: string) => `delivered/${conversation}`;
