/** The SQL of settings: the values in `sites`, and beside them who changed what. */
import type { SectionName, SiteChange } from '@touchline/shared/site-sections.ts';
import { createAudit } from '../audit/store.ts';
import type { Database, Queryable } from '../platform/postgres.ts';
import type { Site } from '../sites/store.ts';
import { readSite, SELECT_SITE } from '../sites/store.ts';
import type { InUse } from './judge.ts';
import type { Settled } from './sections.ts';

export type SettingsStore = ReturnType<typeof createSettingsStore>;

export type Last = { section: SectionName; version: number; at: number; by: string };
export type Editor = { id: string; name: string };
export type Change = {
  section: SectionName;
  before: unknown;
  after: unknown;
  reverts: number | null;
  becomes: Partial<Settled>;
};

const AT_MS = 'floor(extract(epoch from at) * 1000)::float8 as at';

export function createSettingsStore(db: Database) {
  async function lastOf(tx: Queryable, siteId: string): Promise<Last[]> {
    const { rows } = await tx.query<Last>(
      `select distinct on (section) section, version, ${AT_MS}, operator_name as by
       from site_changes where site_id = $1 order by section, version desc`,
      [siteId],
    );
    return rows;
  }

  return {
    async read(siteId: string): Promise<{ site: Site; last: Last[] } | null> {
      const { rows } = await db.query<Site>(`${SELECT_SITE} where s.id = $1`, [siteId]);
      return rows[0] ? { site: readSite(rows[0]), last: await lastOf(db, siteId) } : null;
    },

    /**
     * Under the row's lock, so that of two changes neither is lost. `decide` gets what holds; what it throws leaves
     * everything as it was, and null changes nothing.
     */
    change: (
      siteId: string,
      editor: Editor,
      decide: (site: Site, last: Last[]) => Promise<Change | null>,
    ): Promise<Site | null> =>
      db.transaction(async (tx) => {
        const { rows } = await tx.query<Site>(`${SELECT_SITE} where s.id = $1 for update of s`, [siteId]);
        if (!rows[0]) return null;
        const site = readSite(rows[0]);
        const last = await lastOf(tx, siteId);
        const change = await decide(site, last);
        if (!change) return site;
        const settled = { ...site, ...change.becomes };
        await tx.query(
          `update sites set name = $2, languages = $3, default_language = $4, topics = $5, origins = $6, settings = $7,
             routing = $8, retention = $9, alerts = $10 where id = $1`,
          [
            siteId,
            settled.name,
            settled.languages,
            settled.defaultLanguage,
            settled.topics,
            settled.origins,
            settled.settings,
            settled.routing,
            settled.retention,
            settled.alerts,
          ],
        );
        const version = (last.find(({ section }) => section === change.section)?.version ?? 0) + 1;
        await tx.query(
          `insert into site_changes (site_id, section, version, operator_id, operator_name, before, after, reverts)
           values ($1, $2, $3, $4, $5, $6, $7, $8)`,
          [
            siteId,
            change.section,
            version,
            editor.id,
            editor.name,
            JSON.stringify(change.before),
            JSON.stringify(change.after),
            change.reverts,
          ],
        );
        await createAudit(tx)('site.changed', editor.id, siteId, {
          section: change.section,
          version,
          ...(change.reverts !== null && { reverts: change.reverts }),
        });
        return settled;
      }),

    async changeOf(siteId: string, section: SectionName, version: number): Promise<SiteChange | null> {
      const { rows } = await db.query<SiteChange>(
        `select section, version, ${AT_MS}, operator_name as by, before, after, reverts
         from site_changes where site_id = $1 and section = $2 and version = $3`,
        [siteId, section, version],
      );
      return rows[0] ?? null;
    },

    /** Newest first, after the one that `before` names. */
    async history(
      siteId: string,
      { section, before, limit }: { section: SectionName | null; before: string | null; limit: number },
    ): Promise<SiteChange[]> {
      const [name, version] = before?.split('.') ?? [null, null];
      const { rows } = await db.query<SiteChange>(
        `select c.section, c.version, floor(extract(epoch from c.at) * 1000)::float8 as at, c.operator_name as by,
           c.before, c.after, c.reverts
         from site_changes c
         left join site_changes mark on mark.site_id = $1 and mark.section = $3 and mark.version = $4::integer
         where c.site_id = $1 and ($2::text is null or c.section = $2)
           and ($3::text is null or (c.at, c.section, c.version) < (mark.at, mark.section, mark.version))
         order by c.at desc, c.section desc, c.version desc limit $5`,
        [siteId, section, name, version, limit],
      );
      return rows;
    },

    /** Of the conversations that are not resolved. */
    async inUse(siteId: string): Promise<InUse> {
      const { rows } = await db.query<{ kind: keyof InUse; of: string; count: number }>(
        `select 'languages' as kind, language as of, count(*) as count from conversations
         where site_id = $1 and status in ('waiting', 'open') group by language
         union all
         select 'topics', topic, count(*) from conversations
         where site_id = $1 and status in ('waiting', 'open') and topic is not null group by topic`,
        [siteId],
      );
      const counts = (kind: keyof InUse) =>
        Object.fromEntries(rows.flatMap((row) => (row.kind === kind ? [[row.of, row.count]] : [])));
      return { languages: counts('languages'), topics: counts('topics') };
    },
  };
}
