/** What somebody is, as of now, and whether anybody is left who could put it right. Under `lock_people` neither changes. */
import type { RoleOnSite } from '@touchline/shared/staff.ts';
import type { Queryable } from '../platform/postgres.ts';
import type { Standing } from './reach.ts';

export type PersonRow = Standing & {
  name: string;
  email: string;
  roles: RoleOnSite[];
  isDisabled: boolean;
  languages: Record<string, string>;
  topics: string[] | null;
  capacity: number;
  version: number;
};

const ROLES = `coalesce((select json_agg(json_build_object('site', m.site_id, 'role', m.role) order by m.site_id)
  from memberships m where m.operator_id = o.id), '[]')`;
const IS_OWNER = 'exists (select 1 from administrators a where a.operator_id = o.id)';
const COLUMNS = `o.id, o.name, o.email, o.languages, o.topics, o.capacity, o.version,
  o.disabled_at is not null as "isDisabled", ${ROLES} as roles, ${IS_OWNER} as "isOwner"`;

export async function personById(tx: Queryable, id: string): Promise<PersonRow | null> {
  const { rows } = await tx.query<PersonRow>(`select ${COLUMNS} from operators o where o.id = $1`, [id]);
  return rows[0] ?? null;
}

/** Null for whoever is disabled: they are asked nothing any more. */
export async function standingOf(tx: Queryable, id: string): Promise<Standing | null> {
  const found = await personById(tx, id);
  return found && !found.isDisabled ? found : null;
}

/** Of these sites, those that nobody administers. */
export async function leaderless(tx: Queryable, siteIds: string[]): Promise<string[]> {
  const { rows } = await tx.query<{ name: string }>(
    `select s.name from sites s where s.id = any($1::uuid[]) and not exists (
       select 1 from memberships m join operators o on o.id = m.operator_id and o.disabled_at is null
       where m.site_id = s.id and m.role = 'admin')
     order by s.name`,
    [siteIds],
  );
  return rows.map(({ name }) => name);
}

export async function hasOwner(tx: Queryable): Promise<boolean> {
  const { rows } = await tx.query(
    'select 1 from administrators a join operators o on o.id = a.operator_id and o.disabled_at is null limit 1',
  );
  return rows.length > 0;
}
