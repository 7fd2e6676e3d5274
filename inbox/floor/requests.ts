import type { Alert, Timeline } from '@touchline/shared/supervision.ts';
import { call } from '../api.ts';

export const floorRequests = {
  timeline: (site: string, day: string) => call<Timeline>('GET', `sites/${site}/timeline?day=${day}`),
  alerts: (site: string, before: string | null) =>
    call<{ alerts: Alert[]; next: string | null }>('GET', `sites/${site}/alerts${before ? `?before=${before}` : ''}`),
};
