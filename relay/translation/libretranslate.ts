/**
 * LibreTranslate, and whatever has its shape. The source language is always named, because a list with `auto` is
 * detected once as a whole. Its error for a text that it could not translate quotes the text.
 */
import type { Clock } from '@touchline/shared/clock.ts';
import { baseLanguage } from '@touchline/shared/language-tags.ts';
import { z } from 'zod';
import { oneForEach, type Provider } from './provider.ts';
import { askJson } from './provider-http.ts';
import type { TranslatorSetting } from './translator-settings.ts';

export function createLibreTranslate(
  setting: Extract<TranslatorSetting, { kind: 'libretranslate' }>,
  clock: Clock,
): Provider {
  const { name, url, key, pairs } = setting;
  const languages = pairs ? null : watchLanguages(url, clock);
  return {
    name,
    host: new URL(url).host,
    supports(source, target) {
      if (pairs) return pairs.includes(`${source}-${target}`);
      const targets = languages?.()?.get(source)?.targets;
      return targets ? targets.has(target) : languages?.() === null;
    },
    async translate({ texts, source, target, signal }) {
      const known = languages?.();
      const { translatedText } = await askJson({
        url: `${url}/translate`,
        body: {
          // One text goes as text: servers that only imitate LibreTranslate may not know lists.
          q: texts.length === 1 ? texts[0] : texts,
          source: known?.get(source)?.code ?? source,
          target: known?.get(target)?.code ?? target,
          format: 'text',
          ...(key && { api_key: key }),
        },
        answer,
        signal,
      });
      return oneForEach(texts, [translatedText].flat());
    },
  };
}

const answer = z.object({ translatedText: z.union([z.string(), z.array(z.string())]) });
const languageList = z.array(z.object({ code: z.string(), targets: z.array(z.string()).optional() })).min(1);

/** By base language: `pt` may be `pt-BR` there. */
type Languages = Map<string, { code: string; targets: Set<string> }>;

const FRESH_FOR_MS = 600_000;
const ASK_AGAIN_AFTER_MS = 10_000;
const ANSWERS_WITHIN_MS = 4_000;

/** What the server last said; null while it has said nothing. Whoever looks makes it ask again when that is old. */
function watchLanguages(url: string, clock: Clock): () => Languages | null {
  let known: Languages | null = null;
  let askedAt = Number.NEGATIVE_INFINITY;
  let waitMs = 0;

  async function ask(): Promise<void> {
    askedAt = clock.now();
    waitMs = ASK_AGAIN_AFTER_MS;
    try {
      const signal = AbortSignal.timeout(ANSWERS_WITHIN_MS);
      known = byBase(await askJson({ url: `${url}/languages`, answer: languageList, signal }));
      waitMs = FRESH_FOR_MS;
    } catch {
      // What it said before is still the best guess, and translating tells of a server that is gone.
    }
  }

  function look(): Languages | null {
    if (Math.abs(clock.now() - askedAt) >= waitMs) void ask();
    return known;
  }
  look();
  return look;
}

function byBase(list: z.infer<typeof languageList>): Languages {
  const languages: Languages = new Map();
  for (const { code, targets } of list) {
    const base = baseOf(code);
    if (languages.has(base) && code !== base) continue;
    languages.set(base, { code, targets: new Set((targets ?? list.map((other) => other.code)).map(baseOf)) });
  }
  return languages;
}

const baseOf = (code: string): string => baseLanguage(code.toLowerCase());
