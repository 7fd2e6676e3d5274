/**
 * Who may what, as data: every route, door and frame is a row, and authorisation.test.ts asks the relay for the rows
 * that there must be. A row without an answer for a role, or a route without a row, fails.
 */
import { newToken, PROTOCOL_VERSION } from '@touchline/shared/wire.ts';
import { API_ROUTES } from './authorisation-api.ts';
import { FILE_ROUTES } from './authorisation-file-routes.ts';
import { PEOPLE_ROUTES } from './authorisation-people.ts';
import { PRIVACY_ROUTES } from './authorisation-privacy.ts';
import { REPORT_ROUTES } from './authorisation-reports.ts';
import type { Role, Standing } from './authorisation-roles.ts';
import { type Answer, behindSession, everyOperator, everyone, type RouteRow } from './authorisation-rows.ts';
import { SETTINGS_ROUTES } from './authorisation-settings.ts';
import { SUPERVISION_ROUTES } from './authorisation-supervision.ts';
import type { World } from './authorisation-world.ts';
import { TEST_ORIGIN } from './relay.ts';

const fixed =
  (url: string): RouteRow['request'] =>
  () => ({ url });
const hidden = { own: 200, other: 404, otherSite: 404, absent: 404 };

/** Of an administrator who is one on this very site. */
const ofItsAdministrators = behindSession({ operator: 403, supervisor: 403, admin: hidden });
const translation = (part: string, body?: object): RouteRow => ({
  request: (world, standing) => ({
    url: `/api/sites/${world.siteId(standing)}/translation${part}`,
    ...(body && { body }),
  }),
  answers: ofItsAdministrators,
});

/** Whoever is more than an operator on this very site; to everybody else it is not there. */
const ofItsSupervisors = (own: number) =>
  behindSession({ operator: 404, supervisor: { ...hidden, own }, admin: { ...hidden, own } });

/** Everybody who answers on a site may look at its players. */
const ofItsOperators = everyOperator({ ...hidden, other: 200 });
const contact = (part: string, body?: () => object): RouteRow => ({
  request: async (world, standing) => ({
    url: `/api/contacts/${await world.contact(standing)}${part}`,
    ...(body && { body: body() }),
  }),
  answers: ofItsOperators,
});

/** Which sites there are is no secret: these tell a page of a foreign origin from an unknown site. */
export const SITES_DOORS = ['GET /sites/:key/start', 'POST /poll'];

