/**
 * Who takes part: the site (a tenant), its players and its operators, as the front ends see them.
 * Schemas live here because routes and frames share them; the widget imports only the types.
 */
import { z } from 'zod';
import { PRESENCE_CHOICES, SPAN_STATES } from './presence.ts';
import { queueRules } from './queue-rules.ts';
import { ID_PATTERN } from './wire.ts';

/** Languages of the widget's own words. A site may answer in others too. */
export const LOCALES = ['en', 'be', 'ru', 'az', 'vi', 'pl', 'tr', 'uk', 'es', 'pt', 'de', 'ar'] as const;
export type Locale = (typeof LOCALES)[number];

/** Why players write. A site picks from these; the words for them are in the locale files. */
export const TOPICS = [
  'payments',
  'bets',
  'verification',
  'account',
  'technical',
  'bonuses',
  'rules',
  'safer-gambling',
  'complaint',
  'other',
] as const;
export const topic = z.enum(TOPICS);
export type Topic = z.infer<typeof topic>;

export const id = z.string().regex(ID_PATTERN, 'not an id');
/** BCP 47, as pages write it: `be`, `pt-BR`. */
export const languageTag = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/, 'not a language tag');
export const siteKey = z.string().regex(/^[a-z0-9][a-z0-9-]{1,39}$/, 'small letters, digits and dashes, 2 to 40');

/** One text in several languages; read with the fallback `pt-BR → pt → the site's default`. */
export const localizedText = z.record(languageTag, z.string().max(500));
export type LocalizedText = z.infer<typeof localizedText>;

const webAddress = z.url({ protocol: /^https?$/ }).max(500);
const localizedAddress = z.record(languageTag, webAddress);

/** A line of the widget's footer: 18+, licence, safer gambling. Without an address it is plain text. */
export const notice = z.strictObject({ label: localizedText, url: localizedAddress.optional() });
export type Notice = z.infer<typeof notice>;

/** What a site says about itself to its players. */
export const siteSettings = z.strictObject({
  greeting: localizedText.optional(),
  /** The accent, `#rrggbb`; the page's own `data-color` wins. */
  color: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i, 'a colour such as #0b6e4f')
    .optional(),
  privacyUrl: localizedAddress.optional(),
  notices: z.array(notice).max(6).default([]),
});
export type SiteSettings = z.infer<typeof siteSettings>;

/** `https://brand.example`, `https://*.brand.example` or `http://localhost:4100`: scheme, host, port, no path. */
export const originPattern = z
  .string()
  .max(255)
  .regex(
    /^https?:\/\/(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?$/,
    'an origin such as https://brand.example, without a path',
  );

export const sitePublic = z.strictObject({
  key: siteKey,
  name: z.string(),
  languages: z.array(languageTag),
  topics: z.array(topic),
  /** Said to somebody whose language nobody answers in and nobody translates: in which ones they will be answered. */
  answeredIn: z.string().nullable(),
  greeting: z.string().nullable(),
  color: z.string().nullable(),
  privacyUrl: z.string().nullable(),
  notices: z.array(z.strictObject({ label: z.string(), url: z.string().nullable() })),
});
/** `GET /sites/KEY/start`: everything the panel needs besides its code, in one language. */
export const siteStart = z.strictObject({
  locale: z.enum(LOCALES),
  words: z.record(z.string(), z.string()),
  site: sitePublic,
});
export type SiteStart = z.infer<typeof siteStart>;

export const operatorRole = z.enum(['operator', 'supervisor', 'admin']);
export type OperatorRole = z.infer<typeof operatorRole>;

export const presenceChoice = z.enum(PRESENCE_CHOICES);

export const LANGUAGE_LEVELS = ['native', 'fluent'] as const;
/** What an operator speaks, by base language: `{ be: 'native', ru: 'fluent' }`. */
export const spokenLanguages = z.record(languageTag, z.enum(LANGUAGE_LEVELS));
export type SpokenLanguages = z.infer<typeof spokenLanguages>;

/** An operator as their colleagues see them. */
export const teamMember = z.strictObject({
  id,
  name: z.string(),
  role: operatorRole,
  /** `gone`: an inbox that was open has vanished; their conversations are kept for them for a while. */
  presence: z.enum(SPAN_STATES),
  /** When that began. */
  since: z.int(),
  /** Conversations that take a place, of `capacity` places. */
  load: z.int(),
  capacity: z.int(),
  languages: spokenLanguages,
  /** Null: every topic. */
  topics: z.array(topic).nullable(),
  /** Sites, of those that the reader sees, on which they answer. */
  sites: z.array(id),
});
export type TeamMember = z.infer<typeof teamMember>;

/** The signed-in operator, as the inbox knows them. `role` is the highest over their sites. */
export const operatorSelf = z.strictObject({
  id,
  name: z.string(),
  email: z.string(),
  role: operatorRole,
  /** What they speak; a native one, the first by the alphabet, is what they are translated into. */
  languages: spokenLanguages,
});
export type OperatorSelf = z.infer<typeof operatorSelf>;

/** A site as the inbox lists it. */
export const siteRef = z.strictObject({
  id,
  key: siteKey,
  name: z.string(),
  color: z.string().nullable(),
  languages: z.array(languageTag),
  /** What an operator is taken to speak who has not said it. */
  defaultLanguage: languageTag,
  topics: z.array(topic),
  role: operatorRole,
  /** What the signed-in operator is called by its players; null: their name. */
  alias: z.string().nullable(),
  queue: queueRules,
  /** Operators take here what they like: nothing is offered or given to them. */
  picks: z.boolean(),
  /** Whether messages are translated here: an administrator has accepted a provider. */
  translates: z.boolean(),
  /** Whom a conversation can be sent to together. */
  teams: z.array(z.strictObject({ id, name: z.string() })),
});
export type SiteRef = z.infer<typeof siteRef>;

/** `kid` is unique per site; `material` is a shared secret of at least 32 bytes (HS256) or a public key in SPKI PEM. */
export type IdentityKey = { kid: string; algorithm: IdentityAlgorithm; material: string };
export const IDENTITY_ALGORITHMS = ['HS256', 'ES256', 'EdDSA', 'RS256'] as const;
export type IdentityAlgorithm = (typeof IDENTITY_ALGORITHMS)[number];
