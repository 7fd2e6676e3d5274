/** The SQL of looking at people: who is on some sites, and what has been done there. */
import type { OperatorRole } from '@touchline/shared/people.ts';
import type { AuditEntry, Person, RoleOnSite } from '@touchline/shared/staff.ts';
import type { Database } from '../platform/postgres.ts';

export type SiteOverseen = { id: string; name: string; role: OperatorRole; secondFactorFor: OperatorRole[] };
/** With all of their roles, so that what the reader may is still to be decided. */
export type PersonSeen = Omit<Person, 'reach' | 'email' | 'hasSecondFactor'> & {
  email: string;
  hasSecondFactor: boolean;
};
export type PeopleStore = ReturnType<typeof createPeopleStore>;

const AUDIT_PAGE = 50;

/** `silentMs`: a node that has not beaten for this long is dead, and whoever is on it is gone. */
export function createPeopleStore(db: Database, silentMs: number) {
  return {
    /** Those that somebody supervises or administers. */
    async sites(operatorId: string): Promise<SiteOverseen[]> {
      const { rows } = await db.query<SiteOverseen>(
        `select s.id, s.name, m.role, s.second_factor_for as "secondFactorFor"
         from memberships m join sites s on s.id = m.site_id
         where m.operator_id = $1 and m.role in ('supervisor', 'admin') order by lower(s.name), s.id`,
        [operatorId],
      );
      return rows;
    },

    /** Everybody on these sites; `siteless`: and whoever is on none. */
    async people(siteIds: string[], siteless: boolean): Promise<PersonSeen[]> {
      const { rows } = await db.query<PersonSeen & { seenAt: Date | null; roles: RoleOnSite[] }>(
        `select o.id, o.name, o.email, o.languages, o.topics, o.capacity, o.version, load_of(o.id) as load, m.roles,
           o.disabled_at is not null as "isDisabled",
           exists (select 1 from administrators a where a.operator_id = o.id) as "isOwner",
           exists (select 1 from second_factors f where f.operator_id = o.id and f.confirmed_at is not null)
             as "hasSecondFactor",
           case when o.disabled_at is not null or p.operator_id is null or p.choice = 'offline' or not there.there
             then 'offline' else p.choice end
             as presence,
           case when there.there then now() else greatest(p.gone_since, (
             select max(coalesce(s.seen_at, s.created_at)) from operator_sessions s where s.operator_id = o.id)) end
             as "seenAt"
         from operators o
         join lateral (
           select coalesce(json_agg(json_build_object('site', m.site_id, 'role', m.role)), '[]') as roles,
             count(*) = 0 as none, coalesce(bool_or(m.site_id = any($1::uuid[])), false) as shared
           from memberships m where m.operator_id = o.id
         ) m on m.shared or (m.none and $2)
         left join operator_presence p on p.operator_id = o.id
         cross join lateral (select is_there(o.id, $3) as there) there
         order by lower(o.name), o.id`,
        [siteIds, siteless, silentMs / 1000],
      );
      return rows.map((row) => ({ ...row, seenAt: row.seenAt?.getTime() ?? null }));
    },

    /** Newest first, from before `before`. */
    async audit(siteId: string, before: number | null): Promise<{ entries: AuditEntry[]; next: string | null }> {
      const { rows } = await db.query<Omit<AuditEntry, 'at' | 'by'> & { at: Date; by: string | null; name: string }>(
        `select a.id, a.at, a.act, a.about, o.id as by, o.name from audit a left join operators o on o.id = a.actor_id
         where a.site_id = $1 and ($2::bigint is null or a.id < $2) order by a.id desc limit ${AUDIT_PAGE + 1}`,
        [siteId, before],
      );
      const entries = rows.slice(0, AUDIT_PAGE).map(({ at, by, name, ...row }) => ({
        ...row,
        at: at.getTime(),
        by: by ? { id: by, name } : null,
      }));
      return { entries, next: rows.length > AUDIT_PAGE ? String(entries.at(-1)?.id) : null };
    },
  };
}
