/**
 * What a glossary may hold. A form goes into other people's sentences and past the marks that keep numbers and names
 * safe on the way, so it is words and nothing that could be taken for such a mark. Without zod: the inbox asks too.
 */
import type { GlossaryTerm } from './translation-rules.ts';

/** `few`: in one language only. `twice`: the form stands in another term already. */
export type FormProblem = 'few' | 'empty' | 'digits' | 'marks' | 'long' | 'twice';
export type GlossaryComplaint = { term: number; language: string | null; form: string; problem: FormProblem };

export const FORM_MAX_CHARACTERS = 80;
/** Brackets, signs that templates use, and what cannot be seen. */
const MARKS = /[{}<>[\]⟦⟧%$@#_|\\^~=*`]|[\p{Cc}\p{Cf}\p{Co}]/u;

/** The first thing that is wrong, or null. */
export function judgeGlossary(terms: readonly GlossaryTerm[]): GlossaryComplaint | null {
  const seen = new Set<string>();
  for (const [term, languages] of terms.entries()) {
    const entries = Object.entries(languages);
    if (entries.length < 2) return { term, language: null, form: entries[0]?.[1][0] ?? '', problem: 'few' };
    for (const [language, forms] of entries) {
      for (const form of forms) {
        const problem = judgeForm(form);
        if (problem) return { term, language, form, problem };
      }
      // Twice in one term is how a language says that two forms are the same.
      for (const form of new Set(forms.map((one) => one.trim().toLowerCase()))) {
        if (seen.has(`${language} ${form}`)) return { term, language, form, problem: 'twice' };
        seen.add(`${language} ${form}`);
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
