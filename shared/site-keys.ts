/** Keys with which a site's server signs who its players are, as administrators see them: never a shared secret again. */
import { z } from 'zod';
import { IDENTITY_ALGORITHMS } from './people.ts';

/** So that one can be exchanged for another while both are good. */
export const KEYS_VALID_MAX = 2;

export const siteKeyState = z.strictObject({
  kid: z.string(),
  algorithm: z.enum(IDENTITY_ALGORITHMS),
  createdAt: z.int(),
  /** From when on it is refused; null: in use until somebody says. */
  retiresAt: z.int().nullable(),
});
export type SiteKeyState = z.infer<typeof siteKeyState>;

const publicAlgorithm = z.enum(['ES256', 'EdDSA', 'RS256']);
/** A secret is made here; of a pair the site keeps the private half and hands in the public one, in PEM. */
export const newSiteKey = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('secret') }),
  z.strictObject({ kind: z.literal('public'), algorithm: publicAlgorithm, publicKey: z.string().max(4_000) }),
]);
export type NewSiteKey = z.infer<typeof newSiteKey>;

/** Why a token is refused, in the order in which it is looked at. */
export const TOKEN_FAULTS = [
  'not-a-token',
  'header-field',
  'typ',
  'unknown-key',
  'retired-key',
  'wrong-algorithm',
  'signature',
  'issuer',
  'audience',
  'no-times',
  'expired',
  'future',
  'lives-too-long',
  'about-subject',
  'no-player',
  'claims',
] as const;
export type TokenFault = (typeof TOKEN_FAULTS)[number];

/** What is good of a token, or the first thing that is not. `dropped`: attributes that are not as they should be. */
export const tokenVerdict = z.discriminatedUnion('good', [
  z.strictObject({
    good: z.literal(true),
    kid: z.string(),
    player: z.strictObject({
      id: z.string(),
      name: z.string().nullable(),
      attributes: z.record(z.string(), z.unknown()),
    }),
    dropped: z.array(z.string()),
    expiresAt: z.int(),
  }),
  z.strictObject({
    good: z.literal(false),
    fault: z.enum(TOKEN_FAULTS),
    expected: z.string().nullable(),
    got: z.string().nullable(),
  }),
]);
export type TokenVerdict = z.infer<typeof tokenVerdict>;
