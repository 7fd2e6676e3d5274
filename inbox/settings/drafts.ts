/** What is edited, read where it is shown: a model's own functions are not followed by what reads through them. */
import type { SectionName, Sections } from '@touchline/shared/site-sections.ts';
import type { Edited } from './editing.ts';
import type { Settings } from './model.ts';

type Reading = Pick<Settings, 'edits' | 'held'>;

export const editOf = <Name extends SectionName>({ edits }: Pick<Settings, 'edits'>, name: Name) =>
  edits.value[name] as Edited<Name> | undefined;

/** With what is not saved. Only where there is something to edit. */
export function draftOf<Name extends SectionName>({ edits, held }: Reading, name: Name): Sections[Name] {
  const known = held.value?.[name];
  if (!known) throw new Error('nothing is known of the site yet');
  return editOf({ edits }, name)?.value ?? (known.value as Sections[Name]);
}

/** Sections with something that is not saved. */
export const unsavedIn = ({ edits }: Pick<Settings, 'edits'>): SectionName[] =>
  Object.keys(edits.value) as SectionName[];
