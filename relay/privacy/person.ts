import type { Queryable } from '../platform/postgres.ts';

/** One player of a site: every contact that is theirs, and the ids of what is theirs besides. */
export type Person = {
  /** The signed contact, or the only one. */
  id: string;
  siteId: string;
  contacts: string[];
  conversations: string[];
  files: string[];
  notes: string[];
};

/** Null where the site has no such player. Whoever has signed in since is meant. */
export async function personOf(db: Queryable, siteId: string, contact: string): Promise<Person | null> {
  const { rows } = await db.query<Person>(
    `with root as (
       select coalesce(k.merged_into, k.id) as id from contacts k
       where k.site_id = $1 and k.id = $2 and k.id <> nobody_of($1)
     ), own as (
       select k.id from contacts k join root on k.id = root.id or k.merged_into = root.id where k.site_id = $1
     ), said as (
       select c.id from conversations c where c.contact_id in (select id from own)
     )
     select root.id, $1::uuid as "siteId",
       array(select id from own order by id) as contacts,
       array(select id from said order by id) as conversations,
       array(select f.id from files f where f.site_id = $1 and f.conversation_id in (select id from said)) as files,
       array(select n.id from contact_notes n where n.contact_id in (select id from own)) as notes
     from root`,
    [siteId, contact],
  );
  return rows[0] ?? null;
}

/** By which the audit may name them. */
export const idsAround = ({ contacts, conversations, files, notes }: Person): string[] => [
  ...contacts,
  ...conversations,
  ...files,
  ...notes,
];

/** A condition on `audit`: the site is `$1`, the ids are `$2`. */
export const NAMES_ANY = `site_id = $1 and exists (
  select 1 from regexp_matches(about::text, '[0-9a-f-]{36}', 'g') as named where named[1] = any($2::text[]))`;
