/** How operators sign in: the second step, the sessions that it opens, and the second factor itself. */
import { z } from 'zod';
import { id, operatorSelf, siteRef } from './people.ts';

/** Who is in, and where they answer. */
export const signedIn = z.strictObject({ operator: operatorSelf, sites: z.array(siteRef) });

/**
 * The password was right, and that is not enough: `code` asks for one of the authenticator app, `enrol` for a second
 * factor, which some site of theirs requires. `ticket` stands for the password in the requests that follow.
 */
export const secondStep = z.strictObject({ next: z.enum(['code', 'enrol']), ticket: z.string() });
export type SecondStep = z.infer<typeof secondStep>;

export const sessionRef = z.strictObject({
  id,
  /** By what the browser said of itself; null where it said nothing. */
  browser: z.string().nullable(),
  system: z.string().nullable(),
  /** IP address it was opened from. */
  address: z.string().nullable(),
  since: z.int(),
  /** To the minute. */
  seen: z.int(),
  /** The one that asks. */
  isThis: z.boolean(),
});
export type SessionRef = z.infer<typeof sessionRef>;

/** What an authenticator app is given: `uri` as a QR code, `secret` for whoever types it. */
export const enrolment = z.strictObject({ secret: z.string(), uri: z.string() });
export type Enrolment = z.infer<typeof enrolment>;

export const secondFactorState = z.strictObject({
  isOn: z.boolean(),
  /** Recovery codes that have not been used. */
  codesLeft: z.int(),
  /** Some site of theirs asks for it, so it cannot be turned off. */
  isRequired: z.boolean(),
});
export type SecondFactorState = z.infer<typeof secondFactorState>;
