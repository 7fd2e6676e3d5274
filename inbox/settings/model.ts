/** The settings of one site: its sections as the relay has them, what is edited here, and who else edits them. */
import { createModel, signal } from '@preact/signals';
import type { Clock } from '@touchline/shared/clock.ts';
import type { SectionName, Sections, SettingsNote } from '@touchline/shared/site-sections.ts';
import { ApiError } from '../api.ts';
import { decide, type Edited, meet } from './editing.ts';
import { type Change, changesBetween, type Path, same } from './merging.ts';
import type { AllHeld, SettingsRequests } from './requests.ts';

/** `fields`: by their place in the section, as `origins.0`. */
export type Problem = { section: SectionName | null; kind: ApiError['kind']; fields: Record<string, string> };
/** Somebody else has just changed what is looked at and not edited. */
export type News = { section: SectionName; by: string | null; changes: Change[] };

/** So long after the last key what would follow is asked for. */
const TRIAL_AFTER_MS = 500;
const HAS_NOTES: readonly SectionName[] = ['languages', 'topics', 'origins'];

type Deps = { requests: SettingsRequests; clock: Clock };

export const SettingsModel = createModel(({ requests, clock }: Deps) => {
  const held = signal<AllHeld | null>(null);
  const edits = signal<{ [Name in SectionName]?: Edited<Name> }>({});
  const problem = signal<Problem | null>(null);
  const notes = signal<{ section: SectionName; notes: SettingsNote[] } | null>(null);
  const news = signal<News | null>(null);
  const saved = signal<SectionName | null>(null);
  const busy = signal(false);
  /** Raised when something was changed by anybody: whoever shows the history looks again. */
  const edition = signal(0);
  let stopTrial = () => {};

  const editOf = <Name extends SectionName>(name: Name) => edits.value[name] as Edited<Name> | undefined;
  const keep = <Name extends SectionName>(name: Name, edited: Edited<Name> | null) => {
    const { [name]: _, ...others } = edits.value;
    edits.value = edited ? { ...others, [name]: edited } : others;
  };

  async function attempt(section: SectionName | null, work: () => Promise<void>): Promise<void> {
    problem.value = null;
    try {
      await work();
    } catch (error) {
      const { kind, fields } = error instanceof ApiError ? error : { kind: 'internal' as const, fields: {} };
      problem.value = { section, kind, fields: byPlace(fields) };
    }
  }

  function take(next: AllHeld): void {
    const before = held.value;
    held.value = next;
    if (!before) return;
    for (const name of Object.keys(next) as SectionName[]) {
      if (next[name].version === before[name].version) continue;
      const edited = editOf(name);
      if (edited) keep(name, meet(edited, before[name] as never, next[name] as never));
      else
        news.value = {
          section: name,
          by: next[name].by,
          changes: changesBetween(before[name].value, next[name].value),
        };
    }
    if (!same(before, next)) edition.value++;
  }

  const load = () => attempt(null, async () => take((await requests.read()).settings));

  function tryLater(name: SectionName): void {
    stopTrial();
    if (!HAS_NOTES.includes(name)) return;
    stopTrial = clock.after(TRIAL_AFTER_MS, async () => {
      const edited = editOf(name);
      if (!edited) return;
      // What is wrong with it is said when it is saved: it may be half written.
      const trial = await requests.save(name, edited.version, edited.value, true).catch(() => null);
      if (editOf(name) === edited) notes.value = { section: name, notes: trial?.notes ?? [] };
    });
  }

  return {
    held,
    /** Read by drafts.ts. */
    edits,
    problem,
    notes,
    news,
    saved,
    busy,
    edition,
    load,

    set<Name extends SectionName>(name: Name, value: Sections[Name]) {
      const known = held.value?.[name];
      if (!known) return;
      const { version, rival } = editOf(name) ?? { version: known.version, rival: null };
      keep(name, same(value, known.value) && !rival?.undecided.length ? null : ({ version, value, rival } as never));
      saved.value = null;
      if (problem.value?.section === name) problem.value = null;
      if (news.value?.section === name) news.value = null;
      tryLater(name);
    },

    decide<Name extends SectionName>(name: Name, path: Path, whose: 'mine' | 'theirs') {
      const edited = editOf(name);
      const known = held.value?.[name];
      if (!edited || !known) return;
      const next = decide(edited, path, whose);
      keep(name, same(next.value, known.value) && !next.rival?.undecided.length ? null : next);
    },

    discard(name: SectionName) {
      keep(name, null);
      notes.value = problem.value = null;
    },

    hush() {
      news.value = saved.value = null;
      if (problem.value?.section) problem.value = null;
    },

    async save(name: SectionName) {
      const edited = editOf(name);
      if (!edited || busy.value || edited.rival?.undecided.length) return;
      busy.value = true;
      notes.value = news.value = saved.value = null;
      await attempt(name, async () => {
        const answer = await requests.save(name, edited.version, edited.value, false);
        if (held.value) held.value = { ...held.value, [name]: answer.held };
        keep(name, null);
        saved.value = name;
        edition.value++;
      });
      // Somebody was faster: what they did is shown beside what was written here.
      if (problem.value?.kind === 'conflict') await load();
      busy.value = false;
    },

    /** Back to what held after version `to`. */
    revert: (name: SectionName, to: number) =>
      attempt(name, async () => {
        const version = held.value?.[name].version ?? 0;
        const answer = await requests.revert(name, version, to);
        if (held.value) held.value = { ...held.value, [name]: answer.held };
        keep(name, null);
        edition.value++;
      }),
  };
});
export type Settings = InstanceType<typeof SettingsModel>;

/** The relay names a field by its place in the request, or in the section. */
function byPlace(fields: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).map(([place, said]) => [place.replace(/^value\./, ''), said]));
}
