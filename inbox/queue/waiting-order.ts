/**
 * The waiting in the order in which they are served, brands side by side, each by its own rules. What is on offer to the
 * reader stands above all, because its time runs. Pure.
 */
import { DANGER } from '@touchline/shared/danger.ts';
import type { DeskRow } from '@touchline/shared/down.ts';
import { inOneList, type Queued, type QueueRules } from '@touchline/shared/queue.ts';

export type RulesOf = (site: string) => QueueRules | undefined;

const NO_RULES: QueueRules = { urgency: {}, tiers: {} };

export function inWaitingOrder(rows: readonly DeskRow[], rulesOf: RulesOf, me: string): DeskRow[] {
  const queues = [...Map.groupBy(rows, (row) => row.site)].map(([site, ofSite]) => ({
    waiting: ofSite.map(placeOf),
    rules: rulesOf(site) ?? NO_RULES,
  }));
  const list = inOneList(queues).map(({ row }) => row);
  const isMine = (row: DeskRow) => row.offer?.operator === me;
  return [...list.filter(isMine), ...list.filter((row) => !isMine(row))];
}

export const isDanger = (row: Pick<Queued, 'topic'>): boolean => row.topic === DANGER;

function placeOf(row: DeskRow): Queued & { row: DeskRow } {
  const { id, state, contact, front } = row;
  const queuedAt = row.queuedAt ?? row.waitingSince ?? row.updatedAt;
  const { topic, priority } = state;
  return { id, topic, priority, tier: contact.tier, verified: contact.verified, front, queuedAt, row };
}
