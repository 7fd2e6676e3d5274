/** The rows of the authorisation matrix for the settings of a site: to everybody but its administrators there are none. */
import { systemClock } from '@touchline/shared/clock.ts';
import { SECTIONS, type SectionName } from '@touchline/shared/site-sections.ts';
import { behindSession, everyone, type RouteRow } from './authorisation-rows.ts';

const hidden = { own: 404, other: 404, otherSite: 404, absent: 404 };

const ofItsAdministrators = (part: string, body?: () => object, own = 200): RouteRow => ({
  request: (world, standing) => ({
    url: `/api/sites/${world.siteId(standing)}/${part}`,
    ...(body && { body: body() }),
  }),
  answers: behindSession({ operator: hidden, supervisor: hidden, admin: { ...hidden, own } }),
});

/** Something that each section may hold; it is only tried. */
const VALUES: Record<SectionName, object> = {
  look: { name: 'Brand', color: null },
  texts: { greeting: {} },
  languages: { languages: ['en', 'be'], defaultLanguage: 'en' },
  topics: { topics: [{ topic: 'bets', urgency: 0 }] },
  origins: { origins: [] },
  notices: { notices: [], privacyUrl: {} },
  routing: { tiers: {} },
  hours: { cover: null },
  retention: {},
  alerts: {},
};
const DAY_MS = 24 * 60 * 60 * 1000;

export const SETTINGS_ROUTES: Record<string, RouteRow> = {
  'GET /api/sites/:id/settings': ofItsAdministrators('settings'),
  'GET /api/sites/:id/settings-history': ofItsAdministrators('settings-history'),
  ...Object.fromEntries(
    SECTIONS.flatMap((name) => [
      [
        `PUT /api/sites/:id/settings/${name}`,
        ofItsAdministrators(`settings/${name}`, () => ({ version: 0, value: VALUES[name], try: true })),
      ],
      [
        // Nothing was changed that could be taken back; that it can is in test/settings.test.ts.
        `POST /api/sites/:id/settings/${name}/revert`,
        ofItsAdministrators(`settings/${name}/revert`, () => ({ version: 0, to: 0 }), 404),
      ],
    ]),
  ),
  'GET /api/sites/:id/keys': ofItsAdministrators('keys'),
  'POST /api/sites/:id/keys': ofItsAdministrators('keys', () => ({ kind: 'secret' }), 201),
  'PUT /api/sites/:id/keys/:kid/retirement': ofItsAdministrators('keys/one/retirement', () => ({
    at: systemClock.now() + DAY_MS,
  })),
  'POST /api/sites/:id/token-check': ofItsAdministrators('token-check', () => ({ token: 'none' })),
  'POST /api/sites/:id/page-check': ofItsAdministrators('page-check', () => ({ url: 'https://not-listed.example' })),
  'GET /api/sites/:id/preview': ofItsAdministrators('preview'),
  'POST /api/sites/:id/preview': ofItsAdministrators('preview', () => ({ language: 'en', draft: {} })),
  'GET /preview/stage.js': { request: () => ({ url: '/preview/stage.js' }), answers: everyone(200) },
  'POST /api/sites/:id/copies': ofItsAdministrators(
    'copies',
    () => ({ name: 'Copy', key: `copy-${crypto.randomUUID().slice(0, 8)}`, origins: [] }),
    201,
  ),
};
