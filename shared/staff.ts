/** The people of a site as whoever runs it reads and changes them: members, invitations, and what has been done. */
import { z } from 'zod';
import { nameOf } from './names.ts';
import { id, LANGUAGE_LEVELS, languageTag, operatorRole, teamMember, topic } from './people.ts';

export const CAPACITY_MAX = 50;
export const PERSON_NAME_MAX_CHARACTERS = 80;
const SITES_MAX = 500;
const LANGUAGES_MAX = 50;

export const roleOnSite = z.strictObject({ site: id, role: operatorRole });
export type RoleOnSite = z.infer<typeof roleOnSite>;

/**
 * How far the reader's word goes. `shared`: what somebody is on the reader's sites, and what they can answer.
 * `everything`: the account itself, because nobody else's site depends on it.
 */
export const reach = z.enum(['nothing', 'shared', 'everything']);
export type Reach = z.infer<typeof reach>;

export const person = z.strictObject({
  ...teamMember.pick({ id: true, name: true, presence: true, load: true, capacity: true, languages: true }).shape,
  topics: z.array(topic).nullable(),
  /** Null for a reader who only supervises. */
  email: z.string().nullable(),
  /** On the reader's sites alone. */
  roles: z.array(roleOnSite),
  /** Administers the installation: adds sites, and administrators like themselves. */
  isOwner: z.boolean(),
  isDisabled: z.boolean(),
  /** When they were last there; null: never. */
  seenAt: z.int().nullable(),
  /** Null for a reader who only supervises. */
  hasSecondFactor: z.boolean().nullable(),
  reach,
  version: z.int(),
});
export type Person = z.infer<typeof person>;

const skills = {
  languages: z
    .record(languageTag, z.enum(LANGUAGE_LEVELS))
    .refine((said) => Object.keys(said).length <= LANGUAGES_MAX, 'fewer languages'),
  /** Null: every one. */
  topics: z.array(topic).max(20).nullable(),
  /** Conversations at a time. */
  capacity: z.int().min(0).max(CAPACITY_MAX),
};

/** `version`: of what the editor began with. A site that is not among `roles` is left as it is, `null` ends the membership. */
export const personChange = z.strictObject({
  ...skills,
  version: z.int32().min(1),
  name: nameOf(PERSON_NAME_MAX_CHARACTERS),
  roles: z.array(z.strictObject({ site: id, role: operatorRole.nullable() })).max(SITES_MAX),
  isOwner: z.boolean(),
});
export type PersonChange = z.infer<typeof personChange>;

/** As `personChange`, of one site: `role` null takes them off it. */
export const memberChange = z.strictObject({
  ...skills,
  version: z.int32().min(1),
  role: operatorRole.exclude(['admin']).nullable(),
});
export type MemberChange = z.infer<typeof memberChange>;

export const invitationDraft = z.strictObject({
  ...skills,
  email: z.email({ message: 'an e-mail address' }).max(200),
  name: nameOf(PERSON_NAME_MAX_CHARACTERS),
  roles: z.array(roleOnSite).min(1, 'at least one site').max(SITES_MAX),
});
export type InvitationDraft = z.infer<typeof invitationDraft>;

/** As `invitationDraft`, to one site. */
export const memberDraft = z.strictObject({
  ...invitationDraft.omit({ roles: true }).shape,
  role: operatorRole.exclude(['admin']),
});
export type MemberDraft = z.infer<typeof memberDraft>;

export const invitation = z.strictObject({
  id,
  email: z.string(),
  name: z.string(),
  /** On the reader's sites alone. */
  roles: z.array(roleOnSite),
  invitedBy: z.string(),
  createdAt: z.int(),
  expiresAt: z.int(),
  /** All of its sites are the reader's, who may have another link made. */
  isWhole: z.boolean(),
});
export type Invitation = z.infer<typeof invitation>;

/** What an invitation says to whoever has its link. `hasAccount`: they accept it by signing in as they always do. */
export const invited = z.strictObject({
  email: z.string(),
  name: z.string(),
  sites: z.array(z.string()),
  hasAccount: z.boolean(),
});
export type Invited = z.infer<typeof invited>;

/** A link's token, told once. The page puts it behind the address of the inbox. */
export const linkMade = z.strictObject({ token: z.string(), expiresAt: z.int() });
export type LinkMade = z.infer<typeof linkMade>;

export const staff = z.strictObject({
  /** The reader administers the installation. */
  isOwner: z.boolean(),
  /** Sites that the reader supervises or administers. */
  sites: z.array(
    z.strictObject({
      id,
      name: z.string(),
      role: operatorRole,
      /** Who may not sign in there without a second factor. */
      secondFactorFor: z.array(operatorRole),
    }),
  ),
  people: z.array(person),
  /** Open ones, of sites that the reader administers. */
  invitations: z.array(invitation),
});
export type Staff = z.infer<typeof staff>;

/** A privileged act. `about` holds no secret; what stands in it depends on the act. */
export const auditEntry = z.strictObject({
  id: z.int(),
  at: z.int(),
  act: z.string(),
  /** Null: whoever runs the server. */
  by: z.strictObject({ id, name: z.string() }).nullable(),
  about: z.record(z.string(), z.unknown()),
});
export type AuditEntry = z.infer<typeof auditEntry>;

/** Newest first. `next`: what to ask for older ones with; null at the end. */
export const auditPage = z.strictObject({ entries: z.array(auditEntry), next: z.string().nullable() });
export type AuditPage = z.infer<typeof auditPage>;
