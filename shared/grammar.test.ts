/** Grammar by example: the shortest legal value of every frame round-trips, and what is not legal is refused. */
import { readFileSync } from 'node:fs';
import { describe, expect, expectTypeOf, it } from 'vitest';
import type { z } from 'zod';
import type { Conversation, Event } from './conversation.ts';
import { operatorDown, playerDown } from './down.ts';
import { type conversationState, event } from './events.ts';
import { operatorUp, playerUp } from './up.ts';
import { CLOSE, ERRORS } from './wire.ts';

const id = '019ac2d4-7a10-7c3e-9b2f-5d0c8e1f6a7b';
const state = {
  seq: 0,
  status: 'new',
  topic: null,
  language: 'en',
  assignee: null,
  parked: false,
  readByPlayer: 0,
  readByOperator: 0,
};
const placed = { seq: 1, at: 0, author: { kind: 'player' } };
const row = {
  id,
  site: id,
  state,
  contact: { id, name: null, verified: false, externalId: null, tier: null },
  locale: 'en',
  page: null,
  lastMessage: null,
  unread: 0,
  waitingSince: null,
  queuedAt: null,
  front: false,
  wanted: null,
  offer: null,
  createdAt: 0,
  resolvedAt: null,
  updatedAt: 0,
};
const operator = { id, name: 'A', email: 'a@b.example', role: 'operator', languages: {} };

type Example = { type: string; [field: string]: unknown };
const command = { conversation: id, clientId: id };
const limits = { waitMinutes: null, waiting: null, loadPercent: null, unattended: false };
const counts = { over: 0, open: 0, snoozed: 0, escalated: 0, answeredToday: 0 };
const emptyFloor = { waiting: [], lines: [], held: [], people: [], limits, ...counts };
const rating = { solved: true, speed: null, courtesy: null, competence: null, comment: null };
const SHARED_UP: Example[] = [
  { type: 'open', conversation: id, epoch: '', seq: 0 },
  { type: 'history', conversation: id, before: 0 },
  { type: 'read', conversation: id, upTo: 0 },
  { type: 'typing', conversation: id },
  { type: 'attach', ...command, name: 'a', contentType: '', bytes: 1 },
  { type: 'link', conversation: id, of: 'transcript' },
  { type: 'ping' },
];
const SHARED_DOWN = [
  { type: 'events', conversation: id, events: [] },
  { type: 'reset', conversation: id, state, events: [], more: false },
  { type: 'opened', conversation: id, epoch: '', seq: 0 },
  { type: 'history', conversation: id, events: [], more: false },
  { type: 'ack', conversation: id, clientId: id, seq: 1, at: 0 },
  { type: 'error', kind: 'internal', message: '' },
  { type: 'typing', conversation: id, author: { kind: 'player' } },
  { type: 'upload', ...command, url: '', until: 0 },
  { type: 'link', conversation: id, of: id, url: '', until: 0 },
  { type: 'pong' },
];

const EXAMPLES: Record<string, { schema: z.ZodDiscriminatedUnion; examples: Example[] }> = {
  playerUp: {
    schema: playerUp,
    examples: [
      { type: 'hello', version: 1, locale: 'en' },
      { type: 'post', conversation: id, clientId: id, text: '' },
      { type: 'speak', ...command, language: 'be' },
      { type: 'translating', ...command, on: false },
      { type: 'page', url: '', title: '' },
      { type: 'rate', ...command, rating },
      ...SHARED_UP,
    ],
  },
  operatorUp: {
    schema: operatorUp,
    examples: [
      { type: 'hello', version: 1 },
      { type: 'list', view: 'mine' },
      { type: 'shut', conversation: id },
      { type: 'post', conversation: id, clientId: id, text: '', seen: 0 },
      { type: 'take', ...command },
      { type: 'release', ...command },
      { type: 'transfer', ...command },
      { type: 'resolve', ...command },
      { type: 'speak', ...command, language: 'be' },
      { type: 'translating', ...command, side: 'player', on: false },
      { type: 'note', ...command, text: '' },
      { type: 'whisper', ...command, to: id, text: '' },
      { type: 'tag', ...command },
      { type: 'prioritise', ...command, priority: 'high' },
      { type: 'snooze', ...command, until: null },
      { type: 'wake', ...command },
      { type: 'preview', ...command, text: '' },
      { type: 'decline', conversation: id },
      { type: 'presence', choice: 'away' },
      { type: 'floor', on: true },
      ...SHARED_UP,
    ],
  },
  playerDown: {
    schema: playerDown,
    examples: [
      {
        type: 'ready',
        version: 1,
        epoch: '',
        now: 0,
        contact: '',
        verified: false,
        name: null,
        merged: false,
        conversations: [],
      },
      { type: 'queue', conversation: id, staffed: false, position: null, wait: null, expectedAt: null },
      ...SHARED_DOWN,
    ],
  },
  operatorDown: {
    schema: operatorDown,
    examples: [
      { type: 'ready', version: 1, epoch: '', now: 0, operator, sites: [] },
      { type: 'list', view: 'mine', rows: [], next: null },
      { type: 'upsert', rows: [row] },
      { type: 'sites', sites: [] },
      { type: 'team', members: [] },
      { type: 'preview', clientId: id, language: 'be', text: null, provider: null },
      { type: 'delivered', conversation: id, upTo: 0 },
      { type: 'viewing', conversation: id, operators: [] },
      { type: 'visiting', conversation: id, online: false, page: null },
      { type: 'floor', site: id, at: 0, ...emptyFloor },
      { type: 'alerts', alerts: [] },
      { type: 'whispers', whispers: [] },
      ...SHARED_DOWN,
    ],
  },
  event: {
    schema: event,
    examples: [
      { ...placed, type: 'started', topic: null, language: 'en' },
      { ...placed, type: 'message', clientId: id, text: '' },
      { ...placed, type: 'translated', of: 1, reader: 'player', language: 'be', text: null, provider: null },
      { ...placed, type: 'adjusted', changes: {} },
      { ...placed, type: 'assigned', operator: { id, name: 'A' } },
      { ...placed, type: 'released' },
      { ...placed, type: 'transferred', to: null, topic: null, note: null },
      { ...placed, type: 'parked' },
      { ...placed, type: 'resolved' },
      { ...placed, type: 'reopened' },
      { ...placed, type: 'read', side: 'player', upTo: 0 },
      { ...placed, type: 'rated', rating },
      { ...placed, type: 'note', clientId: id, text: '' },
      { ...placed, type: 'whisper', clientId: id, text: '', to: { id, name: 'A' } },
      { ...placed, type: 'tagged', added: [], removed: [] },
      { ...placed, type: 'prioritised', priority: 'high' },
      { ...placed, type: 'snoozed', until: null },
      { ...placed, type: 'woken' },
    ],
  },
};

