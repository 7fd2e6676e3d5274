import { randomBytes } from 'node:crypto';
import type { Clock } from '@touchline/shared/clock.ts';
import { type SiteRef, TOPICS, type Topic } from '@touchline/shared/people.ts';
import { routingRules } from '@touchline/shared/routing-rules.ts';
import { translationRules } from '@touchline/shared/translation-rules.ts';
import { newId } from '@touchline/shared/wire.ts';
import { notFound, Refusal } from '../platform/errors.ts';
import type { NewSiteRow, SiteStore } from './store.ts';

export type NewSite = {
  name: string;
  key: string;
  languages: string[];
  defaultLanguage: string;
  origins: string[];
  topics?: Topic[] | undefined;
};
export type SiteDetails = SiteRef & { origins: string[]; scriptTag: string; csp: string[] };

type Deps = {
  store: SiteStore;
  clock: Clock;
  audit(act: string, actorId: string, siteId: string, about: object): Promise<void>;
  /** Sites that an administrator belongs to. */
  sitesOf(operatorId: string): Promise<SiteRef[]>;
};

export type SiteService = ReturnType<typeof createSiteService>;

/** Administrators' work on sites. `base` is the relay's address as their browser knows it. */
export function createSiteService({ store, clock, audit, sitesOf }: Deps) {
  return {
    async create(wanted: NewSite, administrator: { id: string }, base: string) {
      if (!wanted.languages.includes(wanted.defaultLanguage)) {
        const sentence = 'The default language must be one of the languages.';
        throw new Refusal('bad-request', sentence, { fields: { defaultLanguage: sentence } });
      }
      const secret = randomBytes(32).toString('base64url');
      const kid = `${wanted.key}-1`;
      const site: NewSiteRow = {
        ...wanted,
        id: newId(clock.now()),
        topics: wanted.topics ?? [...TOPICS],
        settings: { notices: [] },
        routing: routingRules.parse({}),
        translation: translationRules.parse({}),
        identityKeys: [{ kid, algorithm: 'HS256', material: secret }],
      };
      if (!(await store.create(site, administrator.id))) {
        const sentence = `The key “${site.key}” is taken.`;
        throw new Refusal('conflict', sentence, { fields: { key: sentence } });
      }
      await audit('site.created', administrator.id, site.id, { key: site.key, origins: site.origins });
      return { site: details(site, base), identityKey: { kid, algorithm: 'HS256' as const, secret } };
    },

    async describe(id: string, administrator: { id: string }, base: string): Promise<SiteDetails> {
      const mine = await sitesOf(administrator.id);
      const site = mine.some((one) => one.id === id && one.role === 'admin') ? await store.byId(id) : null;
      if (!site) throw notFound();
      return details(site, base);
    },
  };
}

function details(site: NewSiteRow, base: string): SiteDetails {
  const socket = base.replace(/^http/, 'ws');
  const origin = new URL(base).origin;
  return {
    id: site.id,
    key: site.key,
    name: site.name,
    color: site.settings.color ?? null,
    languages: site.languages,
    defaultLanguage: site.defaultLanguage,
    topics: site.topics,
    queue: site.routing.queue,
    picks: site.routing.mode === 'pick',
    translates: site.translation.accepted.length > 0,
    teams: [],
    alias: null,
    role: 'admin',
    origins: site.origins,
    scriptTag: `<script async src="${base}/widget.js" data-site="${site.key}"></script>`,
    csp: [`script-src ${origin}`, `connect-src ${origin} ${new URL(socket).origin}`, `img-src ${origin}`],
  };
}
