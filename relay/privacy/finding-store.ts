/** The SQL of finding one player of a site, and of saying what is held about them. */
import type { HeldCounts, HeldPlayer } from '@touchline/shared/privacy.ts';
import { referenceOf } from '@touchline/shared/reference.ts';
import { ID_PATTERN } from '@touchline/shared/wire.ts';
import type { Queryable } from '../platform/postgres.ts';
import { holdOf } from './hold-store.ts';
import { idsAround, NAMES_ANY, type Person, personOf } from './person.ts';
import { referenceBits } from './reference-bits.ts';

/** More than that answer to one word only where a site gives its players the same e-mail address. */
const FOUND_MAX = 10;

type Row = Omit<HeldPlayer, 'code' | 'counts' | 'hold' | 'firstSeen' | 'lastSeen'> &
  Omit<HeldCounts, 'audit'> & { firstSeen: Date; lastSeen: Date };

export function createFindingStore(db: Queryable) {
  /** Ids of whoever answers to it; of those who signed in, of the signed player. */
  async function contactsBy(siteId: string, who: string): Promise<string[]> {
    const uuid = ID_PATTERN.test(who.toLowerCase()) ? who.toLowerCase() : null;
    const { rows } = await db.query<{ id: string }>(
      `select distinct coalesce(k.merged_into, k.id) as id from contacts k
       where k.site_id = $1 and k.id <> nobody_of($1) and (
         k.external_id = $2
         or (k.claims ? 'email' and lower(k.claims->>'email') = lower($2))
         or k.id = $3::uuid
         or k.id in (select c.contact_id from conversations c where c.site_id = $1 and c.id = $3::uuid)
         or k.id in (
           select c.contact_id from conversations c
           where c.site_id = $1 and $4::text is not null and c.status <> 'erased' and right(c.id::text, 10) = $4))
       order by 1 limit ${FOUND_MAX}`,
      [siteId, who, uuid, referenceBits(who)],
    );
    return rows.map(({ id }) => id);
  }

  async function held(siteId: string, contact: string): Promise<HeldPlayer | null> {
    const person = await personOf(db, siteId, contact);
    if (!person) return null;
    const { rows } = await db.query<Row>(
      `select k.id as contact, k.name, k.external_id as "externalId", k.claims->>'email' as email,
         least(k.created_at, said.first) as "firstSeen", greatest(k.seen_at, said.last, k.created_at) as "lastSeen",
         coalesce(k.blocked_until > now(), false) as "isBlocked",
         (select count(*) from jsonb_object_keys(k.claims)) as attributes,
         (select count(*) from contacts m where m.merged_into = k.id) as merged,
         said.conversations, said.open, said.messages, said.ratings,
         said.notes + (select count(*) from contact_notes n where n.contact_id = k.id) as notes,
         sent.files, sent.bytes::float8 as "fileBytes"
       from contacts k
       cross join lateral (
         select count(distinct c.id) as conversations,
           count(distinct c.id) filter (where c.status in ('waiting', 'open')) as open,
           count(distinct c.id) filter (where c.rating is not null) as ratings,
           count(e.seq) filter (where e.type = 'message') as messages,
           count(e.seq) filter (where e.type in ('note', 'whisper')) as notes,
           min(c.created_at) as first, max(c.updated_at) as last
         from conversations c left join events e on e.conversation_id = c.id
         where c.contact_id = any($2::uuid[])
       ) said
       cross join lateral (
         select count(*) as files, coalesce(sum(f.bytes), 0) as bytes
         from conversations c join files f on f.conversation_id = c.id where c.contact_id = any($2::uuid[])
       ) sent
       where k.site_id = $1 and k.id = $3`,
      [siteId, person.contacts, person.id],
    );
    const row = rows[0];
    return row ? { ...playerOf(row, await auditRows(siteId, person)), hold: await holdOf(db, person) } : null;
  }

  async function auditRows(siteId: string, person: Person): Promise<number> {
    const { rows } = await db.query<{ count: number }>(`select count(*) as count from audit where ${NAMES_ANY}`, [
      siteId,
      idsAround(person),
    ]);
    return rows[0]?.count ?? 0;
  }

  return {
    held,
    async find(siteId: string, who: string): Promise<HeldPlayer[]> {
      const found: HeldPlayer[] = [];
      for (const contact of await contactsBy(siteId, who)) {
        const player = await held(siteId, contact);
        if (player) found.push(player);
      }
      return found;
    },
  };
}

export type FindingStore = ReturnType<typeof createFindingStore>;

function playerOf(row: Row, audit: number): Omit<HeldPlayer, 'hold'> {
  const { contact, name, externalId, email, isBlocked, firstSeen, lastSeen, ...counts } = row;
  const told = { contact, name, externalId, email, isBlocked };
  return {
    ...told,
    code: referenceOf(contact),
    firstSeen: firstSeen.getTime(),
    lastSeen: lastSeen.getTime(),
    counts: { ...counts, audit },
  };
}
