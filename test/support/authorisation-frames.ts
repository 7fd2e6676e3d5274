/** The rows of the authorisation matrix for frames: what each is answered with, by whose conversation it names. */
import { systemClock } from '@touchline/shared/clock.ts';
import type { OperatorUp, PlayerUp } from '@touchline/shared/up.ts';
import { newId, newToken, PROTOCOL_VERSION } from '@touchline/shared/wire.ts';
import type { FrameAnswer, FrameRow } from './authorisation-answers.ts';
import type { Standing } from './authorisation-roles.ts';
import { SUPERVISION_FRAMES } from './authorisation-supervision.ts';

export const clientId = () => newId(systemClock.now());

const attach = (conversation: string) => ({
  type: 'attach' as const,
  conversation,
  clientId: clientId(),
  name: 'slip.png',
  contentType: 'image/png',
  bytes: 1_000,
});
const SOLVED = { solved: true, speed: null, courtesy: null, competence: null, comment: null };

export const mine = (answer: FrameAnswer): Record<Standing, FrameAnswer> => ({
  own: answer,
  other: 'not-found',
  otherSite: 'not-found',
  absent: 'not-found',
});
/** A conversation that is not there yet is a player's to begin. */
const begins = (answer: FrameAnswer) => ({ ...mine(answer), absent: answer });
/** Colleagues of a site read everything there; what a colleague answers is theirs until it is taken over. */
export const sites = (own: FrameAnswer, other: FrameAnswer) => ({ ...mine(own), other });

type Rows<Up extends { type: string }> = { [Type in Up['type']]: FrameRow<Extract<Up, { type: Type }>> };

export const PLAYER_FRAMES: Rows<PlayerUp> = {
  hello: {
    frame: () => ({ type: 'hello', version: PROTOCOL_VERSION, locale: 'en', token: newToken() }),
    answers: 'bad-frame',
  },
  open: {
    frame: (conversation) => ({ type: 'open', conversation, epoch: '', seq: 0 }),
    answers: begins('opened'),
  },
  history: { frame: (conversation) => ({ type: 'history', conversation, before: 100 }), answers: mine('history') },
  post: {
    frame: (conversation) => ({ type: 'post', conversation, clientId: clientId(), text: 'mine?' }),
    answers: begins('ack'),
  },
  speak: {
    frame: (conversation) => ({ type: 'speak', conversation, clientId: clientId(), language: 'pl' }),
    answers: mine('ack'),
  },
  translating: {
    frame: (conversation) => ({ type: 'translating', conversation, clientId: clientId(), on: false }),
    answers: mine('ack'),
  },
  read: { frame: (conversation) => ({ type: 'read', conversation, upTo: 2 }), answers: mine('nothing') },
  typing: { frame: (conversation) => ({ type: 'typing', conversation }), answers: mine('nothing') },
  attach: { frame: attach, answers: begins('upload') },
  link: { frame: (conversation) => ({ type: 'link', conversation, of: 'transcript' }), answers: mine('link') },
  // It is still under way.
  rate: {
    frame: (conversation) => ({ type: 'rate', conversation, clientId: clientId(), rating: SOLVED }),
    answers: mine('conflict'),
  },
  page: { frame: () => ({ type: 'page', url: 'https://brand.example/', title: 'Home' }), answers: 'nothing' },
  ping: { frame: () => ({ type: 'ping' }), answers: 'pong' },
};

export const OPERATOR_FRAMES: Rows<OperatorUp> = {
  hello: { frame: () => ({ type: 'hello', version: PROTOCOL_VERSION }), answers: 'bad-frame' },
  list: { frame: () => ({ type: 'list', view: 'waiting' }), answers: 'list' },
  open: {
    frame: (conversation) => ({ type: 'open', conversation, epoch: '', seq: 0 }),
    answers: sites('opened', 'opened'),
  },
  shut: { frame: (conversation) => ({ type: 'shut', conversation }), answers: 'nothing' },
  history: {
    frame: (conversation) => ({ type: 'history', conversation, before: 100 }),
    answers: sites('history', 'history'),
  },
  post: {
    frame: (conversation) => ({ type: 'post', conversation, clientId: clientId(), text: 'mine?', seen: 1_000 }),
    answers: sites('ack', 'conflict'),
  },
  take: {
    frame: (conversation) => ({ type: 'take', conversation, clientId: clientId() }),
    answers: sites('ack', 'conflict'),
  },
  release: {
    frame: (conversation) => ({ type: 'release', conversation, clientId: clientId() }),
    answers: sites('ack', 'conflict'),
  },
  resolve: {
    frame: (conversation) => ({ type: 'resolve', conversation, clientId: clientId() }),
    answers: sites('ack', 'conflict'),
  },
  transfer: {
    frame: (conversation) => ({ type: 'transfer', conversation, clientId: clientId(), topic: 'bets', note: 'mine?' }),
    answers: sites('ack', 'conflict'),
  },
  speak: {
    frame: (conversation) => ({ type: 'speak', conversation, clientId: clientId(), language: 'pl' }),
    answers: sites('ack', 'conflict'),
  },
  translating: {
    frame: (conversation) => ({ type: 'translating', conversation, clientId: clientId(), side: 'player', on: false }),
    answers: sites('ack', 'conflict'),
  },
  preview: {
    frame: (conversation) => ({ type: 'preview', conversation, clientId: clientId(), text: 'mine?' }),
    answers: sites('preview', 'preview'),
  },
  note: {
    frame: (conversation) => ({ type: 'note', conversation, clientId: clientId(), text: 'mine?' }),
    answers: sites('ack', 'ack'),
  },
  tag: {
    frame: (conversation) => ({ type: 'tag', conversation, clientId: clientId(), add: ['mine?'] }),
    answers: sites('ack', 'ack'),
  },
  prioritise: {
    frame: (conversation) => ({ type: 'prioritise', conversation, clientId: clientId(), priority: 'high' }),
    answers: sites('ack', 'ack'),
  },
  snooze: {
    frame: (conversation) => ({ type: 'snooze', conversation, clientId: clientId(), until: null }),
    answers: sites('ack', 'conflict'),
  },
  // Of one that is not put aside it asks for nothing.
  wake: {
    frame: (conversation) => ({ type: 'wake', conversation, clientId: clientId() }),
    answers: sites('ack', 'ack'),
  },
  attach: { frame: attach, answers: sites('upload', 'upload') },
  link: {
    frame: (conversation) => ({ type: 'link', conversation, of: 'transcript' }),
    answers: sites('link', 'link'),
  },
  // Of an offer to a colleague nothing happens either; see test/routing.test.ts.
  decline: {
    frame: (conversation) => ({ type: 'decline', conversation }),
    answers: sites('nothing', 'nothing'),
  },
  ...SUPERVISION_FRAMES,
  presence: { frame: () => ({ type: 'presence', choice: 'away' }), answers: 'nothing' },
  read: { frame: (conversation) => ({ type: 'read', conversation, upTo: 2 }), answers: sites('nothing', 'nothing') },
  typing: { frame: (conversation) => ({ type: 'typing', conversation }), answers: sites('nothing', 'nothing') },
  ping: { frame: () => ({ type: 'ping' }), answers: 'pong' },
};
