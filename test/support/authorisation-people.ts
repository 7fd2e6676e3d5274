/** The rows of people, invitations, second factors and sessions. */
import { systemClock } from '@touchline/shared/clock.ts';
import { newId } from '@touchline/shared/wire.ts';
import { type Answer, behindSession, everyOperator, everyone, type RouteRow } from './authorisation-rows.ts';
import type { World } from './authorisation-world.ts';
import { TEST_PASSWORD } from './relay.ts';

const id = () => newId(systemClock.now());

const hidden = (own: number): Answer => ({ own, other: 404, otherSite: 404, absent: 404 });
/** Whoever administers this very site; to everybody else it is not there. */
const ofItsAdministrators = (own: number) => behindSession({ operator: 404, supervisor: 404, admin: hidden(own) });
const byAnybody = (own: number) => ({ ...everyone(hidden(own)), foreignPage: 403 });

const person = (own: number, part = '', body?: object): RouteRow => ({
  request: async (world, standing) => ({
    url: `/api/people/${await world.person(standing)}${part}`,
    ...(body && { body }),
  }),
  answers: ofItsAdministrators(own),
});
const ofSite = (own: number, part: string, body?: object): RouteRow => ({
  request: (world, standing) => ({ url: `/api/sites/${world.siteId(standing)}${part}`, ...(body && { body }) }),
  answers: ofItsAdministrators(own),
});
const invitation = (own: number, part = ''): RouteRow => ({
  request: async (world, standing) => ({ url: `/api/invitations/${(await world.invitation(standing)).id}${part}` }),
  answers: ofItsAdministrators(own),
});
const mine = (answer: number, path: string, body?: object): RouteRow => ({
  request: () => ({ url: `/api/me/${path}`, ...(body && { body }) }),
  answers: everyOperator(answer),
});
const byTicket = (path: string, hasFactor: boolean, withCode = true): RouteRow => ({
  request: async (world, standing) => {
    const { ticket, code } = await world.ticket(standing, hasFactor);
    return { url: `/api/session/${path}`, body: { ticket, ...(withCode && { code }) } };
  },
  answers: byAnybody(200),
});

const NOBODY_NEW = { name: 'Nina', languages: {}, topics: null, capacity: 4 };
const PROOF = { password: TEST_PASSWORD, code: '000000' };

export const PEOPLE_ROUTES: Record<string, RouteRow> = {
  'GET /api/people': {
    request: () => ({ url: '/api/people' }),
    // Whom they see is in test/people.test.ts.
    answers: behindSession({ operator: 404, supervisor: 200, admin: 200 }),
  },
  'PUT /api/people/:id': person(204, '', { ...NOBODY_NEW, roles: [], isOwner: false, version: 1 }),
  'PUT /api/people/:id/disabled': person(204, '/disabled', { isDisabled: true }),
  'POST /api/people/:id/password-link': person(200, '/password-link'),
  'POST /api/people/:id/second-factor-reset': person(204, '/second-factor-reset', { password: TEST_PASSWORD }),
  'DELETE /api/people/:id/sessions': person(204, '/sessions'),
  'PUT /api/sites/:id/second-factor': ofSite(204, '/second-factor', { roles: [] }),
  'GET /api/sites/:id/audit': ofSite(200, '/audit'),
  'POST /api/invitations': {
    request: (world, standing) => ({
      url: '/api/invitations',
      body: {
        ...{ ...NOBODY_NEW, email: `${id()}@brand.example` },
        roles: [{ site: world.siteId(standing), role: 'operator' }],
      },
    }),
    answers: ofItsAdministrators(201),
  },
  'POST /api/invitations/:id/link': invitation(200, '/link'),
  'DELETE /api/invitations/:id': invitation(204),
  'POST /api/invitations/check': {
    request: async (world, standing) => ({
      url: '/api/invitations/check',
      body: { token: await world.invitationToken(standing) },
    }),
    answers: byAnybody(200),
  },
  'POST /api/invitations/account': {
    request: async (world, standing) => ({
      url: '/api/invitations/account',
      body: { token: await world.invitationToken(standing), name: 'Nina', password: TEST_PASSWORD },
    }),
    answers: byAnybody(200),
  },
  'POST /api/invitations/membership': {
    request: async (world, standing, role) => ({
      url: '/api/invitations/membership',
      body: { token: await world.invitationOf(role, standing) },
    }),
    answers: everyOperator(hidden(204)),
  },
  'POST /api/session/code': byTicket('code', true),
  'POST /api/session/enrolment': byTicket('enrolment', false, false),
  'POST /api/session/enrolment/code': byTicket('enrolment/code', false),
  'GET /api/me/sessions': mine(200, 'sessions'),
  'DELETE /api/me/sessions': mine(204, 'sessions'),
  'DELETE /api/me/sessions/:session': {
    request: async (world: World, standing, role) => ({
      url: `/api/me/sessions/${await world.session(role, standing)}`,
    }),
    answers: everyOperator(hidden(204)),
  },
  'PUT /api/me/password': mine(204, 'password', { password: TEST_PASSWORD, newPassword: TEST_PASSWORD }),
  'GET /api/me/second-factor': mine(200, 'second-factor'),
  'POST /api/me/second-factor': mine(200, 'second-factor', { password: TEST_PASSWORD }),
  // Let in, and the code is wrong.
  'POST /api/me/second-factor/confirmation': mine(400, 'second-factor/confirmation', { code: '000000' }),
  'POST /api/me/second-factor/recovery-codes': mine(400, 'second-factor/recovery-codes', PROOF),
  'POST /api/me/second-factor/removal': mine(400, 'second-factor/removal', PROOF),
};