export const ROUTES: Record<string, RouteRow> = {
  'GET /health': { request: fixed('/health'), answers: everyone(200) },
  'GET /ready': { request: fixed('/ready'), answers: everyone(200) },
  'GET /metrics': {
    request: (world, standing) => ({
      url: '/metrics',
      ...(standing === 'absent' ? {} : { headers: { authorization: world.metricsAuthorisation(standing) } }),
    }),
    answers: everyone(hidden),
  },
  'GET /widget.js': { request: fixed('/widget.js'), answers: everyone(200) },
  'GET /assets/:file': {
    request: (world, standing) => ({ url: `/assets/${world.asset('widget', standing)}` }),
    answers: everyone(hidden),
  },
  'GET /inbox/assets/:file': {
    request: (world, standing) => ({ url: `/inbox/assets/${world.asset('inbox', standing)}` }),
    answers: everyone(hidden),
  },
  'GET /inbox': { request: fixed('/inbox'), answers: everyone(200) },
  'GET /inbox/*': { request: fixed('/inbox/conversations/any'), answers: everyone(200) },
  'GET /sites/:key/start': {
    request: (world, standing) => ({ url: `/sites/${world.siteKey(standing)}/start` }),
    // What a site says to its players is public; a page of a foreign origin is told to add itself to the list.
    answers: {
      ...everyone({ own: 200, other: 200, otherSite: 200, absent: 404 }),
      foreignPage: { own: 403, other: 403, otherSite: 403, absent: 404 },
    },
  },
  'POST /poll': {
    request: (world, standing, role) => ({
      url: `/poll?site=${world.siteKey(standing)}`,
      body: { wait: 0, frames: [{ type: 'hello', version: PROTOCOL_VERSION, locale: 'en', token: newToken() }] },
      ...(role === 'foreignPage' ? {} : { headers: { origin: TEST_ORIGIN } }),
    }),
    answers: {
      ...everyone({ own: 200, other: 200, otherSite: 403, absent: 404 }),
      foreignPage: { own: 403, other: 403, otherSite: 403, absent: 404 },
    },
  },
  'POST /inbox/poll': {
    request: () => ({
      url: '/inbox/poll',
      body: { wait: 0, frames: [{ type: 'hello', version: PROTOCOL_VERSION }] },
    }),
    answers: everyOperator(200),
  },
  'GET /api/connection': {
    request: fixed('/api/connection'),
    answers: everyOperator(200),
  },
  ...FILE_ROUTES,
  ...PEOPLE_ROUTES,
  ...PRIVACY_ROUTES,
  ...REPORT_ROUTES,
  ...SETTINGS_ROUTES,
  ...API_ROUTES,
  ...SUPERVISION_ROUTES,
  'POST /api/session': {
    request: (world, standing) => ({ url: '/api/session', body: world.credentials(standing) }),
    answers: { ...everyone({ own: 200, other: 401, otherSite: 401, absent: 401 }), foreignPage: 403 },
  },
  'GET /api/session': {
    request: fixed('/api/session'),
    answers: everyOperator(200),
  },
  'DELETE /api/session': {
    request: fixed('/api/session'),
    answers: { ...everyone(204), foreignPage: 403 },
  },
  // Everybody's own, and nobody else's can be named.
  'PUT /api/me/languages': {
    request: () => ({ url: '/api/me/languages', body: { languages: { be: 'native' } } }),
    answers: everyOperator(204),
  },
  'PUT /api/me/aliases': {
    request: (world, standing) => ({ url: '/api/me/aliases', body: { site: world.siteId(standing), alias: 'Ann' } }),
    answers: behindSession({
      operator: { ...hidden, own: 204 },
      supervisor: { ...hidden, own: 204, other: 204 },
      admin: { ...hidden, own: 204, other: 204 },
    }),
  },
  'POST /api/setup/check': {
    request: async (world, standing) => ({ url: '/api/setup/check', body: { token: await world.link(standing) } }),
    answers: { ...everyone(hidden), foreignPage: 403 },
  },
  'POST /api/setup/administrator': {
    request: async (world, standing) => ({
      url: '/api/setup/administrator',
      body: { token: await world.link(standing), ...world.newAdministrator() },
    }),
    answers: { ...everyone(hidden), foreignPage: 403 },
  },
  'POST /api/sites': {
    request: (world) => ({ url: '/api/sites', body: world.newSite() }),
    answers: behindSession({ operator: 403, supervisor: 403, admin: 201 }),
  },
  'GET /api/sites/:id': {
    request: (world, standing) => ({ url: `/api/sites/${world.siteId(standing)}` }),
    answers: behindSession({ operator: 404, supervisor: 404, admin: hidden }),
  },
  'GET /api/sites/:id/translation': translation(''),
  'GET /api/sites/:id/translation/proposal': translation('/proposal'),
  'PUT /api/sites/:id/translation/accepted': translation('/accepted', { accepted: [], seen: [] }),
  'PUT /api/sites/:id/translation/budget': translation('/budget', { monthlyCharacters: 5_000 }),
  // One role alone gets as far as the version, and once.
  'PUT /api/sites/:id/translation/glossary': translation('/glossary', { version: 0, terms: [] }),
  'GET /api/contacts/:id': contact(''),
  'GET /api/contacts/:id/conversations': contact('/conversations'),
  // Who is shown what, and what may be asked for, is in test/contacts-masking.test.ts.
  'POST /api/contacts/:id/reveal': contact('/reveal', () => ({ field: 'balance' })),
  'PUT /api/contacts/:id/block': contact('/block', () => ({ term: 'hour', reason: 'insults' })),
  'DELETE /api/contacts/:id/block': contact('/block'),
  'GET /api/contacts/:id/notes': contact('/notes'),
  'POST /api/contacts/:id/notes': contact('/notes', () => ({ id: crypto.randomUUID(), text: 'mine?' })),
  'DELETE /api/contacts/:id/notes/:note': {
    request: async (world, standing, role) => {
      const { contact: about, note } = await world.contactNote(standing, role);
      return { url: `/api/contacts/${about}/notes/${note}` };
    },
    // What a colleague wrote is theirs; supervisors and administrators may delete it.
    answers: behindSession({
      operator: { ...hidden, own: 204 },
      supervisor: { ...hidden, own: 204, other: 204 },
      admin: { ...hidden, own: 204, other: 204 },
    }),
  },
  'POST /api/search': {
    request: () => ({ url: '/api/search', body: { text: 'hello' } }),
    // Whose conversations are found is in test/search.test.ts.
    answers: everyOperator(200),
  },
  'GET /api/sites/:id/replies': {
    request: (world, standing) => ({ url: `/api/sites/${world.siteId(standing)}/replies` }),
    answers: behindSession({
      operator: hidden,
      supervisor: { ...hidden, other: 200 },
      admin: { ...hidden, other: 200 },
    }),
  },
  'PUT /api/sites/:id/replies/:reply': {
    request: async (world, standing) => ({
      url: `/api/sites/${world.siteId(standing)}/replies/${await world.reply(standing)}`,
      body: { shortcut: crypto.randomUUID(), topic: null, texts: { en: 'Hello!' }, version: 1 },
    }),
    answers: ofItsSupervisors(200),
  },
  'DELETE /api/sites/:id/replies/:reply': {
    request: async (world, standing) => ({
      url: `/api/sites/${world.siteId(standing)}/replies/${await world.reply(standing)}?version=1`,
    }),
    answers: ofItsSupervisors(204),
  },
  'GET /api/sites/:id/teams': {
    request: (world, standing) => ({ url: `/api/sites/${world.siteId(standing)}/teams` }),
    answers: ofItsSupervisors(200),
  },
  'PUT /api/sites/:id/teams/:team': {
    request: async (world, standing) => ({
      url: `/api/sites/${world.siteId(standing)}/teams/${await world.team(standing)}`,
      body: { name: crypto.randomUUID(), members: [], version: 1 },
    }),
    answers: ofItsSupervisors(200),
  },
  'DELETE /api/sites/:id/teams/:team': {
    request: async (world, standing) => ({
      url: `/api/sites/${world.siteId(standing)}/teams/${await world.team(standing)}?version=1`,
    }),
    answers: ofItsSupervisors(204),
  },
};

