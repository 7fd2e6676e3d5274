/** Where the sections of shared/site-sections.ts stand in a site. Pure. */
import { type SectionName, type Sections, siteSections } from '@touchline/shared/site-sections.ts';
import type { Site } from '../sites/store.ts';

/** What of a site its sections are made of. */
export type Settled = Pick<
  Site,
  'name' | 'languages' | 'defaultLanguage' | 'topics' | 'origins' | 'settings' | 'routing' | 'retention' | 'alerts'
>;

type Place<Value> = {
  read(site: Settled): Value;
  /** What of the site is another then. */
  write(value: Value, site: Settled): Partial<Settled>;
};

const PLACES: { [Name in SectionName]: Place<Sections[Name]> } = {
  look: {
    read: ({ name, settings }) => ({ name, color: settings.color ?? null }),
    write: ({ name, color }, { settings: { color: _, ...settings } }) => ({
      name,
      settings: { ...settings, ...(color && { color }) },
    }),
  },
  texts: {
    read: ({ settings }) => ({ greeting: settings.greeting ?? {} }),
    write: ({ greeting }, { settings }) => ({ settings: { ...settings, greeting: said(greeting) } }),
  },
  languages: {
    read: ({ languages, defaultLanguage }) => ({ languages, defaultLanguage }),
    write: (value) => value,
  },
  topics: {
    read: ({ topics, routing }) => ({
      topics: topics.map((topic) => ({ topic, urgency: routing.queue.urgency[topic] ?? 0 })),
    }),
    write: ({ topics }, { routing }) => ({
      topics: topics.map(({ topic }) => topic),
      routing: {
        ...routing,
        queue: { ...routing.queue, urgency: Object.fromEntries(topics.map(({ topic, urgency }) => [topic, urgency])) },
      },
    }),
  },
  origins: {
    read: ({ origins }) => ({ origins }),
    write: (value) => value,
  },
  notices: {
    read: ({ settings: { notices, privacyUrl = {} } }) => ({ notices, privacyUrl }),
    write: ({ notices, privacyUrl }, { settings }) => ({ settings: { ...settings, notices, privacyUrl } }),
  },
  routing: {
    read: ({ routing: { cover: _, queue, ...rules } }) => ({ ...rules, tiers: queue.tiers }),
    write: ({ tiers, ...rules }, { routing }) => ({
      routing: { ...routing, ...rules, queue: { ...routing.queue, tiers } },
    }),
  },
  hours: {
    read: ({ routing }) => ({ cover: routing.cover }),
    write: ({ cover }, { routing }) => ({ routing: { ...routing, cover } }),
  },
  retention: {
    read: ({ retention }) => retention,
    write: (retention) => ({ retention }),
  },
  alerts: {
    read: ({ alerts }) => alerts,
    write: (alerts) => ({ alerts }),
  },
};

export const readSection = <Name extends SectionName>(name: Name, site: Settled): Sections[Name] =>
  PLACES[name].read(site);

/** `value` is parsed: what has been kept since an older release may not be as it has to be now. */
export function writeSection<Name extends SectionName>(name: Name, value: unknown, site: Settled): Partial<Settled> {
  return PLACES[name].write(siteSections[name].parse(value) as Sections[Name], site);
}

/** Nothing said is nothing to fall back on. */
function said(texts: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => text.trim() !== ''));
}
