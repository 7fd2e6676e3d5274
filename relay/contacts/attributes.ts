/**
 * What a site signs about its player besides who it is. Kept as it is here and no longer than it is signed anew. An
 * attribute that is not as described is left out and named, rather than refusing the player: sites sign some of these
 * names already for others to read, in shapes of their own.
 */
import { z } from 'zod';

/** Postgres stores neither U+0000 nor half a character; such a player's every message would fail. */
export const storable = z.string().refine((value) => value.isWellFormed() && !value.includes('\0'), 'cannot be stored');

const short = storable.trim().min(1).max(40);
/** As text, because a number would round what money must not. */
const amount = z
  .union([z.string(), z.number()])
  .transform(String)
  .pipe(z.string().regex(/^-?\d{1,18}(\.\d{1,8})?$/));
/** Seconds since 1970, as in every JWT, or a date such as `2024-05-01`; kept in ms. */
const moment = z
  .union([
    z.number().transform((seconds) => seconds * 1000),
    z.union([z.iso.date(), z.iso.datetime({ offset: true })]).transform(Date.parse),
  ])
  .pipe(z.int().min(0).max(8.64e15));

const signed = {
  /** The state of its checks, in the site's words: `verified`, `pending`, `rejected`, `none`. */
  kyc: short,
  balance: amount,
  /** ISO 4217, or what the site calls its own: `EUR`, `USDT`. */
  currency: z.string().regex(/^[A-Z][A-Z0-9]{2,5}$/),
  email: storable.pipe(z.email().max(200)),
  phone: z.string().regex(/^\+?[\d ().-]{4,30}$/),
  country: z.string().regex(/^[A-Z]{2}$/),
  registeredAt: moment,
  birthYear: z.int().min(1900).max(2100),
};
type Signed = { [Name in keyof typeof signed]?: z.infer<(typeof signed)[Name]> };

/** `balanceAt` in ms: an amount without its moment misleads. */
export type Attributes = Signed & { tier?: string; locale?: string; balanceAt?: number };

export function signedAttributes(payload: Record<string, unknown>, issuedAt: number) {
  const attributes: Record<string, unknown> = {};
  const dropped: string[] = [];
  for (const [name, schema] of Object.entries(signed)) {
    const value = payload[name];
    if (value === undefined || value === null) continue;
    const read = schema.safeParse(value);
    if (read.success) attributes[name] = read.data;
    else dropped.push(name);
  }
  if (attributes.balance !== undefined) attributes.balanceAt = issuedAt;
  return { attributes: attributes as Attributes, dropped };
}