/** Who is let through to a socket: 101, or the status of the refusal. */
export type DoorRow = { url(world: World, standing: Standing): string; answers: Record<Role, Answer> };

export const DOORS: Record<string, DoorRow> = {
  // Anybody on a page of the site; who they are is said by the hello.
  'GET /socket': {
    url: (world, standing) => `/socket?site=${world.siteKey(standing)}`,
    answers: {
      ...everyone({ own: 101, other: 101, otherSite: 403, absent: 404 }),
      foreignPage: { own: 403, other: 403, otherSite: 403, absent: 404 },
    },
  },
  'GET /inbox/socket': {
    url: () => '/inbox/socket',
    answers: everyOperator(101),
  },
};

/** `GET /a/:b` for every line of what Fastify prints; HEAD goes with its GET. */
export function routesOf(printed: string): string[] {
  const prefixes: string[] = [];
  return printed.split('\n').flatMap((line) => {
    const [, indent = '', path = '', methods = ''] = /^([│ ]*)[├└]── (\S*) \(([^)]*)\)$/u.exec(line) ?? [];
    if (!methods) return [];
    const depth = indent.length / 4;
    prefixes.length = depth;
    // A wildcard is printed without the slash before it.
    const whole = prefixes.join('') + (path === '*' ? '/*' : path);
    prefixes.push(path);
    return methods
      .split(', ')
      .filter((method) => method !== 'HEAD')
      .map((method) => `${method} ${whole}`);
  });
}

export function without(rows: Record<string, unknown>, routes: readonly string[]): string[] {
  return routes.filter((route) => !(route in rows));
}
