/** What supervisors and administrators of a site look up: the floor, who was there on a day, which limits were passed. */
import type { OperatorRole } from '@touchline/shared/people.ts';
import type { Alert, FloorFrame, Timeline } from '@touchline/shared/supervision.ts';
import { notFound } from '../platform/errors.ts';
import type { AlertStore } from './alert-store.ts';
import type { Boards } from './board.ts';
import { boundsOf, spansOf, totalsOf } from './timeline.ts';
import type { TimelineStore } from './timeline-store.ts';

export type SupervisionService = ReturnType<typeof createSupervisionService>;

type Deps = {
  timelines: TimelineStore;
  alerts: Pick<AlertStore, 'page'>;
  boards: Pick<Boards, 'now'>;
  zoneOf(siteId: string): Promise<string>;
  sitesOf(operatorId: string): Promise<{ id: string; role: OperatorRole }[]>;
  wall: { now(): number };
};

export function createSupervisionService({ timelines, alerts, boards, zoneOf, sitesOf, wall }: Deps) {
  /** A site that is not theirs, one that does not exist, and one where they do not supervise are the same. */
  async function authorise(siteId: string, operatorId: string): Promise<void> {
    const site = (await sitesOf(operatorId)).find(({ id }) => id === siteId);
    if (!site || site.role === 'operator') throw notFound();
  }

  return {
    async board(siteId: string, operatorId: string): Promise<Omit<FloorFrame, 'type'>> {
      await authorise(siteId, operatorId);
      const { type: _, ...board } = await boards.now(siteId);
      return board;
    },

    /** Of today as far as it has come; of a day to come, nothing yet. */
    async timeline(siteId: string, day: string, operatorId: string): Promise<Timeline> {
      await authorise(siteId, operatorId);
      const timeZone = await zoneOf(siteId);
      const { from, ends } = boundsOf(day, timeZone);
      const until = Math.max(from, Math.min(ends, wall.now()));
      const operators = (await timelines.changes(siteId, from, until)).map(({ id, name, changes }) => {
        const spans = spansOf(changes, from, until);
        return { id, name, spans, totals: totalsOf(spans) };
      });
      return { day, timeZone, from, until, ends, operators };
    },

    async alertsOf(
      siteId: string,
      before: string | undefined,
      operatorId: string,
    ): Promise<{ alerts: Alert[]; next: string | null }> {
      await authorise(siteId, operatorId);
      return alerts.page(siteId, before);
    },
  };
}
