/**
 * The waiting in the order in which they are served. Each brand has a queue of its own, by its own rules; the list
 * shows one beside the other without changing any: of the heads of all queues the one comes first that is in danger,
 * then the one that was with an operator already, then the one that came first. What is on offer to the reader stands
 * above all, because its time runs. Pure.
 */
import type { DeskRow } from '@touchline/shared/down.ts';
import { inQueueOrder, type Queued, type QueueRules } from '@touchline/shared/queue.ts';

export type RulesOf = (site: string) => QueueRules | undefined;
type Place = Queued & { row: DeskRow };

const NO_RULES: QueueRules = { urgency: {}, tiers: {} };

export function inWaitingOrder(rows: readonly DeskRow[], rulesOf: RulesOf, me: string): DeskRow[] {
  const ordered = [...bySite(rows)].map(([site, places]) => inQueueOrder(places, rulesOf(site) ?? NO_RULES));
  const list = merged(ordered);
  const isMine = (row: DeskRow) => row.offer?.operator === me;
  return [...list.filter(isMine), ...list.filter((row) => !isMine(row))];
}

export const isDanger = (row: Pick<Queued, 'topic'>): boolean => row.topic === 'safer-gambling';

function bySite(rows: readonly DeskRow[]): Map<string, Place[]> {
  const sites = new Map<string, Place[]>();
  for (const row of rows) {
    const places = sites.get(row.site) ?? [];
    places.push(placeOf(row));
    sites.set(row.site, places);
  }
  return sites;
}

function placeOf(row: DeskRow): Place {
  const { id, state, contact, front } = row;
  const queuedAt = row.queuedAt ?? row.waitingSince ?? row.updatedAt;
  return { id, topic: state.topic, tier: contact.tier, verified: contact.verified, front, queuedAt, row };
}

function merged(queues: Place[][]): DeskRow[] {
  if (queues.length === 1) return (queues[0] ?? []).map(({ row }) => row);
  const at = queues.map(() => 0);
  const list: DeskRow[] = [];
  for (;;) {
    let first: { place: Place; from: number } | null = null;
    for (const [from, queue] of queues.entries()) {
      const place = queue[at[from] ?? 0];
      if (place && (!first || goesBefore(place, first.place))) first = { place, from };
    }
    if (!first) return list;
    at[first.from] = (at[first.from] ?? 0) + 1;
    list.push(first.place.row);
  }
}

function goesBefore(a: Place, b: Place): boolean {
  if (isDanger(a) !== isDanger(b)) return isDanger(a);
  if (a.front !== b.front) return a.front;
  return a.queuedAt < b.queuedAt;
}
