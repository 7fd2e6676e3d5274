/**
 * In which order the waiting are served. Relay and inbox sort by the same rule, so that what an operator sees on top
 * is what comes next.
 *
 * Danger first (`safer-gambling`), then what operators called urgent, then high, then what has been with an operator
 * already, then by arrival, where urgency, tier and a signed identity are worth a head start, and low priority counts as
 * having come later. Both are finite: whoever waits longer than the two together goes before every newcomer but the few
 * that come first by their nature.
 */
import type { Priority } from './conversation.ts';
import { DANGER } from './danger.ts';

/** A site's rules, levels 0 to 3; what is not named has 0. The schema is in queue-rules.ts, which needs zod. */
export type QueueRules = {
  /** By topic. */
  urgency: Record<string, number>;
  /** By the `tier` of the signed identity. */
  tiers: Record<string, number>;
};

/** What of a waiting conversation its place depends on. Times are in ms. */
export type Queued = {
  id: string;
  topic: string | null;
  tier: string | null;
  /** By a signed identity. */
  verified: boolean;
  /** As operators settled it; absent is normal. */
  priority?: Priority | undefined;
  front: boolean;
  queuedAt: number;
};

const MINUTE_MS = 60_000;
const URGENCY_STEP_MS = 5 * MINUTE_MS;
const TIER_STEP_MS = 2 * MINUTE_MS;
const VERIFIED_MS = 2 * MINUTE_MS;
/** With more waiting than this, signed players go well before anonymous ones. */
export const FLOOD_WAITING = 100;
const VERIFIED_IN_FLOOD_MS = 30 * MINUTE_MS;
/** Nobody's head start is larger. */
export const HEAD_START_MAX_MS = 3 * URGENCY_STEP_MS + 3 * TIER_STEP_MS + VERIFIED_IN_FLOOD_MS;
/** Behind everybody who is there, also behind those who come within the next while. */
export const LOW_BEHIND_MS = 60 * MINUTE_MS;

/** All the waiting of one site, next one first. */
export function inQueueOrder<Row extends Queued>(waiting: Row[], rules: QueueRules): Row[] {
  return inOneList([{ waiting, rules }]);
}

/** All the waiting of several sites in one list, in which each site's keep their own order. */
export function inOneList<Row extends Queued>(queues: { waiting: Row[]; rules: QueueRules }[]): Row[] {
  const places = queues.flatMap(({ waiting, rules }) => {
    const isFlood = waiting.length > FLOOD_WAITING;
    return waiting.map((row) => ({ row, key: placeOf(row, rules, isFlood) }));
  });
  places.sort((a, b) => {
    for (let i = 0; i < a.key.length; i++) {
      const difference = (a.key[i] as number) - (b.key[i] as number);
      if (difference !== 0) return difference;
    }
    return a.row.id < b.row.id ? -1 : 1;
  });
  return places.map(({ row }) => row);
}

function placeOf(row: Queued, { urgency, tiers }: QueueRules, isFlood: boolean): number[] {
  const headStart =
    (urgency[row.topic ?? ''] ?? 0) * URGENCY_STEP_MS +
    (tiers[row.tier ?? ''] ?? 0) * TIER_STEP_MS +
    (row.verified ? (isFlood ? VERIFIED_IN_FLOOD_MS : VERIFIED_MS) : 0);
  const isLow = row.priority === 'low';
  return [
    row.topic === DANGER ? 0 : 1,
    row.priority === 'urgent' ? 0 : row.priority === 'high' ? 1 : 2,
    row.front && !isLow ? 0 : 1,
    row.queuedAt - headStart + (isLow ? LOW_BEHIND_MS : 0),
  ];
}

/** In whole minutes. `high` is no promise; half of those who are told it are answered well before. */
export type WaitRange = { low: number; high: number };

/** Fewer answered than this in the last while say nothing about the next. */
const SAMPLE_MIN = 5;
const STEPS_MIN = [1, 2, 3, 5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 240];

/**
 * A range for the `position`th of the queue, from how many left it to an operator within the last `windowMs`.
 * Null when there is too little to go by, or when it would be hours.
 */
export function estimateWait(position: number, answered: number, windowMs: number): WaitRange | null {
  if (answered < SAMPLE_MIN) return null;
  const eachMin = windowMs / answered / MINUTE_MS;
  // Arrivals of places are close to Poisson: the time to the nth has mean n·each and deviation √n·each.
  const mean = position * eachMin;
  const deviation = Math.sqrt(position) * eachMin;
  const low = Math.max(0, mean - deviation);
  const high = STEPS_MIN.find((step) => step >= mean + deviation);
  if (high === undefined) return null;
  return { low: STEPS_MIN.findLast((step) => step <= low && step < high) ?? 0, high };
}