const typesOf = (schema: z.ZodDiscriminatedUnion) =>
  schema.options.map((option) => (option as z.ZodObject<{ type: z.ZodLiteral<string> }>).shape.type.value);

describe.each(Object.entries(EXAMPLES))('%s', (_name, { schema, examples }) => {
  it('has an example of every type, and of nothing else', () => {
    expect(examples.map(({ type }) => type).sort()).toEqual([...typesOf(schema)].sort());
  });

  it.each(examples.map((example) => [example.type, example] as const))('%s round-trips', (_type, example) => {
    expect(schema.parse(JSON.parse(JSON.stringify(example)))).toEqual(example);
  });

  it.each(examples.map((example) => [example.type, example] as const))(
    '%s with a field too many is refused',
    (_type, example) => {
      expect(schema.safeParse({ ...example, extra: 1 }).success).toBe(false);
    },
  );

  it.each(
    examples.flatMap((example) =>
      Object.keys(example).map(
        (field) =>
          [example.type, field, Object.fromEntries(Object.entries(example).filter(([key]) => key !== field))] as const,
      ),
    ),
  )('%s without its %s is refused', (_type, _field, rest) => {
    expect(schema.safeParse(rest).success).toBe(false);
  });
});

describe('what is not a frame', () => {
  it.each([
    ['nothing', null],
    ['a list', []],
    ['a text', 'ping'],
    ['another type', { type: 'shout' }],
    ['a type that is no text', { type: 1 }],
    ['an id in capitals', { type: 'typing', conversation: id.toUpperCase() }],
    ['a seq below zero', { type: 'read', conversation: id, upTo: -1 }],
    ['a seq with a fraction', { type: 'read', conversation: id, upTo: 1.5 }],
    ['a seq that no database holds', { type: 'read', conversation: id, upTo: 2 ** 31 }],
    ['a topic of nobody', { type: 'post', conversation: id, clientId: id, text: 'a', topic: 'gossip' }],
    ['a token too short', { type: 'hello', version: 1, locale: 'en', token: 'abc' }],
    ['a language that is none', { type: 'hello', version: 1, locale: '../../etc' }],
    ['a text beyond every bound', { type: 'post', conversation: id, clientId: id, text: 'a'.repeat(20_000) }],
  ])('%s is refused', (_what, value) => {
    expect(playerUp.safeParse(value).success).toBe(false);
  });
});

it('mirrors in its schemas what the pure rules are typed with', () => {
  expectTypeOf<z.infer<typeof event>>().toExtend<Event>();
  expectTypeOf<Event>().toExtend<z.infer<typeof event>>();
  expectTypeOf<z.infer<typeof conversationState>>().toExtend<Conversation>();
  expectTypeOf<Conversation>().toExtend<z.infer<typeof conversationState>>();
});

describe('PROTOCOL.md', () => {
  // The formatter pads the columns of tables.
  const text = readFileSync(new URL('PROTOCOL.md', import.meta.url), 'utf8').replaceAll(/ +/g, ' ');
  const words = [
    ...Object.values(EXAMPLES).flatMap(({ schema }) => typesOf(schema)),
    ...Object.keys(ERRORS),
    ...Object.values(CLOSE).map(String),
  ];
  it.each([...new Set(words)])('speaks of %s', (word) => expect(text).toContain(`\`${word}\``));

  it('has the table of errors as it is', () => {
    for (const [kind, { status, closeCode }] of Object.entries(ERRORS)) {
      expect(text).toContain(`| \`${kind}\` | ${status} | ${closeCode ?? ''}`.trimEnd());
    }
  });
});
