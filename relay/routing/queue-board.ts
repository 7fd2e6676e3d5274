/**
 * Tells waiting players where they stand: their place, about how long, or that nobody is there and when somebody is
 * expected. One look at a site's queue serves everybody on this relay who waits there; a player hears only changes.
 */
import type { Clock } from '@touchline/shared/clock.ts';
import type { QueueFrame } from '@touchline/shared/down.ts';
import { estimateWait, inQueueOrder } from '@touchline/shared/queue.ts';
import type { RoutingRules } from '@touchline/shared/routing-rules.ts';
import { createGather } from '../platform/gather.ts';
import { nextShift } from './cover.ts';
import type { RoutingStore } from './store.ts';

export type QueueBoard = ReturnType<typeof createQueueBoard>;
type Listener = (text: string) => void;

/** A person does not see the difference, and on a match day the queue changes all the time … */
const GATHER_MS = 500;
/** … and reading it costs by its length. */
const GATHER_PER_WAITING_MS = 0.5;
const GATHER_MAX_MS = 5_000;
/** Further back, a place is told again when it has moved by a tenth. */
const EXACT_PLACES = 20;
/** Estimates and expectations change by time alone, and news may be lost. */
const ANEW_MS = 20_000;
/** How far back the estimate looks. */
const WINDOW_MS = 30 * 60_000;

type Deps = {
  store: Pick<RoutingStore, 'waiting' | 'isStaffed' | 'assignedWithin'>;
  floor: { on(siteId: string, listener: () => void): Promise<() => void> };
  rulesOf(siteId: string): Promise<RoutingRules>;
  clock: Clock;
  failed(error: unknown): void;
};

export function createQueueBoard(deps: Deps) {
  const boards = new Map<string, ReturnType<typeof createBoard>>();
  return {
    /** `listener` hears of this conversation, whenever it waits, until the returned function is called. */
    watch(siteId: string, conversation: string, listener: Listener): () => void {
      const board = boards.get(siteId) ?? createBoard(siteId, deps);
      boards.set(siteId, board);
      const stop = board.add(conversation, listener);
      return () => {
        stop();
        if (board.isIdle() && boards.get(siteId) === board) {
          boards.delete(siteId);
          board.close();
        }
      };
    },
  };
}

function createBoard(siteId: string, { store, floor, rulesOf, clock, failed }: Deps) {
  /** Listener → what it heard last, by conversation. */
  const watchers = new Map<string, Map<Listener, Heard | null>>();
  let length = 0;
  let cancelAnew = () => {};

  async function look(): Promise<void> {
    const queue = await store.waiting(siteId);
    if (!queue.some((one) => watchers.has(one.id))) return;
    const rules = await rulesOf(siteId);
    const [staffed, answered] = await Promise.all([store.isStaffed(siteId), store.assignedWithin(siteId, WINDOW_MS)]);
    length = queue.length;
    inQueueOrder(queue, rules.queue).forEach((one, index) => {
      const listeners = watchers.get(one.id);
      if (!listeners) return;
      const frame: QueueFrame = {
        type: 'queue',
        conversation: one.id,
        staffed,
        position: staffed ? index + 1 : null,
        wait: staffed ? estimateWait(index + 1, answered, WINDOW_MS) : null,
        expectedAt: staffed || !rules.cover ? null : nextShift(rules.cover, one.language, clock.now()),
      };
      for (const [listener, heard] of listeners) {
        if (heard && !isNews(heard, frame, one.queuedAt)) continue;
        listeners.set(listener, { frame, queuedAt: one.queuedAt });
        listener(JSON.stringify(frame));
      }
    });
  }

  const gather = createGather(
    clock,
    () => Math.min(GATHER_MAX_MS, GATHER_MS + length * GATHER_PER_WAITING_MS),
    look,
    failed,
  );
  const opened = floor.on(siteId, gather.soon);
  opened.catch(failed);
  function anew(): void {
    cancelAnew = clock.after(ANEW_MS, () => {
      gather.soon();
      anew();
    });
  }
  anew();

  return {
    add(conversation: string, listener: Listener): () => void {
      const listeners = watchers.get(conversation) ?? new Map<Listener, Heard | null>();
      watchers.set(conversation, listeners);
      listeners.set(listener, null);
      gather.soon();
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0 && watchers.get(conversation) === listeners) watchers.delete(conversation);
      };
    },
    isIdle: () => watchers.size === 0,
    close() {
      gather.stop();
      cancelAnew();
      opened.then((stop) => stop(), failed);
    },
  };
}

type Heard = { frame: QueueFrame; queuedAt: number };

function isNews({ frame: before, queuedAt }: Heard, now: QueueFrame, queuedAtNow: number): boolean {
  // Answered and back again, it is told anew, though it may stand where it stood.
  if (queuedAt !== queuedAtNow || before.staffed !== now.staffed || before.expectedAt !== now.expectedAt) return true;
  if (now.position === null || before.position === null) return false;
  const moved = Math.abs(now.position - before.position);
  if (now.position > EXACT_PLACES) return moved * 10 >= before.position;
  return moved > 0 || before.wait?.low !== now.wait?.low || before.wait?.high !== now.wait?.high;
}
