/** What is asked of a guesser: texts whose language is known, and how they are typed. */
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { folded, lowered } from '@touchline/relay/languages/ngrams.ts';
import { hash } from '@touchline/relay/languages/train/random.ts';
import { ROMANISED, romanised } from '@touchline/relay/languages/train/romanise.ts';
import { askedSentences } from '@touchline/relay/languages/train/sentences.ts';
import { LOCALES } from '@touchline/shared/people.ts';

/** `plain`: without marks, on an English keyboard. `romanised`: Cyrillic in Latin letters. */
export type Case = { kind: 'native' | 'plain' | 'romanised'; language: string; text: string };

export const LANGUAGES: readonly string[] = LOCALES;

const KINDS: Record<string, Case['kind']> = { latn: 'romanised', sh: 'plain', teen: 'plain' };

/** Lines of players. Arabic in Latin letters is left out: the relay does not claim to know it. */
export function playerCases(): Case[] {
  const lines = readFileSync(new URL('../fixtures/typed-messages.jsonl', import.meta.url), 'utf8')
    .trim()
    .split('\n');
  return lines.flatMap((line) => {
    const { lang, text }: { lang: string; text: string } = JSON.parse(line);
    const [language = '', typed = ''] = lang.split('-');
    return lang === 'ar-latn' ? [] : [{ kind: KINDS[typed] ?? 'native', language, text }];
  });
}

/** So many of each language, the same in every run: whichever come first by their hash. */
export async function debianCases(perLanguage: number): Promise<Case[]> {
  const sentences = await askedSentences(join(tmpdir(), 'touchline-languages'));
  return LANGUAGES.flatMap((language) => {
    const some = (sentences[language] ?? [])
      .filter((text) => isSentence(text, language))
      .sort((a, b) => hash(a) - hash(b) || (a < b ? -1 : 1))
      .slice(0, perLanguage);
    const native = some.map((text): Case => ({ kind: 'native', language, text }));
    return [...native, ...some.flatMap((text) => typedOtherwise(text, language))];
  });
}

/** Two words or more, of the length of a chat line; no paths, time zones or copyrights. */
function isSentence(text: string, language: string): boolean {
  if (text.length < 8 || text.length > 140 || /[/@()©\d%]/.test(text)) return false;
  if (!['en', 'az', 'vi', 'pl', 'tr', 'es', 'pt', 'de'].includes(language) && /[A-Za-z]/.test(text)) return false;
  return (text.match(/\p{L}{2,}/gu)?.length ?? 0) >= 2;
}

function typedOtherwise(text: string, language: string): Case[] {
  if (ROMANISED.includes(language)) return [{ kind: 'romanised', language, text: romanised(text, language, 2) }];
  if (language === 'en' || language === 'ar') return [];
  const spelt = language === 'az' && hash(text) % 2 ? text.replace(/ş/gi, 'sh').replace(/ç/gi, 'ch') : text;
  return [{ kind: 'plain', language, text: folded(lowered(spelt)) }];
}
