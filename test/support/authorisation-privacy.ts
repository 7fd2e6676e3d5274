/** The rows of one player's data: for whoever administers that very site, and to everybody else it is not there. */
import { referenceOf } from '@touchline/shared/reference.ts';
import { behindSession, type RouteRow } from './authorisation-rows.ts';

const hidden = { own: 404, other: 404, otherSite: 404, absent: 404 };
const ofItsAdministrators = behindSession({ operator: hidden, supervisor: hidden, admin: { ...hidden, own: 200 } });

const ofItsOverseers = behindSession({
  operator: hidden,
  supervisor: { ...hidden, own: 204 },
  admin: { ...hidden, own: 204 },
});

/** About a player of that very site, so that the site alone decides. */
const about = (act: string, more: (contact: string) => object): RouteRow => ({
  request: async (world, standing) => {
    const contact = await world.contact(standing === 'other' ? 'own' : standing);
    return { url: `/api/sites/${world.siteId(standing)}/players/${act}`, body: more(contact) };
  },
  answers: ofItsAdministrators,
});

export const PRIVACY_ROUTES: Record<string, RouteRow> = {
  'GET /api/sites/:id/keeping': {
    request: (world, standing) => ({ url: `/api/sites/${world.siteId(standing)}/keeping` }),
    answers: ofItsAdministrators,
  },
  'POST /api/sites/:id/players/find': about('find', (contact) => ({ who: contact })),
  'POST /api/sites/:id/players/hold': {
    ...about('hold', (contact) => ({ contact, reason: 'a complaint' })),
    answers: ofItsOverseers,
  },
  'POST /api/sites/:id/players/release': {
    request: async (world, standing) => {
      const contact = await world.contact(standing === 'other' ? 'own' : standing);
      await world.held(contact);
      return { url: `/api/sites/${world.siteId(standing)}/players/release`, body: { contact, reason: 'closed' } };
    },
    answers: ofItsOverseers,
  },
  'POST /api/sites/:id/players/export': about('export', (contact) => ({ contact })),
  'POST /api/sites/:id/players/erase': about('erase', (contact) => ({ contact, confirm: referenceOf(contact) })),
};
