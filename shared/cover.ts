/** When a site's operators are expected, as its owner wrote it down. Which moment that is, relay/routing/cover.ts says. */
import { z } from 'zod';

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time such as 18:30');
const language = z.string().regex(/^[a-z]{2,3}$/, 'a base language such as pl');

export const shift = z.strictObject({
  /** ISO days on which it begins: 1 is Monday. */
  days: z.array(z.int().min(1).max(7)).min(1).max(7),
  from: timeOfDay,
  /** Not after `from`: on the following day. Betting evenings pass midnight. */
  to: timeOfDay,
  /** Languages that are spoken then; all of the site's when left out. */
  languages: z.array(language).optional(),
});
export type Shift = z.infer<typeof shift>;

export const cover = z.strictObject({
  /** IANA, such as `Europe/Warsaw`. */
  timeZone: z.string().refine(isTimeZone, 'a time zone such as Europe/Warsaw'),
  shifts: z.array(shift).max(100),
});
export type Cover = z.infer<typeof cover>;

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
