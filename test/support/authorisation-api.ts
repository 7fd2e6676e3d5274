/** The rows of the authorisation matrix for programs: their keys, the desk over HTTP, and the description of it all. */

import { isDeskRole, type Role, type Standing } from './authorisation-roles.ts';
import { behindSession, everyOperator, everyone, type RouteRow } from './authorisation-rows.ts';
import type { World } from './authorisation-world.ts';

const hidden = { own: 404, other: 404, otherSite: 404, absent: 404 };
const page: RouteRow = { request: () => ({ url: '' }), answers: everyone(200) };
const at = (url: string): RouteRow => ({ ...page, request: () => ({ url }) });

const ofItsAdministrators = (part: string, body?: object, own = 200): RouteRow => ({
  request: (world, standing) => ({ url: `/api/sites/${world.siteId(standing)}/${part}`, ...(body && { body }) }),
  answers: behindSession({ operator: hidden, supervisor: hidden, admin: { ...hidden, own } }),
});

const BEGINNER = { name: 'Nina', languages: {}, topics: null, capacity: 4 };

/** Somebody, or an invitation, of a site of that standing. */
const member = (own: number, part: string, body: object): RouteRow => ({
  request: async (world, standing) => ({
    url: `/api/sites/${world.siteId(standing)}/people/${await world.person(standing)}${part}`,
    body,
  }),
  answers: behindSession({ operator: hidden, supervisor: hidden, admin: { ...hidden, own } }),
});
const invitation = (own: number, part: string): RouteRow => ({
  request: async (world, standing) => ({
    url: `/api/sites/${world.siteId(standing)}/invitations/${(await world.invitation(standing)).id}${part}`,
  }),
  answers: behindSession({ operator: hidden, supervisor: hidden, admin: { ...hidden, own } }),
});

/** A conversation of a player of that standing, asked for on the site that is one's own. */
const ofConversation = (part: string, body?: object, own = 200): RouteRow => {
  const answers = { own, other: own, otherSite: 404, absent: 404 };
  return {
    async request(world: World, standing: Standing, role: Role) {
      const conversation = await world.conversation(isDeskRole(role) ? role : 'operator', standing);
      return { url: `/api/sites/${world.siteId('own')}/conversations/${conversation}${part}`, ...(body && { body }) };
    },
    answers: behindSession({ operator: answers, supervisor: answers, admin: answers }),
  };
};
const CONVERSATION = '/api/sites/:id/conversations/:conversation';
const mine = { own: 200, other: 404, otherSite: 404, absent: 404 };
/** Supervisor and administrator are operators of the site called `other`. */
const everywhere = { ...mine, other: 200 };

export const API_ROUTES: Record<string, RouteRow> = {
  'GET /api/sites/:id/api-keys': ofItsAdministrators('api-keys'),
  'POST /api/sites/:id/api-keys': ofItsAdministrators('api-keys', { name: 'Bot', scopes: ['desk:read'], days: 1 }, 201),
  // That it ends one is in test/api.test.ts.
  'DELETE /api/sites/:id/api-keys/:key': ofItsAdministrators(
    'api-keys/00000000-0000-7000-8000-000000000000',
    undefined,
    404,
  ),
  'GET /api/sites/:id/conversations': {
    request: (world, standing) => ({ url: `/api/sites/${world.siteId(standing)}/conversations` }),
    answers: behindSession({ operator: mine, supervisor: everywhere, admin: everywhere }),
  },
  'GET /api/sites/:id/conversations/:conversation': ofConversation(''),
  'GET /api/sites/:id/conversations/:conversation/events': ofConversation('/events'),
  'POST /api/sites/:id/conversations/:conversation/commands': ofConversation('/commands', {
    type: 'note',
    text: 'looked',
  }),
  [`POST ${CONVERSATION}/preview`]: ofConversation('/preview', { text: 'hello' }),
  [`PUT ${CONVERSATION}/read`]: ofConversation('/read', { upTo: 1 }, 204),
  [`GET ${CONVERSATION}/transcript`]: ofConversation('/transcript?form=text'),
  // Let in, and this is no file; that files come and go is in test/api-files.test.ts.
  [`POST ${CONVERSATION}/files`]: {
    async request(world, standing, role) {
      // On the site that is called `other`, one's own is not there.
      const of = standing === 'other' ? 'own' : standing;
      const conversation = await world.conversation(isDeskRole(role) ? role : 'operator', of);
      const site = world.siteId(standing === 'other' ? 'other' : 'own');
      return { url: `/api/sites/${site}/conversations/${conversation}/files?name=slip.pdf`, body: { is: 'no file' } };
    },
    answers: everyOperator({ own: 415, other: 404, otherSite: 404, absent: 404 }),
  },
  [`GET ${CONVERSATION}/files/:file`]: {
    async request(world, standing, role) {
      const { conversation, file } = await world.sentFile(isDeskRole(role) ? role : 'operator', standing);
      return { url: `/api/sites/${world.siteId('own')}/conversations/${conversation}/files/${file}` };
    },
    answers: everyOperator({ own: 200, other: 200, otherSite: 404, absent: 404 }),
  },
  'POST /api/sites/:id/search': {
    request: (world, standing) => ({ url: `/api/sites/${world.siteId(standing)}/search`, body: { text: 'hello' } }),
    answers: behindSession({ operator: mine, supervisor: everywhere, admin: everywhere }),
  },
  'GET /api/sites/:id/people': {
    request: (world, standing) => ({ url: `/api/sites/${world.siteId(standing)}/people` }),
    answers: behindSession({ operator: hidden, supervisor: mine, admin: mine }),
  },
  'PUT /api/sites/:id/people/:person': member(204, '', {
    ...{ languages: {}, topics: null, capacity: 4 },
    ...{ role: 'operator', version: 1 },
  }),
  'PUT /api/sites/:id/people/:person/disabled': member(204, '/disabled', { isDisabled: true }),
  'GET /api/sites/:id/invitations': ofItsAdministrators('invitations'),
  'POST /api/sites/:id/invitations': {
    request: (world, standing) => ({
      url: `/api/sites/${world.siteId(standing)}/invitations`,
      body: { ...BEGINNER, email: `${crypto.randomUUID()}@brand.example`, role: 'operator' },
    }),
    answers: behindSession({ operator: hidden, supervisor: hidden, admin: { ...hidden, own: 201 } }),
  },
  'POST /api/sites/:id/invitations/:invitation/link': invitation(200, '/link'),
  'DELETE /api/sites/:id/invitations/:invitation': invitation(204, ''),
  // Who has no key for programs is nobody here, whoever they are in a browser.
  'GET /api/program': { request: () => ({ url: '/api/program' }), answers: everyone(401) },
  'GET /docs': at('/docs'),
  'GET /docs/': at('/docs/'),
  'GET /docs/static/index.html': at('/docs/static/index.html'),
  'GET /docs/static/swagger-initializer.js': at('/docs/static/swagger-initializer.js'),
  'GET /docs/static/theme/plain.css': at('/docs/static/theme/plain.css'),
  'GET /docs//*': at('/docs/static/swagger-ui.css'),
  'GET /docs/json': at('/docs/json'),
  'GET /docs/yaml': at('/docs/yaml'),
};
