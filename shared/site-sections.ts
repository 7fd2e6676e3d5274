/**
 * What the owner of a site settles, by section: each is read, changed, remembered and taken back as a whole, and two
 * people who change one at once see each other's change. The schemas say what a section may hold by itself; what
 * depends on the rest of the site, relay/settings judges.
 */
import { z } from 'zod';
import { cover } from './cover.ts';
import { nameOf } from './names.ts';
import { languageTag, localizedText, originPattern, siteSettings, topic } from './people.ts';
import { retentionRules } from './privacy.ts';
import { queueRules } from './queue-rules.ts';
import { routingRules } from './routing-rules.ts';
import { alertLimits } from './supervision.ts';

const { mode, acceptMs, graceMs, parkAfterMs, patienceMs, anonymousWaitingMax } = routingRules.shape;
const { color, notices, privacyUrl } = siteSettings.shape;
export const LANGUAGES_MAX = 30;
export const ORIGINS_MAX = 50;

export const siteSections = {
  look: z.strictObject({ name: nameOf(80), color: color.unwrap().nullable() }),
  /** By language; read with the fallback `pt-BR → pt → the site's default`. */
  texts: z.strictObject({ greeting: localizedText }),
  languages: z.strictObject({
    languages: z.array(languageTag).min(1).max(LANGUAGES_MAX),
    defaultLanguage: languageTag,
  }),
  /** In the order in which players are asked; `urgency` 0 to 3. */
  topics: z.strictObject({ topics: z.array(z.strictObject({ topic, urgency: z.int().min(0).max(3) })).min(1) }),
  /** Mirrors among them. None means that nobody can open the chat. */
  origins: z.strictObject({ origins: z.array(originPattern).max(ORIGINS_MAX) }),
  notices: z.strictObject({ notices: notices.unwrap(), privacyUrl: privacyUrl.unwrap() }),
  routing: z.strictObject({
    ...{ mode, acceptMs, graceMs, parkAfterMs, patienceMs, anonymousWaitingMax },
    tiers: queueRules.shape.tiers,
  }),
  /** When operators are expected, and by which clock the site counts its days; null when nobody has said. */
  hours: z.strictObject({ cover: cover.nullable() }),
  retention: retentionRules,
  alerts: alertLimits,
} as const;

export type SectionName = keyof typeof siteSections;
export const SECTIONS = Object.keys(siteSections) as SectionName[];
export type Sections = { [Name in SectionName]: z.infer<(typeof siteSections)[Name]> };

const who = z.string().nullable();
/** `version` is 0 until somebody has changed it; `at` and `by` are of the last change. */
const held = (value: z.ZodType) => z.strictObject({ value, version: z.int().min(0), at: z.int().nullable(), by: who });
export type Held<Name extends SectionName = SectionName> = {
  value: Sections[Name];
  version: number;
  at: number | null;
  by: string | null;
};

/**
 * What follows from a change that its author may not expect. It is no refusal.
 * `language-in-use`: so many conversations under way are in a language that is taken away; they go on in it.
 * `topic-in-use`: likewise. `no-origin`: nobody can open the chat.
 * `plain-http`: anybody on the way can read along. `no-danger-topic`: who is in danger cannot say so.
 */
export const NOTE_KINDS = ['language-in-use', 'topic-in-use', 'no-origin', 'plain-http', 'no-danger-topic'] as const;
export const settingsNote = z.strictObject({
  kind: z.enum(NOTE_KINDS),
  of: z.string().optional(),
  count: z.int().optional(),
});
export type SettingsNote = z.infer<typeof settingsNote>;

/** A name that is told is not tidied again. */
const told: Partial<Record<SectionName, z.ZodType>> = { look: siteSections.look.extend({ name: z.string() }) };
export const heldSection = (name: SectionName) => held(told[name] ?? siteSections[name]);

/** `version`: of what the editor began with. `try`: judge it and say what would follow, and change nothing. */
export const sectionChange = (name: SectionName) =>
  z.strictObject({ version: z.int32().min(0), value: siteSections[name] as z.ZodType, try: z.boolean().optional() });

/** A change that was made. `reverts`: of which version it brought the value back. */
export const siteChange = z.strictObject({
  section: z.enum(SECTIONS),
  version: z.int(),
  at: z.int(),
  by: who,
  before: z.unknown(),
  after: z.unknown(),
  reverts: z.int().nullable(),
});
export type SiteChange = z.infer<typeof siteChange>;
