/** What a site has settled about machine translation. What is not set has the default beside it. */
import { z } from 'zod';

/** As the installation calls a provider: `deepl`, `own-server`. */
export const providerName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'small letters, digits and dashes');

/**
 * A term that has to be right: per language its forms, in the same order in all of them, so that the second form in
 * one becomes the second in the other. `{en: ['stake', 'stakes'], es: ['importe', 'importes']}`.
 */
export const glossaryTerm = z.record(
  z.string().regex(/^[a-z]{2,3}$/, 'a language such as be'),
  z.array(z.string().trim().min(1).max(80)).min(1).max(24),
);
export type GlossaryTerm = z.infer<typeof glossaryTerm>;

export const translationRules = z.strictObject({
  /** Providers that an administrator of the site accepted, in the order in which they are asked. None: no text leaves. */
  accepted: z
    .array(z.strictObject({ provider: providerName, by: z.string(), at: z.int() }))
    .max(10)
    .default([]),
  /** Characters sent out in a month; beyond them everybody reads originals. */
  monthlyCharacters: z.int().min(0).max(1_000_000_000).default(1_000_000),
  glossary: z.array(glossaryTerm).max(500).default([]),
  /** Raised with every change of the glossary: what was translated before counts no more. */
  glossaryVersion: z.int().min(0).default(0),
});
export type TranslationRules = z.infer<typeof translationRules>;
