/**
 * What stands in a log, as frames carry it: `event` for operators, `playerEvent` for players. Mirrors `Event` and
 * `Conversation` of conversation.ts, which the widget uses without zod; a type test holds them together. What only
 * operators see is no member of `playerEvent`, so a frame with a note in it would not be one of a player's frames.
 */
import { z } from 'zod';
import { SUBJECT_KINDS, TRANSLATION_PROBLEMS } from './conversation.ts';
import { PRIORITIES } from './internal.ts';
import { id } from './people.ts';
import { ID_PATTERN } from './wire.ts';

const seq = z.int().min(0);
const at = z.int();
const named = z.strictObject({ id: z.string(), name: z.string() });

export const author = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('player') }),
  z.strictObject({ kind: z.literal('operator'), id: id.optional(), name: z.string() }),
  z.strictObject({ kind: z.literal('system') }),
]);
const placed = { seq: z.int().min(1), at, author };
const side = z.enum(['player', 'operator']);
const clientId = z.string().regex(ID_PATTERN);

const flag = z.boolean().optional();
const choices = { languageChosen: flag, playerReadsOriginal: flag, operatorReadsOriginal: flag };
const adjustments = z.strictObject({ language: z.string().optional(), ...choices });

export const fileRef = z.strictObject({
  id,
  name: z.string(),
  type: z.string(),
  bytes: z.int(),
  width: z.int().optional(),
  height: z.int().optional(),
});
export const subject = z.strictObject({
  kind: z.enum(SUBJECT_KINDS),
  id: z.string(),
  title: z.string(),
  url: z.string().optional(),
  signed: z.boolean(),
});
const mark = z.int().min(1).max(5).nullable();
export const rating = z.strictObject({
  solved: z.boolean(),
  speed: mark,
  courtesy: mark,
  competence: mark,
  comment: z.string().nullable(),
});

const seenByBoth = [
  z.strictObject({ ...placed, type: z.literal('started'), topic: z.string().nullable(), language: z.string() }),
  z.strictObject({
    ...placed,
    type: z.literal('message'),
    clientId,
    text: z.string(),
    language: z.string().optional(),
    files: z.array(fileRef).optional(),
    replyTo: seq.optional(),
    corrects: seq.optional(),
    about: subject.optional(),
  }),
  z.strictObject({
    ...placed,
    type: z.literal('translated'),
    of: z.int().min(1),
    reader: side,
    language: z.string(),
    text: z.string().nullable(),
    provider: z.string().nullable(),
    problem: z.enum(TRANSLATION_PROBLEMS).optional(),
  }),
  z.strictObject({ ...placed, type: z.literal('adjusted'), changes: adjustments }),
  z.strictObject({ ...placed, type: z.literal('assigned'), operator: named }),
  z.strictObject({ ...placed, type: z.literal('released'), reason: z.literal('gone').optional() }),
  z.strictObject({ ...placed, type: z.literal('parked') }),
  z.strictObject({ ...placed, type: z.literal('reopened') }),
  z.strictObject({ ...placed, type: z.literal('read'), side, upTo: seq }),
  z.strictObject({ ...placed, type: z.literal('rated'), rating }),
] as const;

export const playerEvent = z.discriminatedUnion('type', [
  ...seenByBoth,
  z.strictObject({ ...placed, type: z.literal('resolved') }),
  z.strictObject({
    ...placed,
    type: z.literal('transferred'),
    to: z.null(),
    topic: z.string().nullable(),
    note: z.null(),
  }),
]);
export type PlayerEvent = z.infer<typeof playerEvent>;

export const event = z.discriminatedUnion('type', [
  ...seenByBoth,
  z.strictObject({ ...placed, type: z.literal('resolved'), as: z.literal('spam').optional() }),
  z.strictObject({
    ...placed,
    type: z.literal('transferred'),
    to: named.nullable(),
    team: named.optional(),
    topic: z.string().nullable(),
    note: z.string().nullable(),
  }),
  z.strictObject({ ...placed, type: z.literal('note'), clientId, text: z.string() }),
  z.strictObject({ ...placed, type: z.literal('whisper'), clientId, text: z.string(), to: named }),
  z.strictObject({ ...placed, type: z.literal('tagged'), added: z.array(z.string()), removed: z.array(z.string()) }),
  z.strictObject({ ...placed, type: z.literal('prioritised'), priority: z.enum(PRIORITIES) }),
  z.strictObject({ ...placed, type: z.literal('snoozed'), until: at.nullable() }),
  z.strictObject({ ...placed, type: z.literal('woken') }),
]);

const stateOfBoth = {
  seq,
  status: z.enum(['new', 'waiting', 'open', 'resolved']),
  topic: z.string().nullable(),
  language: z.string(),
  assignee: named.nullable(),
  parked: z.boolean(),
  readByPlayer: seq,
  readByOperator: seq,
  ...choices,
  rating: z.strictObject({ ...rating.shape, at }).optional(),
};
export const playerState = z.strictObject(stateOfBoth);
export const conversationState = z.strictObject({
  ...stateOfBoth,
  tags: z.array(z.string()).readonly().optional(),
  priority: z.enum(PRIORITIES).optional(),
  snoozed: z.strictObject({ until: at.nullable() }).optional(),
  team: named.optional(),
});
