/**
 * What operators are told of a player, by the routes under `/api/contacts`: within one site, as everything about players.
 * `null` in `personal` is a value that is there and not shown to this reader: it never leaves the relay unasked.
 */
import { z } from 'zod';
import { BLOCK_TERMS, PERSONAL_FIELDS } from './contact-terms.ts';
import { rating } from './events.ts';
import { id, languageTag } from './people.ts';

const at = z.int();

export const personalField = z.enum(PERSONAL_FIELDS);
export const blockTerm = z.enum(BLOCK_TERMS);

export const DEVICE_KINDS = ['desktop', 'phone', 'tablet'] as const;
/** Of the last visit. Null: the browser did not say, or nobody knows this one. */
export const device = z.strictObject({
  browser: z.string().nullable(),
  system: z.string().nullable(),
  kind: z.enum(DEVICE_KINDS).nullable(),
  /** Of the interface. */
  language: languageTag,
});
export type Device = z.infer<typeof device>;

export const contactBlock = z.strictObject({
  /** Null: until somebody lifts it. */
  until: at.nullable(),
  reason: z.string(),
  by: z.strictObject({ id, name: z.string() }),
  /** Whether the reader may lift or replace it. */
  mayLift: z.boolean(),
});

export const contactCard = z.strictObject({
  id,
  site: id,
  name: z.string().nullable(),
  verified: z.boolean(),
  externalId: z.string().nullable(),
  /** As the site signed them; null where it says nothing. */
  tier: z.string().nullable(),
  kyc: z.string().nullable(),
  currency: z.string().nullable(),
  country: z.string().nullable(),
  registeredAt: at.nullable(),
  personal: z.partialRecord(personalField, z.string().nullable()),
  /** When the site signed the balance. */
  balanceAt: at.nullable(),
  device: device.nullable(),
  page: z.strictObject({ url: z.string(), title: z.string() }).nullable(),
  firstSeen: at,
  lastSeen: at,
  /** Conversations that they have begun on this site. */
  conversations: z.int(),
  block: contactBlock.nullable(),
  /** The terms for which the reader may block. */
  blockTerms: z.array(blockTerm),
});
export type ContactCard = z.infer<typeof contactCard>;

export const contactNote = z.strictObject({
  id,
  text: z.string(),
  by: z.strictObject({ id, name: z.string() }),
  at,
  mayDelete: z.boolean(),
});
export type ContactNote = z.infer<typeof contactNote>;

/** A conversation of a player's, as the list of their earlier ones shows it. */
export const earlierConversation = z.strictObject({
  id,
  startedAt: at,
  updatedAt: at,
  status: z.enum(['waiting', 'open', 'resolved']),
  topic: z.string().nullable(),
  language: z.string(),
  rating: rating.nullable(),
  /** The beginning of what the player wrote first; null where that was only files. */
  said: z
    .strictObject({
      text: z.string(),
      language: z.string().nullable(),
      /** As an operator reads it, where it has been translated. */
      translated: z.strictObject({ language: z.string(), text: z.string() }).nullable(),
    })
    .nullable(),
});
export type EarlierConversation = z.infer<typeof earlierConversation>;
/** Newest first. `next` null: there is no more. */
export const earlierPage = z.strictObject({
  conversations: z.array(earlierConversation),
  next: z.string().nullable(),
});
export type EarlierPage = z.infer<typeof earlierPage>;
