/** The rows of the authorisation matrix for programs: their keys, the desk over HTTP, and the description of it all. */

import { isDeskRole, type Role, type Standing } from './authorisation-roles.ts';
import { behindSession, everyone, type RouteRow } from './authorisation-rows.ts';
import type { World } from './authorisation-world.ts';

const hidden = { own: 404, other: 404, otherSite: 404, absent: 404 };
const page: RouteRow = { request: () => ({ url: '' }), answers: everyone(200) };
const at = (url: string): RouteRow => ({ ...page, request: () => ({ url }) });

const ofItsAdministrators = (part: string, body?: object, own = 200): RouteRow => ({
  request: (world, standing) => ({ url: `/api/sites/${world.siteId(standing)}/${part}`, ...(body && { body }) }),
  answers: behindSession({ operator: hidden, supervisor: hidden, admin: { ...hidden, own } }),
});

/** A conversation of a player of that standing, asked for on the site that is one's own. */
const ofConversation = (part: string, body?: object): RouteRow => {
  const answers = { own: 200, other: 200, otherSite: 404, absent: 404 };
  return {
    async request(world: World, standing: Standing, role: Role) {
      const conversation = await world.conversation(isDeskRole(role) ? role : 'operator', standing);
      return { url: `/api/sites/${world.siteId('own')}/conversations/${conversation}${part}`, ...(body && { body }) };
    },
    answers: behindSession({ operator: answers, supervisor: answers, admin: answers }),
  };
};
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
  'GET /docs': at('/docs'),
  'GET /docs/': at('/docs/'),
  'GET /docs/static/index.html': at('/docs/static/index.html'),
  'GET /docs/static/swagger-initializer.js': at('/docs/static/swagger-initializer.js'),
  'GET /docs/static/theme/plain.css': at('/docs/static/theme/plain.css'),
  'GET /docs//*': at('/docs/static/swagger-ui.css'),
  'GET /docs/json': at('/docs/json'),
  'GET /docs/yaml': at('/docs/yaml'),
};
