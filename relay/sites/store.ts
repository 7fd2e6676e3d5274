import { type IdentityKey, type SiteSettings, siteSettings, type Topic } from '@touchline/shared/people.ts';
import { type RetentionRules, retentionRules } from '@touchline/shared/privacy.ts';
import { type RoutingRules, routingRules } from '@touchline/shared/routing-rules.ts';
import { type AlertLimits, alertLimits } from '@touchline/shared/supervision.ts';
import { type TranslationRules, translationRules } from '@touchline/shared/translation-rules.ts';
import type { Database, Queryable } from '../platform/postgres.ts';

export type Site = {
  id: string;
  key: string;
  name: string;
  languages: string[];
  defaultLanguage: string;
  topics: Topic[];
  origins: string[];
  settings: SiteSettings;
  routing: RoutingRules;
  translation: TranslationRules;
  retention: RetentionRules;
  alerts: AlertLimits;
  /** Languages that its operators speak; none where nobody has said. */
  answeredIn: string[];
  identityKeys: IdentityKey[];
};

/** What is not said is as it is in every new site. */
export type NewSiteRow = Omit<Site, 'answeredIn' | 'retention' | 'alerts'> &
  Partial<Pick<Site, 'retention' | 'alerts'>>;
export type SiteStore = ReturnType<typeof createSiteStore>;

/** A site, by `s`. */
export const SELECT_SITE = `
  select s.id, s.key, s.name, s.languages, s.default_language as "defaultLanguage", s.topics, s.origins, s.settings, s.routing, s.translation,
    s.retention, s.alerts,
    array(select distinct spoken.language from memberships m join operators o on o.id = m.operator_id and o.disabled_at is null
      cross join lateral jsonb_object_keys(o.languages) as spoken(language)
      where m.site_id = s.id order by 1) as "answeredIn",
    coalesce((select json_agg(json_build_object('kid', k.kid, 'algorithm', k.algorithm, 'material', k.material))
      from identity_keys k where k.site_id = s.id and k.retired_at is null
        and (k.retires_at is null or k.retires_at > now())), '[]') as "identityKeys"
  from sites s`;

export function createSiteStore(db: Database) {
  return {
    async byKey(key: string): Promise<Site | null> {
      const { rows } = await db.query<Site>(`${SELECT_SITE} where s.key = $1`, [key]);
      return rows[0] ? readSite(rows[0]) : null;
    },

    async byId(id: string): Promise<Site | null> {
      const { rows } = await db.query<Site>(`${SELECT_SITE} where s.id = $1`, [id]);
      return rows[0] ? readSite(rows[0]) : null;
    },

    async translationOf(siteId: string): Promise<TranslationRules | null> {
      const { rows } = await db.query<Pick<Site, 'translation'>>('select translation from sites where id = $1', [
        siteId,
      ]);
      return rows[0] ? translationRules.parse(rows[0].translation) : null;
    },

    /** Under the row's lock, so that of two changes neither is lost. What `change` throws leaves everything as it was. */
    changeTranslation: (siteId: string, change: (rules: TranslationRules) => TranslationRules) =>
      db.transaction(async (tx) => {
        const { rows } = await tx.query<Pick<Site, 'translation'>>(
          'select translation from sites where id = $1 for update',
          [siteId],
        );
        if (!rows[0]) return null;
        const changed = change(translationRules.parse(rows[0].translation));
        await tx.query('update sites set translation = $2 where id = $1', [siteId, changed]);
        return changed;
      }),

    /** Characters sent out this month, which begins by UTC. */
    async translationUsed(siteId: string): Promise<{ month: string; characters: number }> {
      const { rows } = await db.query<{ month: string; characters: number }>(
        `select to_char(this.month, 'YYYY-MM') as month, coalesce(spend.characters, 0)::float8 as characters
         from (select date_trunc('month', now() at time zone 'utc')::date as month) this
         left join translation_spend spend on spend.site_id = $1 and spend.month = this.month`,
        [siteId],
      );
      return rows[0] as { month: string; characters: number };
    },

    /** With its first identity key, the administrator's membership, and what `also` adds. False when the key is taken. */
    async create(
      site: NewSiteRow,
      administratorId: string | null,
      also?: (tx: Queryable) => Promise<void>,
    ): Promise<boolean> {
      return db.transaction(async (tx) => {
        const { rowCount } = await tx.query(
          `insert into sites (id, key, name, languages, default_language, topics, origins, settings, routing, translation,
             retention, alerts)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict (key) do nothing`,
          [
            site.id,
            site.key,
            site.name,
            site.languages,
            site.defaultLanguage,
            site.topics,
            site.origins,
            site.settings,
            site.routing,
            site.translation,
            site.retention ?? {},
            site.alerts ?? {},
          ],
        );
        if (!rowCount) return false;
        for (const { kid, algorithm, material } of site.identityKeys) {
          await tx.query('insert into identity_keys (site_id, kid, algorithm, material) values ($1, $2, $3, $4)', [
            site.id,
            kid,
            algorithm,
            material,
          ]);
        }
        if (administratorId) {
          await tx.query(`insert into memberships (operator_id, site_id, role) values ($1, $2, 'admin')`, [
            administratorId,
            site.id,
          ]);
        }
        await also?.(tx);
        return true;
      });
    },
  };
}

/** As it was kept, with what an older release did not know. */
export function readSite(row: Site): Site {
  return {
    ...row,
    settings: siteSettings.parse(row.settings),
    routing: routingRules.parse(row.routing),
    translation: translationRules.parse(row.translation),
    retention: retentionRules.parse(row.retention),
    alerts: alertLimits.parse(row.alerts),
  };
}
