/**
 * What programs may not ask for, each with its reason. Every route of the relay and every frame of operators is here or has
 * a row in scopes.ts; test/api-complete.test.ts fails for one that is in neither.
 *
 * Two things are never opened, whatever a program would like: what proves who a person is, and what would make of a key more
 * than it is. A key makes no keys; it makes, changes and dismisses no administrator, for one who was invited by a key would
 * have everything that its scopes withhold, for ever; and it opens no account that there is (links to a new password, a second
 * factor taken away). With `people:write` a key invites operators and supervisors: whoever holds it can come in as one, so it
 * is a power of its own.
 */
import type { OperatorUp } from '@touchline/shared/up.ts';

const ACCOUNT = 'One’s own account: what proves who a person is.';
const SIGNING_IN = 'Signing in, or a link by which a person comes in.';
const OTHERS_ACCOUNT = 'A way into somebody’s account.';
const ALL_SITES = 'About all sites of a person; a key has one: there is a path that names the site.';
const MORE_KEYS = 'A key makes no keys, or one that is ended would live on in another.';
const PAGES = 'A page, or a part of one, for browsers.';
const SIGNED = 'By an address that is signed for one reader; programs put and fetch files by their own paths.';
const PLAYERS = 'For players’ pages.';
const SOCKETS = 'A socket, or what stands in for one: sessions of people.';
const MACHINES = 'For those who run the server; it needs no key of a site.';

const BY_REASON: [reason: string, routes: string[]][] = [
  [
    ACCOUNT,
    [
      'PUT /api/me/languages',
      'PUT /api/me/aliases',
      'GET /api/me/sessions',
      'DELETE /api/me/sessions',
      'DELETE /api/me/sessions/:session',
      'PUT /api/me/password',
      'GET /api/me/second-factor',
      'POST /api/me/second-factor',
      'POST /api/me/second-factor/confirmation',
      'POST /api/me/second-factor/recovery-codes',
      'POST /api/me/second-factor/removal',
    ],
  ],
  [
    SIGNING_IN,
    [
      'POST /api/session',
      'GET /api/session',
      'DELETE /api/session',
      'POST /api/session/code',
      'POST /api/session/enrolment',
      'POST /api/session/enrolment/code',
      'POST /api/setup/check',
      'POST /api/setup/administrator',
      'POST /api/invitations/check',
      'POST /api/invitations/account',
      'POST /api/invitations/membership',
    ],
  ],
  [
    OTHERS_ACCOUNT,
    [
      'POST /api/people/:id/password-link',
      'POST /api/people/:id/second-factor-reset',
      'DELETE /api/people/:id/sessions',
    ],
  ],
  ['It would weaken how people prove who they are.', ['PUT /api/sites/:id/second-factor']],
  [
    ALL_SITES,
    [
      'GET /api/people',
      'PUT /api/people/:id',
      'PUT /api/people/:id/disabled',
      'POST /api/invitations',
      'POST /api/invitations/:id/link',
      'DELETE /api/invitations/:id',
      'POST /api/search',
    ],
  ],
  [MORE_KEYS, ['GET /api/sites/:id/api-keys', 'POST /api/sites/:id/api-keys', 'DELETE /api/sites/:id/api-keys/:key']],
  ['A site out of nothing is the installation’s; a program makes one as a copy.', ['POST /api/sites']],
  [
    'Consent that players’ words go to somebody else, given by a person, by name.',
    ['PUT /api/sites/:id/translation/accepted'],
  ],
  ['About the line of the browser that asks; see /health and /ready.', ['GET /api/connection']],
  [
    PAGES,
    [
      'GET /api/sites/:id/preview',
      'POST /api/sites/:id/preview',
      'GET /preview/stage.js',
      'GET /inbox',
      'GET /inbox/*',
      'GET /inbox/assets/:file',
      'GET /docs',
      'GET /docs/',
      'GET /docs/static/index.html',
      'GET /docs/static/swagger-initializer.js',
      'GET /docs/static/theme/plain.css',
      'GET /docs//*',
      'GET /docs/json',
      'GET /docs/yaml',
    ],
  ],
  [PLAYERS, ['GET /widget.js', 'GET /assets/:file', 'GET /sites/:key/start', 'GET /socket', 'POST /poll']],
  [SOCKETS, ['GET /inbox/socket', 'POST /inbox/poll']],
  [
    SIGNED,
    [
      'POST /uploads/:conversation/:file',
      'OPTIONS /uploads/:conversation/:file',
      'GET /files/:conversation/:file',
      'GET /files/:conversation/:file/preview',
      'GET /transcripts/:conversation',
    ],
  ],
  [MACHINES, ['GET /health', 'GET /ready', 'GET /metrics']],
];

export const LEFT_OUT: ReadonlyMap<string, string> = new Map(
  BY_REASON.flatMap(([reason, routes]) => routes.map((route) => [route, reason])),
);

const C = '/api/sites/:id/conversations/:conversation';
const COMMANDS = `POST ${C}/commands`;
const IN_SOCKETS = 'How sockets work.';

/** By which route a program does what operators do by a frame, or why it does not. */
export const FRAMES: Record<OperatorUp['type'], { route: string } | { why: string }> = {
  list: { route: 'GET /api/sites/:id/conversations' },
  open: { route: `GET ${C}/events` },
  history: { route: `GET ${C}/events` },
  post: { route: COMMANDS },
  take: { route: COMMANDS },
  release: { route: COMMANDS },
  transfer: { route: COMMANDS },
  resolve: { route: COMMANDS },
  note: { route: COMMANDS },
  whisper: { route: COMMANDS },
  tag: { route: COMMANDS },
  prioritise: { route: COMMANDS },
  snooze: { route: COMMANDS },
  wake: { route: COMMANDS },
  speak: { route: COMMANDS },
  translating: { route: COMMANDS },
  attach: { route: `POST ${C}/files` },
  link: { route: `GET ${C}/files/:file` },
  preview: { route: `POST ${C}/preview` },
  read: { route: `PUT ${C}/read` },
  floor: { route: 'GET /api/sites/:id/board' },
  decline: { why: 'Conversations are offered to people who are there.' },
  presence: { why: 'To be there is a person’s: a program that said so would be given conversations to answer.' },
  typing: { why: 'Somebody types, or nobody does.' },
  hello: { why: IN_SOCKETS },
  shut: { why: IN_SOCKETS },
  ping: { why: IN_SOCKETS },
};
