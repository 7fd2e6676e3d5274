/** What a section may not hold, given the rest of it, and what follows from a change. Pure. */
import { DANGER } from '@touchline/shared/danger.ts';
import type { SectionName, Sections, SettingsNote } from '@touchline/shared/site-sections.ts';

/** Sentences by field, as `origins.0`; none where nothing is wrong. */
type Faults = Record<string, string>;

const RULES: { [Name in SectionName]?: (value: Sections[Name]) => Faults } = {
  languages: ({ languages, defaultLanguage }) => ({
    ...repeated('languages', languages),
    ...(!languages.includes(defaultLanguage) && {
      defaultLanguage: 'The default language must be one of the languages.',
    }),
  }),
  topics: ({ topics }) =>
    repeated(
      'topics',
      topics.map(({ topic }) => topic),
    ),
  origins: ({ origins }) => repeated('origins', origins),
};

export function faultsOf<Name extends SectionName>(name: Name, value: Sections[Name]): Faults {
  return RULES[name]?.(value) ?? {};
}

/** How many conversations under way are in a language or about a topic. */
export type InUse = { languages: Record<string, number>; topics: Record<string, number> };

const NOTES: {
  [Name in SectionName]?: (before: Sections[Name], after: Sections[Name], used: InUse) => SettingsNote[];
} = {
  languages: (before, after, used) =>
    gone(before.languages, after.languages).flatMap((of) => inUse('language-in-use', of, used.languages[of])),
  topics(before, after, used) {
    const [was, is] = [before, after].map(({ topics }) => topics.map(({ topic }) => topic));
    const left = gone(was ?? [], is ?? []).flatMap((of) => inUse('topic-in-use', of, used.topics[of]));
    return is?.includes(DANGER) ? left : [...left, { kind: 'no-danger-topic' }];
  },
  origins: (_, { origins }) => [
    ...(origins.length === 0 ? [{ kind: 'no-origin' } as const] : []),
    ...origins.filter(isOpenToListeners).map((of) => ({ kind: 'plain-http', of }) as const),
  ],
};

export function notesOf<Name extends SectionName>(
  name: Name,
  before: Sections[Name],
  after: Sections[Name],
  used: InUse,
): SettingsNote[] {
  return NOTES[name]?.(before, after, used) ?? [];
}

function repeated(field: string, values: readonly string[]): Faults {
  return Object.fromEntries(
    values.flatMap((value, i) =>
      values.indexOf(value) < i ? [[`${field}.${i}`, `“${value}” stands there twice.`]] : [],
    ),
  );
}

const gone = (before: readonly string[], after: readonly string[]) => before.filter((one) => !after.includes(one));

function inUse(kind: 'language-in-use' | 'topic-in-use', of: string, count = 0): SettingsNote[] {
  return count > 0 ? [{ kind, of, count }] : [];
}

function isOpenToListeners(origin: string): boolean {
  return /^http:/.test(origin) && !/^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:|$)/.test(origin);
}
