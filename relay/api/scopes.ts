/**
 * What a key needs for each route, and what the route is for. What is not here is for people in a browser, and
 * left-out.ts says why; a test knows of every route that it is in one of the two. A route acts on the site that its path,
 * its query or the contact in it names, so a key of one site reaches no other.
 */
import type { ApiScope } from '@touchline/shared/api.ts';
import { SECTIONS } from '@touchline/shared/site-sections.ts';
import { FILE_TYPES } from '@touchline/shared/wire.ts';

export type Described = {
  /** Null: for every key. */
  scope: ApiScope | null;
  says: string;
  /** What its author would not guess, in Markdown. */
  note?: string;
  /** The types of an answer that is a file, or of a body that is one. */
  gives?: readonly string[];
  takes?: readonly string[];
};
type More = Pick<Described, 'note' | 'gives' | 'takes'>;
type Rows = [route: string, scope: ApiScope | null, says: string, more?: More][];

const SELF: Rows = [['GET /api/program', null, 'What this key is: its site, its scopes, its last day.']];

const CONVERSATION = '/api/sites/:id/conversations/:conversation';
const DESK: Rows = [
  ['GET /api/sites/:id/conversations', 'desk:read', 'A page of a list of conversations.'],
  ['POST /api/sites/:id/search', 'desk:read', 'Searches all that was written, players’ names and ids, and references.'],
  [`GET ${CONVERSATION}`, 'desk:read', 'One conversation.'],
  [`GET ${CONVERSATION}/events`, 'desk:read', 'What stands in its log, the newest page first.'],
  [
    `GET ${CONVERSATION}/transcript`,
    'desk:read',
    'The whole conversation to keep: a page, or plain text.',
    { gives: ['text/html', 'text/plain'] },
  ],
  [
    `GET ${CONVERSATION}/files/:file`,
    'desk:read',
    'A file that was sent in it.',
    { gives: ['application/octet-stream'] },
  ],
  [
    `POST ${CONVERSATION}/files`,
    'desk:write',
    'Puts a file in place; a “post” then names its id among “files”.',
    {
      note: 'The body is the file, at most 10 MB, of the type that `Content-Type` says. What no message names within a day is deleted.',
      takes: FILE_TYPES,
    },
  ],
  [
    `POST ${CONVERSATION}/commands`,
    'desk:write',
    'Answer, take, pass on, resolve, note, whisper, tag, put aside.',
    {
      note: '`seen` of a `post` is the `state.seq` that was read: where the player has written since, the answer is 409 `behind`.',
    },
  ],
  [`POST ${CONVERSATION}/preview`, 'desk:write', 'What the player would receive of a text, translated.'],
  [`PUT ${CONVERSATION}/read`, 'desk:write', 'Marks what the player wrote as read, by whoever has the conversation.'],
];

const CONTACTS: Rows = [
  [
    'GET /api/contacts/:id',
    'contacts:read',
    'A player: who they are, what the site says of them, whether blocked.',
    { note: 'The id is `contact.id` of a conversation.' },
  ],
  ['GET /api/contacts/:id/conversations', 'contacts:read', 'Their conversations, the newest page first.'],
  ['GET /api/contacts/:id/notes', 'contacts:read', 'Notes of operators about them.'],
  ['POST /api/contacts/:id/reveal', 'contacts:read', 'One personal value; that it was asked for is written down.'],
  ['POST /api/contacts/:id/notes', 'contacts:write', 'Adds a note about them.'],
  ['DELETE /api/contacts/:id/notes/:note', 'contacts:write', 'Deletes a note about them.'],
  ['PUT /api/contacts/:id/block', 'contacts:write', 'Blocks them from writing, for a time.'],
  ['DELETE /api/contacts/:id/block', 'contacts:write', 'Lets them write again.'],
];

const FLOOR: Rows = [
  ['GET /api/sites/:id/board', 'floor:read', 'The floor now: who waits, who has what, who is there.'],
  ['GET /api/sites/:id/timeline', 'people:read', 'Who was there when on a day.'],
  ['GET /api/sites/:id/alerts', 'people:read', 'Limits that were passed.'],
];

