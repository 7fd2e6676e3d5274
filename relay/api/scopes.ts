/**
 * What a key needs for each route, and what the route is for. What is not here is for people in a browser: signing in,
 * one's own account, whole brands. A route acts on the sites that its path or its query names, so a key of one site
 * reaches no other.
 */
import type { ApiScope } from '@touchline/shared/api.ts';
import { SECTIONS } from '@touchline/shared/site-sections.ts';

export type Described = { scope: ApiScope; says: string };
type Rows = [route: string, scope: ApiScope, says: string][];

const DESK: Rows = [
  ['GET /api/sites/:id/conversations', 'desk:read', 'A page of a list of conversations.'],
  ['GET /api/sites/:id/conversations/:conversation', 'desk:read', 'One conversation.'],
  [
    'GET /api/sites/:id/conversations/:conversation/events',
    'desk:read',
    'What stands in its log, the newest page first.',
  ],
  [
    'POST /api/sites/:id/conversations/:conversation/commands',
    'desk:write',
    'Answer, take, pass on, resolve, note, tag, put aside.',
  ],
];

const SETTINGS: Rows = [
  ['GET /api/sites/:id', 'settings:read', 'The site, its script tag and the policy lines it needs.'],
  ['GET /api/sites/:id/settings', 'settings:read', 'Every section with its version.'],
  ['GET /api/sites/:id/settings-history', 'settings:read', 'Who changed what, newest first.'],
  ...SECTIONS.flatMap(
    (name): Rows => [
      [`PUT /api/sites/:id/settings/${name}`, 'settings:write', `Changes the section “${name}”, or tries to.`],
      [
        `POST /api/sites/:id/settings/${name}/revert`,
        'settings:write',
        `Takes the section “${name}” back to a version.`,
      ],
    ],
  ),
  [
    'POST /api/sites/:id/page-check',
    'settings:read',
    'Opens a page of the site and says what is wrong with the chat on it.',
  ],
  ['GET /api/sites/:id/replies', 'settings:read', 'Saved replies.'],
  ['PUT /api/sites/:id/replies/:reply', 'settings:write', 'Makes or changes a saved reply.'],
  ['DELETE /api/sites/:id/replies/:reply', 'settings:write', 'Deletes a saved reply.'],
  ['GET /api/sites/:id/teams', 'people:read', 'Teams and their members.'],
  ['PUT /api/sites/:id/teams/:team', 'settings:write', 'Makes or changes a team.'],
  ['DELETE /api/sites/:id/teams/:team', 'settings:write', 'Deletes a team.'],
];

const KEYS: Rows = [
  ['GET /api/sites/:id/keys', 'settings:read', 'Identity keys, without their secrets.'],
  ['POST /api/sites/:id/keys', 'keys:write', 'Makes a secret, or takes a public key.'],
  ['PUT /api/sites/:id/keys/:kid/retirement', 'keys:write', 'Retires an identity key, now or at a moment.'],
  ['POST /api/sites/:id/token-check', 'settings:read', 'Says of an identity token whether it is good, and why not.'],
];

const PEOPLE: Rows = [
  ['GET /api/sites/:id/audit', 'people:read', 'Privileged acts, newest first.'],
  ['GET /api/sites/:id/timeline', 'people:read', 'Who was there when on a day.'],
  ['GET /api/sites/:id/alerts', 'people:read', 'Limits that were passed.'],
];

const NUMBERS: Rows = [
  ['GET /api/reports/table', 'reports:read', 'One table of numbers.'],
  ['GET /api/reports/digest', 'reports:read', 'A week by topic.'],
];

const PLAYERS: Rows = [
  ['POST /api/sites/:id/players/find', 'players:write', 'What is held about one player.'],
  ['POST /api/sites/:id/players/erase', 'players:write', 'Erases one player.'],
];

export const SCOPES: ReadonlyMap<string, Described> = new Map(
  [...DESK, ...SETTINGS, ...KEYS, ...PEOPLE, ...NUMBERS, ...PLAYERS].map(([route, scope, says]) => [
    route,
    { scope, says },
  ]),
);

/** The sites that a request is about; null where it does not say, and then a key may not. */
export function sitesOf({ params, query }: { params: unknown; query: unknown }): string[] | null {
  const { id } = (params ?? {}) as { id?: string };
  if (id !== undefined) return [id];
  const { sites, site } = (query ?? {}) as { sites?: string | string[]; site?: string };
  if (sites !== undefined) return Array.isArray(sites) ? sites : sites.split(',');
  return site === undefined ? null : [site];
}
