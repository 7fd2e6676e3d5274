/**
 * The site's own words for what it sells: found in a text, and put into the translation in the same form.
 * What an administrator may write there is judged by shared/glossary.ts.
 */
import type { GlossaryTerm } from '@touchline/shared/translation-rules.ts';

/** Where a term stands, and what stands there in the other language. */
export type TermFound = { start: number; end: number; becomes: string };

/**
 * The longest terms first, in whole words; capitals do not matter, but the first letter of what is put in is large
 * where that of the found one is. A language with one form has it for all.
 */
export function termsIn(text: string, glossary: GlossaryTerm[], source: string, target: string): TermFound[] {
  const { forms, longest } = indexOf(glossary, source, target);
  if (forms.size === 0) return [];
  const words = Array.from(text.matchAll(WORD), ({ index, 0: word }) => ({ start: index, end: index + word.length }));
  const found: TermFound[] = [];
  for (let i = 0; i < words.length; ) {
    const term = longestAt(i);
    if (term) found.push(term);
    i += term?.words ?? 1;
  }
  return found;

  function longestAt(i: number): (TermFound & { words: number }) | undefined {
    const start = words[i]?.start ?? 0;
    for (let count = Math.min(longest, words.length - i); count > 0; count--) {
      const end = words[i + count - 1]?.end ?? start;
      const term = end - start > MAX_LENGTH ? undefined : forms.get(folded(text.slice(start, end)));
      if (term) {
        // `I cannot` is large anywhere, so that only its place says something.
        const isLarge =
          isCapital(text.slice(start)) &&
          (!term.isCapital || BEGINNING.test(text.slice(Math.max(0, start - 8), start)));
        return { start, end, words: count, becomes: isLarge ? capitalised(term.becomes, target) : term.becomes };
      }
    }
    return undefined;
  }
}

/** Words as people write them: `self-exclusion` and `don’t` are one. */
const WORD = /[\p{L}\p{M}\p{N}_]+(?:['’ʼ-][\p{L}\p{M}\p{N}_]+)*/gu;
const MAX_LENGTH = 120;
/** Of a text or a sentence. */
const BEGINNING = /(?:^|[.!?…\n])[\s"«“(¿¡]{0,3}$/u;

type Index = { forms: Map<string, { becomes: string; isCapital: boolean }>; longest: number };
/** By glossary, then by languages: a site's glossary is the same object for many messages. */
const indexes = new WeakMap<GlossaryTerm[], Map<string, Index>>();

function indexOf(glossary: GlossaryTerm[], source: string, target: string): Index {
  const known = indexes.get(glossary) ?? new Map<string, Index>();
  indexes.set(glossary, known);
  const key = `${source} ${target}`;
  const index = known.get(key) ?? build(glossary, source, target);
  known.set(key, index);
  return index;
}

function build(glossary: GlossaryTerm[], source: string, target: string): Index {
  const forms: Index['forms'] = new Map();
  let longest = 0;
  for (const term of glossary) {
    const others = term[target] ?? [];
    for (const [i, form] of (term[source] ?? []).entries()) {
      const becomes = others[i] ?? others[0];
      // Where a form stands for several cases the first one counts.
      if (becomes === undefined || forms.has(folded(form))) continue;
      forms.set(folded(form), { becomes, isCapital: isCapital(form) });
      longest = Math.max(longest, form.split(/\s+/).length);
    }
  }
  return { forms, longest };
}

/** Never by locale: what is compared must be the same on every machine. */
function folded(form: string): string {
  return form.toLowerCase().replace(/\s+/g, ' ').replace(/[’ʼ]/g, "'");
}

const isCapital = (text: string) => /^\p{Lu}/u.test(text);

/** For the eyes, so by locale: a Turkish `i` becomes `İ`. */
function capitalised(form: string, language: string): string {
  const [first = ''] = form;
  return first.toLocaleUpperCase(language) + form.slice(first.length);
}
