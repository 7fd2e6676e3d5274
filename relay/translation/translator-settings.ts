/** Who may translate, as the installation says it: JSON in the environment, in the order in which they are listed. */
import { providerName } from '@touchline/shared/translation-rules.ts';
import { z } from 'zod';

const EXAMPLE = '[{"name": "own", "kind": "libretranslate", "url": "http://127.0.0.1:5000"}]';

/** Nothing but an address: what a path adds comes from us, and a key belongs into `key`. */
const address = z
  .string('a "url" such as https://translate.example.com')
  .refine((text) => {
    const url = URL.parse(text);
    return url !== null && /^https?:$/.test(url.protocol) && `${url.origin}${url.pathname}` === url.href;
  }, 'a "url" such as https://translate.example.com, without a name, a password or a query')
  .transform((text) => text.replace(/\/+$/, ''));

const VARIANTS = '"variants" such as ["en-US", "pt-BR"]';

const common = {
  name: providerName,
  /** Only these, from one base language to another: `be-ru`. */
  pairs: z
    .array(
      z
        .string('"pairs" such as ["be-ru", "ru-be"]')
        .regex(/^(?<from>[a-z]{2,3})-(?!\k<from>$)[a-z]{2,3}$/, '"pairs" of two languages, such as ["be-ru", "ru-be"]'),
      '"pairs" such as ["be-ru", "ru-be"]',
    )
    .min(1, '"pairs" with at least one pair, or none at all')
    .optional(),
};
const key = z.string('a "key" in quotes').regex(/^[\x21-\x7e]{1,200}$/, 'a "key" as the service gave it');

const setting = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({
      ...common,
      kind: z.literal('deepl'),
      key,
      url: address.optional(),
      /** Which English and Portuguese, where not the British and the European: `en-US`, `pt-BR`. */
      variants: z.array(z.string(VARIANTS).regex(/^[a-z]{2,3}-[A-Za-z0-9]{2,8}$/, VARIANTS), VARIANTS).default([]),
    }),
    z.strictObject({ ...common, kind: z.literal('libretranslate'), key: key.optional(), url: address }),
  ],
  { error: 'a "kind" that is "deepl" or "libretranslate"' },
);

export type TranslatorSetting = ReturnType<typeof completed>;

/** A text from the environment. Each problem is what to write instead, and says in which translator. */
export const translatorSettings = z.string().transform((text, context): TranslatorSetting[] => {
  const refuse = (message: string) => context.addIssue({ code: 'custom', message });
  const list = parsed(text);
  if (!Array.isArray(list)) {
    refuse(`a JSON list such as ${EXAMPLE}`);
    return [];
  }
  const settings = list.flatMap((entry, i) => {
    const read = setting.safeParse(entry);
    for (const issue of read.error?.issues ?? []) refuse(`in translator ${i + 1} ${sentence(issue)}`);
    return read.success ? [completed(read.data)] : [];
  });
  for (const [i, { name }] of settings.entries()) {
    if (settings.findIndex((other) => other.name === name) < i) refuse(`another name for the second "${name}"`);
  }
  return settings;
});

/** Keys of DeepL's free plan end so, and work only there. */
const FREE_KEY = /:fx$/;

function completed(read: z.infer<typeof setting>) {
  if (read.kind === 'libretranslate') return read;
  return {
    ...read,
    url: read.url ?? (FREE_KEY.test(read.key) ? 'https://api-free.deepl.com' : 'https://api.deepl.com'),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Names of fields may be shown; what they hold may not. */
function sentence(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return `no ${issue.keys.map((field) => `"${field}"`).join(', ')}`;
  if (issue.path.length === 0 && issue.code === 'invalid_type') return 'an object in braces';
  if (issue.path[0] === 'name') return 'a "name" of at most 40 small letters, digits and dashes';
  return issue.message;
}
