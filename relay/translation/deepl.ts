/**
 * DeepL's text API, v2. The source language is always named: Azerbaijani and Belarusian are not detected. No
 * `model_type`, because not every model knows them, and only `prefer_more`, because plain `more` fails where a
 * language has no formality.
 */
import { z } from 'zod';
import { oneForEach, type Provider } from './provider.ts';
import { askJson } from './provider-http.ts';
import type { TranslatorSetting } from './translator-settings.ts';

export function createDeepL(setting: Extract<TranslatorSetting, { kind: 'deepl' }>): Provider {
  const { name, key, url, variants, pairs } = setting;
  return {
    name,
    host: new URL(url).host,
    supports: pairs
      ? (source, target) => pairs.includes(`${source}-${target}`)
      : (source, target) => LANGUAGES.has(source) && LANGUAGES.has(target),
    async translate({ texts, source, target, signal }) {
      const { translations } = await askJson({
        url: `${url}/v2/translate`,
        headers: { authorization: `DeepL-Auth-Key ${key}` },
        body: {
          text: texts,
          source_lang: source.toUpperCase(),
          target_lang: variantOf(target, variants),
          formality: 'prefer_more',
        },
        answer,
        signal,
      });
      return oneForEach(
        texts,
        translations.map(({ text }) => text),
      );
    },
  };
}

const answer = z.object({ translations: z.array(z.object({ text: z.string() })) });

/** As a target these want a country; our own words are British and European. */
const VARIANTS: Record<string, string> = { en: 'EN-GB', pt: 'PT-PT' };

function variantOf(target: string, chosen: readonly string[]): string {
  const variant = chosen.find((tag) => tag.toLowerCase().startsWith(`${target}-`));
  return variant?.toUpperCase() ?? VARIANTS[target] ?? target.toUpperCase();
}

/** developers.deepl.com, "Languages supported", in June 2026. */
const LANGUAGES = new Set(
  (
    'ace af an ar as ay az ba be bg bho bn br bs ca ceb ckb cs cy da de el en eo es et eu fa fi fr ga gl gn gom gu ha ' +
    'he hi hr ht hu hy id ig is it ja jv ka kk kmr ko ky la lb lmo ln lt lv mai mg mi mk ml mn mr ms mt my nb ne nl ' +
    'oc om pa pag pam pl prs ps pt qu ro ru sa scn sk sl sq sr st su sv sw ta te tg th tk tl tn tr ts tt uk ur uz vi ' +
    'wo xh yi yue zh zu'
  ).split(' '),
);
