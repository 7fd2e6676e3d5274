/** The SQL of what operators are told of players, and of what they settle about them. */
import type { Device } from '@touchline/shared/contact.ts';
import type { BlockTerm, PersonalField } from '@touchline/shared/contact-terms.ts';
import type { OperatorRole } from '@touchline/shared/people.ts';
import { createAudit } from '../audit/store.ts';
import type { Database } from '../platform/postgres.ts';
import type { Attributes } from './attributes.ts';
import type { VisitedPage } from './visits.ts';

export type CardStore = ReturnType<typeof createCardStore>;

/** A contact that an operator may look at, and as what. */
export type Access = { id: string; siteId: string; role: OperatorRole; operator: { id: string; name: string } };
export type CardRow = {
  name: string | null;
  externalId: string | null;
  claims: Attributes;
  device: Device | null;
  page: VisitedPage | null;
  firstSeen: Date;
  lastSeen: Date;
  conversations: number;
  /** In ms; Infinity has no end. Null: not blocked. */
  blockedUntil: number | null;
  blockReason: string | null;
  blockedBy: string | null;
  blockedByName: string | null;
};

const TERMS: Record<BlockTerm, string> = {
  hour: `now() + interval '1 hour'`,
  day: `now() + interval '1 day'`,
  week: `now() + interval '7 days'`,
  forever: `'infinity'`,
};
/** Lists of the desk that show a player show at most so many of their conversations. */
const SHOWN_MAX = 50;

/** What is changed is written down with who did it, both or neither. */
export function createCardStore(db: Database) {
  return {
    /** Null where there is no such player on any site of the operator's. Whoever has signed in since is meant. */
    async access(operatorId: string, contactId: string): Promise<Access | null> {
      const { rows } = await db.query<{ id: string; siteId: string; role: OperatorRole; name: string }>(
        `select coalesce(k.merged_into, k.id) as id, k.site_id as "siteId", m.role, o.name
         from contacts k
         join memberships m on m.site_id = k.site_id and m.operator_id = $1
         join operators o on o.id = m.operator_id
         where k.id = $2`,
        [operatorId, contactId],
      );
      const row = rows[0];
      return row
        ? { id: row.id, siteId: row.siteId, role: row.role, operator: { id: operatorId, name: row.name } }
        : null;
    },

    async card({ siteId, id }: Access): Promise<CardRow | null> {
      const { rows } = await db.query<CardRow>(
        `select k.name, k.external_id as "externalId", k.claims, k.device, k.page,
           least(k.created_at, begun.first) as "firstSeen",
           coalesce(k.seen_at, begun.last, k.created_at) as "lastSeen", begun.count as conversations,
           case when k.blocked_until > now() then extract(epoch from k.blocked_until)::float8 * 1000 end as "blockedUntil",
           k.block_reason as "blockReason", k.blocked_by as "blockedBy", b.name as "blockedByName"
         from contacts k
         left join operators b on b.id = k.blocked_by
         cross join lateral (
           select count(*) as count, min(c.created_at) as first, max(c.updated_at) as last
           from conversations c where c.contact_id = k.id and c.last_seq > 0
         ) begun
         where k.site_id = $1 and k.id = $2`,
        [siteId, id],
      );
      return rows[0] ?? null;
    },

    /** Null where the site has signed no such thing, or the conversation is not theirs. */
    reveal(
      { siteId, id, operator }: Access,
      { field, conversation, reason }: { field: PersonalField; conversation: string | null; reason: string | null },
    ): Promise<string | null> {
      return db.transaction(async (tx) => {
        const { rows } = await tx.query<{ value: string | null }>(
          `select k.claims->>$3 as value from contacts k
           where k.site_id = $1 and k.id = $2 and ($4::uuid is null or exists (
             select 1 from conversations c where c.id = $4 and c.site_id = $1 and c.contact_id = k.id))`,
          [siteId, id, field, conversation],
        );
        const value = rows[0]?.value ?? null;
        if (value === null) return null;
        const about = { contact: id, field, conversation, ...(reason && { reason }) };
        await createAudit(tx)('contact.revealed', operator.id, siteId, about);
        return value;
      });
    },

    /** False, and nothing is changed, where the block that there is may not be touched. */
    block(
      { siteId, id, operator }: Access,
      { term, reason, mayReplace }: { term: BlockTerm; reason: string; mayReplace(by: string | null): boolean },
    ): Promise<boolean> {
      return db.transaction(async (tx) => {
        if (!mayReplace(await blockerOf(tx, siteId, id))) return false;
        await tx.query(
          `update contacts set blocked_until = ${TERMS[term]}, block_reason = $3, blocked_by = $4
           where site_id = $1 and id = $2`,
          [siteId, id, reason, operator.id],
        );
        await createAudit(tx)('contact.blocked', operator.id, siteId, { contact: id, term, reason });
        return true;
      });
    },

    unblock({ siteId, id, operator }: Access, mayReplace: (by: string | null) => boolean): Promise<boolean> {
      return db.transaction(async (tx) => {
        if (!mayReplace(await blockerOf(tx, siteId, id))) return false;
        const { rowCount } = await tx.query(
          `update contacts set blocked_until = null, block_reason = null, blocked_by = null
           where site_id = $1 and id = $2 and blocked_until > now()`,
          [siteId, id],
        );
        if (rowCount) await createAudit(tx)('contact.unblocked', operator.id, siteId, { contact: id });
        return true;
      });
    },

    /** See blocks.ts. */
    async blockedAmong(ids: string[]): Promise<Map<string, number>> {
      const { rows } = await db.query<{ id: string; ms: number }>(
        `select id, extract(epoch from blocked_until)::float8 * 1000 - extract(epoch from now())::float8 * 1000 as ms
         from contacts where id = any($1::uuid[]) and blocked_until > now()`,
        [ids],
      );
      return new Map(rows.map(({ id, ms }) => [id, ms]));
    },

    /** Those that a list may show now, for whoever shows them. */
    async conversationsShown({ siteId, id }: Access): Promise<string[]> {
      const { rows } = await db.query<{ id: string }>(
        `select id from conversations where site_id = $1 and contact_id = $2 and last_seq > 0
         order by updated_at desc limit ${SHOWN_MAX}`,
        [siteId, id],
      );
      return rows.map((row) => row.id);
    },
  };
}

type Tx = Parameters<Parameters<Database['transaction']>[0]>[0];

/** Who has blocked them, as far as that still holds; the row is locked. */
async function blockerOf(tx: Tx, siteId: string, id: string): Promise<string | null> {
  const { rows } = await tx.query<{ by: string | null }>(
    `select case when blocked_until > now() then blocked_by end as by from contacts
     where site_id = $1 and id = $2 for no key update`,
    [siteId, id],
  );
  return rows[0]?.by ?? null;
}
