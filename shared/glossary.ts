/**
 * What a glossary may hold. A form goes into other people's sentences and past the marks that keep numbers and names
 * safe on the way, so it is words and nothing that could be taken for such a mark. Without zod: the inbox asks too.
 */
import type { GlossaryTerm } from './translation-rules.ts';

/** `few`: in one language only. */
export type FormProblem = 'few' | 'empty' | 'digits' | 'marks' | 'long';
export type GlossaryComplaint = { term: number; language: string | null; form: string; problem: FormProblem };

export const FORM_MAX_CHARACTERS = 80;
/** Brackets and signs that templates use, those that could join an amount beside them, and what cannot be seen. */
const MARKS = /[^\p{L}\p{M}\p{N} '’ʼ.-]|\.\S/u;

/** The first thing that is wrong, or null. A form may stand in several terms: a bet and a stake are one word in Russian. */
export function judgeGlossary(terms: readonly GlossaryTerm[]): GlossaryComplaint | null {
  for (const [term, languages] of terms.entries()) {
    const entries = Object.entries(languages);
    if (entries.length < 2) return { term, language: null, form: entries[0]?.[1][0] ?? '', problem: 'few' };
    for (const [language, forms] of entries) {
      if (forms.length === 0) return { term, language, form: '', problem: 'empty' };
      for (const form of forms) {
        const problem = judgeForm(form);
        if (problem) return { term, language, form, problem };
      }
    }
  }
  return null;
}

export function judgeForm(form: string): FormProblem | null {
  if (!form.trim()) return 'empty';
  if (/\p{N}/u.test(form)) return 'digits';
  if (MARKS.test(form)) return 'marks';
  return form.length > FORM_MAX_CHARACTERS ? 'long' : null;
}
