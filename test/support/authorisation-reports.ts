/**
 * The rows of the authorisation matrix for numbers. An operator of a site is shown their own there: that they are no more than
 * that is in test/reports-rights.test.ts. What players wrote, in the digest, is for its supervisors and administrators.
 */
import { behindSession, type RouteRow } from './authorisation-rows.ts';

const hidden = { own: 200, other: 404, otherSite: 404, absent: 404 };
const table = (part: string): RouteRow => ({
  request: (world, standing) => ({
    url: `/api/reports/${part}?sites=${world.siteId(standing)}&from=2026-11-01&to=2026-11-30&by=day`,
  }),
  answers: behindSession({
    operator: hidden,
    supervisor: { ...hidden, other: 200 },
    admin: { ...hidden, other: 200 },
  }),
});

export const REPORT_ROUTES: Record<string, RouteRow> = {
  'GET /api/reports/table': table('table'),
  'GET /api/reports/table.csv': table('table.csv'),
  'GET /api/reports/digest': {
    request: (world, standing) => ({ url: `/api/reports/digest?site=${world.siteId(standing)}&week=2026-11-22` }),
    answers: behindSession({ operator: { ...hidden, own: 404 }, supervisor: hidden, admin: hidden }),
  },
};
