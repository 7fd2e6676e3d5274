/**
 * One section as it is edited: what the relay has, what has been changed here, and what somebody else has changed since.
 *
 *     untouched ──set──▶ edited ──save──▶ untouched
 *         ▲                │ ▲
 *         │   somebody     ▼ │ nothing to decide any more
 *         └── else saved: edited with a rival ──save──▶ untouched
 *
 * Promises: nothing that somebody else saved is overwritten unseen. Where two have changed the same, it is not saved
 * before somebody has said whose it is to be. Pure.
 */
import type { Held, SectionName, Sections } from '@touchline/shared/site-sections.ts';
import { type Change, changesBetween, merge, type Overlap, type Path, same } from './merging.ts';

export type Edited<Name extends SectionName = SectionName> = {
  /** Of which version the relay is asked to make the next. */
  version: number;
  value: Sections[Name];
  rival: Rival<Name> | null;
};

/** Who was faster, and what they did. */
export type Rival<Name extends SectionName = SectionName> = {
  by: string | null;
  changes: Change[];
  undecided: (Overlap & { before: Sections[Name]; after: Sections[Name] })[];
};

/** What becomes of an edit when the relay has something newer. Null: there is nothing left of it. */
export function meet<Name extends SectionName>(
  edited: Edited<Name>,
  before: Held<Name>,
  now: Held<Name>,
): Edited<Name> | null {
  if (now.version === edited.version) return edited;
  const { value, overlaps } = merge(before.value, edited.value, now.value);
  if (same(value, now.value)) return null;
  const changes = changesBetween(before.value, now.value);
  const fresh = overlaps.map((overlap) => ({ ...overlap, before: before.value, after: now.value }));
  const older = (edited.rival?.undecided ?? []).filter((one) => !fresh.some(({ path }) => same(path, one.path)));
  return { version: now.version, value, rival: { by: now.by, changes, undecided: [...older, ...fresh] } };
}

/** Somebody says whose it is to be. */
export function decide<Name extends SectionName>(
  edited: Edited<Name>,
  path: Path,
  whose: 'mine' | 'theirs',
): Edited<Name> {
  const { rival } = edited;
  const overlap = rival?.undecided.find((one) => same(one.path, path));
  if (!rival || !overlap) return edited;
  const { value } = merge(overlap.before, edited.value, overlap.after, (one) => (same(one, path) ? whose : 'mine'));
  return { ...edited, value, rival: { ...rival, undecided: rival.undecided.filter((one) => one !== overlap) } };
}