/** As in the inbox. */
const OF_INSTALLATION = { note: 'Whoever made the key has to administer the installation.' };
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
  [
    'PUT /api/sites/:id/replies/:reply',
    'settings:write',
    'Makes or changes a saved reply.',
    {
      note: '`version` 0 makes a new one, under an id that is yours to make (a UUID).',
    },
  ],
  ['DELETE /api/sites/:id/replies/:reply', 'settings:write', 'Deletes a saved reply.'],
  [
    'GET /api/sites/:id/translation',
    'settings:read',
    'Who translates, the glossary, and what the month has used.',
    OF_INSTALLATION,
  ],
  ['GET /api/sites/:id/translation/proposal', 'settings:read', 'A glossary of betting to begin with.', OF_INSTALLATION],
  ['PUT /api/sites/:id/translation/glossary', 'settings:write', 'Changes the glossary.', OF_INSTALLATION],
  [
    'PUT /api/sites/:id/translation/budget',
    'settings:write',
    'Changes how much may be translated in a month.',
    OF_INSTALLATION,
  ],
  ['GET /api/sites/:id/keeping', 'settings:read', 'How long what is kept, and what is erased next.'],
  [
    'POST /api/sites/:id/copies',
    'sites:write',
    'Makes another site, as a copy of this one.',
    { note: 'With its look, texts, replies and teams, and a new identity key, told once; this key does not reach it.' },
  ],
];

const KEYS: Rows = [
  ['GET /api/sites/:id/keys', 'settings:read', 'Identity keys, without their secrets.'],
  ['POST /api/sites/:id/keys', 'keys:write', 'Makes a secret, or takes a public key.'],
  ['PUT /api/sites/:id/keys/:kid/retirement', 'keys:write', 'Retires an identity key, now or at a moment.'],
  ['POST /api/sites/:id/token-check', 'settings:read', 'Says of an identity token whether it is good, and why not.'],
];

const PEOPLE: Rows = [
  ['GET /api/sites/:id/people', 'people:read', 'Who answers: roles, languages, places, presence and load.'],
  ['GET /api/sites/:id/invitations', 'people:read', 'Invitations that nobody has accepted yet.'],
  ['GET /api/sites/:id/teams', 'people:read', 'Teams and their members.'],
  ['GET /api/sites/:id/audit', 'people:read', 'Privileged acts, newest first.'],
  [
    'PUT /api/sites/:id/people/:person',
    'people:write',
    'Changes somebody’s role, languages, topics and places.',
    { note: '`role` null takes them off this site. Nobody becomes an administrator here, and none is changed.' },
  ],
  [
    'PUT /api/sites/:id/people/:person/disabled',
    'people:write',
    'Disables somebody who answers here alone, or undoes it.',
    { note: 'Whoever works for other sites too is taken off this one instead, by `role` null.' },
  ],
  [
    'POST /api/sites/:id/invitations',
    'people:write',
    'Invites somebody; the link is told once, for you to hand over.',
    {
      note: 'It goes to the invited person as the address of your inbox, `/inbox/setup#` and `link.token`. Operators and supervisors; administrators are invited by people.',
    },
  ],
  ['POST /api/sites/:id/invitations/:invitation/link', 'people:write', 'Makes a new link; the one before is void.'],
  ['DELETE /api/sites/:id/invitations/:invitation', 'people:write', 'Withdraws an invitation.'],
  [
    'PUT /api/sites/:id/teams/:team',
    'settings:write',
    'Makes or changes a team.',
    {
      note: '`version` 0 makes a new one, under an id that is yours to make (a UUID).',
    },
  ],
  ['DELETE /api/sites/:id/teams/:team', 'settings:write', 'Deletes a team.'],
];

const NUMBERS: Rows = [
  ['GET /api/reports/table', 'reports:read', 'One table of numbers.'],
  ['GET /api/reports/table.csv', 'reports:read', 'The same table as a file.', { gives: ['text/csv'] }],
  ['GET /api/reports/digest', 'reports:read', 'A week by topic.'],
];

const PLAYERS: Rows = [
  ['POST /api/sites/:id/players/find', 'players:write', 'What is held about one player.'],
  ['POST /api/sites/:id/players/hold', 'players:write', 'Keeps their data from being erased, with a reason.'],
  ['POST /api/sites/:id/players/release', 'players:write', 'Lets their data be erased again.'],
  [
    'POST /api/sites/:id/players/export',
    'players:write',
    'All that is held about one player, to hand over.',
    { gives: ['application/zip'] },
  ],
  [
    'POST /api/sites/:id/players/erase',
    'players:write',
    'Erases one player; refused while their data is held.',
    { note: '`confirm` is the code of the player that “find” tells. It cannot be undone.' },
  ],
];

export const SCOPES: ReadonlyMap<string, Described> = new Map(
  [...SELF, ...DESK, ...CONTACTS, ...FLOOR, ...SETTINGS, ...KEYS, ...PEOPLE, ...NUMBERS, ...PLAYERS].map(
    ([route, scope, says, more]) => [route, { scope, says, ...more }],
  ),
);
