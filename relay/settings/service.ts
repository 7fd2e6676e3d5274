/** Administrators' work on the settings of a site: read, change, look back, take back. */
import {
  type Held,
  heldSection,
  SECTIONS,
  type SectionName,
  type Sections,
  type SettingsNote,
  type SiteChange,
} from '@touchline/shared/site-sections.ts';
import { notFound, Refusal } from '../platform/errors.ts';
import type { SiteNews } from '../sites/site-news.ts';
import type { Site } from '../sites/store.ts';
import { faultsOf, notesOf } from './judge.ts';
import { readSection, writeSection } from './sections.ts';
import type { Editor, Last, SettingsStore } from './store.ts';

export type SettingsService = ReturnType<typeof createSettingsService>;

type Deps = {
  store: SettingsStore;
  /** Throws `not-found` where they do not administer the site. */
  authorise(siteId: string, operatorId: string): Promise<void>;
  news: Pick<SiteNews, 'changed'>;
};

/** What an editor began with, and what it is to be. `try` changes nothing. */
type Wish<Name extends SectionName> = { version: number; value: Sections[Name]; try?: boolean | undefined };
export type Settings = { [Name in SectionName]: Held<Name> };

export function createSettingsService({ store, authorise, news }: Deps) {
  async function change<Name extends SectionName>(
    siteId: string,
    name: Name,
    wish: Wish<Name> & { reverts?: number },
    editor: Editor,
  ): Promise<{ held: Held<Name>; notes: SettingsNote[] }> {
    await authorise(siteId, editor.id);
    refuseFaults(faultsOf(name, wish.value));
    const used = await store.inUse(siteId);
    let notes: SettingsNote[] = [];
    let isChanged = false;
    const site = await store.change(siteId, editor, async (site, last) => {
      const { version } = heldIn(name, site, last);
      if (version !== wish.version) throw new Refusal('conflict', 'Somebody else has changed it: look again.');
      const before = readSection(name, site);
      const becomes = writeSection(name, wish.value, site);
      const after = readSection(name, { ...site, ...becomes });
      notes = notesOf(name, before, after, used);
      isChanged = !wish.try && JSON.stringify(before) !== JSON.stringify(after);
      return isChanged ? { section: name, before, after, reverts: wish.reverts ?? null, becomes } : null;
    });
    if (!site) throw notFound();
    if (isChanged) news.changed(site, name);
    const { settings } = await read(siteId);
    return { held: settings[name], notes };
  }

  async function read(siteId: string): Promise<{ site: Site; settings: Settings }> {
    const found = await store.read(siteId);
    if (!found) throw notFound();
    const settings = Object.fromEntries(SECTIONS.map((name) => [name, heldIn(name, found.site, found.last)]));
    return { site: found.site, settings: settings as Settings };
  }

  return {
    async read(siteId: string, operatorId: string): Promise<{ site: Site; settings: Settings }> {
      await authorise(siteId, operatorId);
      return read(siteId);
    },

    /** Throws `conflict` where somebody else has changed the section since `version`. */
    change,

    /** Back to what held after version `to`; 0 is what was there before anybody changed it. */
    async revert<Name extends SectionName>(
      siteId: string,
      name: Name,
      { version, to }: { version: number; to: number },
      editor: Editor,
    ) {
      await authorise(siteId, editor.id);
      const found = await store.changeOf(siteId, name, Math.max(1, to));
      if (!found) throw notFound();
      const then = heldSection(name).shape.value.safeParse(to === 0 ? found.before : found.after);
      if (!then.success) throw new Refusal('bad-request', 'What held then is no longer allowed: change it by hand.');
      return change(siteId, name, { version, value: then.data as Sections[Name], reverts: to }, editor);
    },

    /** `next` is the cursor of the page after this one. */
    async history(
      siteId: string,
      page: { section: SectionName | null; before: string | null; limit: number },
      operatorId: string,
    ): Promise<{ changes: SiteChange[]; next: string | null }> {
      await authorise(siteId, operatorId);
      const changes = await store.history(siteId, page);
      const last = changes.length === page.limit ? changes.at(-1) : undefined;
      return { changes, next: last ? `${last.section}.${last.version}` : null };
    },
  };
}

function heldIn<Name extends SectionName>(name: Name, site: Site, last: readonly Last[]): Held<Name> {
  const { version = 0, at = null, by = null } = last.find(({ section }) => section === name) ?? {};
  return { value: readSection(name, site), version, at, by };
}

function refuseFaults(faults: Record<string, string>): void {
  const first = Object.values(faults)[0];
  if (first) throw new Refusal('bad-request', first, { fields: faults });
}
