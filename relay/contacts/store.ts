import type { Database } from '../platform/postgres.ts';

export type Contact = {
  id: string;
  siteId: string;
  externalId: string | null;
  name: string | null;
  attributes: Record<string, unknown>;
};

export type ContactStore = ReturnType<typeof createContactStore>;

/** Signing in is no way out of a block, and lifts none: the one that lasts longer holds. */
const STRICTER_BLOCK = `
  update contacts k
  set blocked_until = guest.blocked_until, block_reason = guest.block_reason, blocked_by = guest.blocked_by
  from contacts guest
  where k.site_id = $1 and k.id = $3 and guest.site_id = $1 and guest.id = $2
    and guest.blocked_until > coalesce(k.blocked_until, '-infinity')`;

export function createContactStore(db: Database) {
  return {
    /** Writes the row, or brings a signed player's name and attributes up to date. Nobody who never wrote has one. */
    async save({ id, siteId, externalId, name, attributes }: Contact): Promise<void> {
      await db.query(
        `insert into contacts (id, site_id, external_id, name, claims) values ($1, $2, $3, $4, $5)
         on conflict (id) do update set name = excluded.name, claims = excluded.claims
         where contacts.external_id is not null
           and (contacts.name, contacts.claims) is distinct from (excluded.name, excluded.claims)`,
        [id, siteId, externalId, name, attributes],
      );
    },

    /** Brings a signed player's name and attributes up to date, if they ever wrote. */
    async refresh({ siteId, id, name, attributes }: Contact): Promise<void> {
      await db.query(
        `update contacts set name = $3, claims = $4
         where site_id = $1 and id = $2 and (name, claims) is distinct from ($3::text, $4::jsonb)`,
        [siteId, id, name, attributes],
      );
    },

    /** Whether an anonymous player's token is spent: they signed in, or were erased. */
    async isSpent(siteId: string, id: string): Promise<boolean> {
      const { rows } = await db.query<{ spent: boolean }>(
        `select exists (select 1 from contacts where site_id = $1 and id = $2 and merged_into is not null)
           or exists (select 1 from erased_players where hash = erased_hash($2)) as spent`,
        [siteId, id],
      );
      return rows[0]?.spent ?? false;
    },

    /** Nobody's for good. */
    async isErased(id: string): Promise<boolean> {
      const { rowCount } = await db.query('select 1 from erased_players where hash = erased_hash($1)', [id]);
      return rowCount === 1;
    },

    /** Those of them who signed in as somebody, or were erased a moment ago. */
    async goneAmong(ids: string[]): Promise<string[]> {
      const { rows } = await db.query<{ id: string }>(
        `select id from contacts where id = any($1::uuid[]) and merged_into is not null
         union all
         select id from (select unnest($1::uuid[]) as id
           where exists (select 1 from erased_players where erased_at > now() - interval '10 minutes') offset 0) asked
         where exists (select 1 from erased_players where hash = erased_hash(asked.id))`,
        [ids],
      );
      return rows.map((row) => row.id);
    },

    /**
     * Gives an anonymous player's conversations to a signed one, once, and returns them. Null when there was nothing
     * to give: a token that has no row has written nothing, and the signed player's row is not made for it.
     */
    async merge(signed: Contact, anonymousId: string): Promise<string[] | null> {
      const { siteId } = signed;
      const { rowCount } = await db.query(
        'select 1 from contacts where site_id = $1 and id = $2 and merged_into is null and external_id is null',
        [siteId, anonymousId],
      );
      if (!rowCount) return null;
      await this.save(signed);
      return db.transaction(async (tx) => {
        const { rowCount } = await tx.query(
          `update contacts set merged_into = $3
           where site_id = $1 and id = $2 and merged_into is null and external_id is null`,
          [siteId, anonymousId, signed.id],
        );
        if (!rowCount) return null;
        await tx.query(STRICTER_BLOCK, [siteId, anonymousId, signed.id]);
        await tx.query('update contact_notes set contact_id = $3 where site_id = $1 and contact_id = $2', [
          siteId,
          anonymousId,
          signed.id,
        ]);
        const { rows } = await tx.query<{ id: string }>(
          'update conversations set contact_id = $3 where site_id = $1 and contact_id = $2 returning id',
          [siteId, anonymousId, signed.id],
        );
        return rows.map((row) => row.id);
      });
    },
  };
}
