/** Whether those who may translate answer, and whether sites count on one that is not there. No text is sent. */
import { z } from 'zod';
import type { Config } from '../../config.ts';
import type { Queryable } from '../../platform/postgres.ts';
import { ask } from './asking.ts';
import { type Finding, ok, warning, wrong } from './finding.ts';

type Translator = Config['translators'][number];

export async function checkTranslators(translators: readonly Translator[]): Promise<Finding[]> {
  return Promise.all(translators.map((one) => (one.kind === 'deepl' ? askDeepL(one) : askLibreTranslate(one))));
}

/** Accepted by a site, and not in TRANSLATORS. */
export async function checkAccepted(db: Queryable, translators: readonly Translator[]): Promise<Finding[]> {
  const { rows } = await db.query<{ name: string; sites: string[] }>(
    `select accepted->>'provider' as name, array_agg(s.key order by s.key) as sites
     from sites s, jsonb_path_query(s.translation, '$.accepted[*]') as accepted
     where not accepted->>'provider' = any($1::text[]) group by 1 order by 1`,
    [translators.map(({ name }) => name)],
  );
  return rows.map(({ name, sites }) =>
    warning(
      `${sites.join(', ')} accepted the translator ${name}, which is not in TRANSLATORS`,
      'add it there, or withdraw it in the inbox under Translation',
    ),
  );
}

const usage = z.object({ character_count: z.number(), character_limit: z.number() });
const languages = z.array(z.object({ code: z.string() })).min(1);
const NEARLY_ALL = 0.9;

async function askDeepL({ name, url, key }: Extract<Translator, { kind: 'deepl' }>): Promise<Finding> {
  const { status, text, failure } = await ask(`${url}/v2/usage`, { authorization: `DeepL-Auth-Key ${key}` });
  if (status === 401 || status === 403) {
    return wrong(`The translator ${name} does not take its key`, 'correct the key in TRANSLATORS');
  }
  const read = usage.safeParse(parsed(text));
  if (!read.success) return gone(name, failure ?? `it answers ${status}`);
  const used = read.data.character_count / read.data.character_limit;
  if (used < NEARLY_ALL) return ok(`The translator ${name} answers`);
  return warning(`The translator ${name} has ${Math.round(used * 100)} % of its month used up`, 'raise its limit');
}

async function askLibreTranslate({ name, url }: Extract<Translator, { kind: 'libretranslate' }>): Promise<Finding> {
  const { status, text, failure } = await ask(`${url}/languages`);
  if (languages.safeParse(parsed(text)).success) return ok(`The translator ${name} answers`);
  return gone(name, failure ?? `it answers ${status}`);
}

function gone(name: string, why: string): Finding {
  return wrong(
    `The translator ${name} cannot be used (${why}), so its texts stay in their own language`,
    'start it, or correct its url in TRANSLATORS',
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
