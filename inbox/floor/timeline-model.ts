/** One day of one site, as it was asked for last. */
import { createModel, signal } from '@preact/signals';
import type { Timeline } from '@touchline/shared/supervision.ts';
import { ApiError } from '../api.ts';
import type { floorRequests } from './requests.ts';

type Deps = { requests: Pick<typeof floorRequests, 'timeline'>; site: string | null; day: string };

export const TimelineModel = createModel(({ requests, ...begun }: Deps) => {
  const site = signal(begun.site);
  const day = signal(begun.day);
  const shown = signal<Timeline | null>(null);
  const problem = signal<ApiError['kind'] | null>(null);
  let asked = 0;

  const load = async () => {
    if (!site.value) return;
    const mine = ++asked;
    problem.value = null;
    try {
      const timeline = await requests.timeline(site.value, day.value);
      if (mine === asked) shown.value = timeline;
    } catch (error) {
      if (mine === asked) problem.value = error instanceof ApiError ? error.kind : 'internal';
    }
  };

  return {
    site,
    day,
    shown,
    problem,
    load,
    choose(next: { site?: string | null; day?: string }) {
      if (next.site) site.value = next.site;
      if (next.day) day.value = next.day;
      void load();
    },
  };
});
export type TimelineState = InstanceType<typeof TimelineModel>;

/** `2026-11-22` and so many days on. */
export function dayAfter(day: string, days: number): string {
  const date = new Date(`${day}T12:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}
