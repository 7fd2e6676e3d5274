/** Which limits a site has passed, newest first, in pages. */
import { createModel, signal } from '@preact/signals';
import type { Alert } from '@touchline/shared/supervision.ts';
import { ApiError } from '../api.ts';
import type { floorRequests } from './requests.ts';

type Deps = { requests: Pick<typeof floorRequests, 'alerts'>; site: string | null };

export const RecordModel = createModel(({ requests, ...begun }: Deps) => {
  const site = signal(begun.site);
  const alerts = signal<readonly Alert[] | null>(null);
  const next = signal<string | null>(null);
  const problem = signal<ApiError['kind'] | null>(null);

  const load = async (before: string | null) => {
    const of = site.value;
    if (!of) return;
    problem.value = null;
    try {
      const page = await requests.alerts(of, before);
      if (site.value !== of) return;
      alerts.value = before ? [...(alerts.value ?? []), ...page.alerts] : page.alerts;
      next.value = page.next;
    } catch (error) {
      if (site.value === of) problem.value = error instanceof ApiError ? error.kind : 'internal';
    }
  };

  return {
    site,
    alerts,
    next,
    problem,
    begin: () => load(null),
    more: () => load(next.value),
    choose(id: string) {
      site.value = id;
      alerts.value = null;
      return load(null);
    },
  };
});
