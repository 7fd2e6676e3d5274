/** A glossary as it is edited: of each term, per language, the text of a field with one form on each line. Pure. */
import type { GlossaryComplaint } from '@touchline/shared/glossary.ts';
import { judgeGlossary } from '@touchline/shared/glossary.ts';
import type { GlossaryTerm } from '@touchline/shared/translation-rules.ts';

/** `key` stays with a term while others come and go. */
export type TermDraft = { key: number; fields: Record<string, string> };

export function draftsOf(glossary: readonly GlossaryTerm[]): TermDraft[] {
  return glossary.map((term, key) => ({
    key,
    fields: Object.fromEntries(Object.entries(term).map(([language, forms]) => [language, forms.join('\n')])),
  }));
}

/** With those of `terms` that are not there: what two languages call by the same first forms is the same term. */
export function withTerms(drafts: readonly TermDraft[], terms: readonly GlossaryTerm[]): TermDraft[] {
  const there = drafts.map(firstForms);
  const isThere = (draft: TermDraft) => {
    const names = firstForms(draft);
    return there.some((one) => [...one].filter((name) => names.has(name)).length > 1);
  };
  const first = nextKey(drafts);
  const added = draftsOf(terms).filter((draft) => !isThere(draft));
  return [...drafts, ...added.map((draft) => ({ ...draft, key: first + draft.key }))];
}

export const nextKey = (drafts: readonly TermDraft[]): number => Math.max(-1, ...drafts.map(({ key }) => key)) + 1;

/** `en stake`, `ru ставка`. */
function firstForms({ fields }: TermDraft): Set<string> {
  const named = Object.entries(fields).map(([language, text]) => [language, formsIn(text)[0]?.toLowerCase()]);
  return new Set(named.filter(([, form]) => form).map((pair) => pair.join(' ')));
}

/** Terms with nothing in them are none. */
export function termsOf(drafts: readonly TermDraft[]): GlossaryTerm[] {
  return filled(drafts).map(termOf);
}

/** The first thing that is wrong, with the draft that it is about. */
export function complaintOf(drafts: readonly TermDraft[]): (GlossaryComplaint & { key: number }) | null {
  const complaint = judgeGlossary(termsOf(drafts));
  const draft = complaint && filled(drafts)[complaint.term];
  return complaint && draft ? { ...complaint, key: draft.key } : null;
}

/** A term as a list names it: its first form in each language. */
export function titleOf({ fields }: TermDraft, languages: readonly string[]): string {
  const firsts = languages.map((language) => formsIn(fields[language] ?? '')[0] ?? '');
  return firsts.filter(Boolean).join(' · ');
}

function filled(drafts: readonly TermDraft[]): TermDraft[] {
  return drafts.filter((draft) => Object.keys(termOf(draft)).length > 0);
}

function termOf({ fields }: TermDraft): GlossaryTerm {
  const entries = Object.entries(fields).map(([language, text]) => [language, formsIn(text)] as const);
  return Object.fromEntries(entries.filter(([, forms]) => forms.length > 0));
}

/** Empty lines at the end are how one types; one between two forms would give all that follow another partner. */
function formsIn(text: string): string[] {
  const trimmed = text.trimEnd();
  return trimmed ? trimmed.split('\n').map((form) => form.trim()) : [];
}
