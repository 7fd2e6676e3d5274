/** The SQL of identity keys. */
import type { IdentityAlgorithm, IdentityKey } from '@touchline/shared/people.ts';
import type { SiteKeyState } from '@touchline/shared/site-keys.ts';
import { createAudit } from '../audit/store.ts';
import type { Database } from '../platform/postgres.ts';

export type KeysStore = ReturnType<typeof createKeysStore>;
export type KeptKey = SiteKeyState & { material: string; isValid: boolean };

const STATE = `
  kid, algorithm, material, floor(extract(epoch from created_at) * 1000)::float8 as "createdAt",
  floor(extract(epoch from coalesce(retired_at, retires_at)) * 1000)::float8 as "retiresAt",
  retired_at is null and (retires_at is null or retires_at > now()) as "isValid"`;

export function createKeysStore(db: Database) {
  return {
    /** Those in use first, the newest first of each. */
    async list(siteId: string): Promise<KeptKey[]> {
      const { rows } = await db.query<KeptKey>(
        `select ${STATE} from identity_keys where site_id = $1 order by "isValid" desc, created_at desc, kid`,
        [siteId],
      );
      return rows;
    },

    /** Under the site's lock, so that two administrators at once do not make three. What `decide` throws makes none. */
    add: (
      siteId: string,
      editorId: string,
      decide: (known: KeptKey[]) => { kid: string; algorithm: IdentityAlgorithm; material: string },
    ): Promise<IdentityKey> =>
      db.transaction(async (tx) => {
        await tx.query('select 1 from sites where id = $1 for update', [siteId]);
        const { rows } = await tx.query<KeptKey>(`select ${STATE} from identity_keys where site_id = $1`, [siteId]);
        const key = decide(rows);
        await tx.query('insert into identity_keys (site_id, kid, algorithm, material) values ($1, $2, $3, $4)', [
          siteId,
          key.kid,
          key.algorithm,
          key.material,
        ]);
        await createAudit(tx)('key.added', editorId, siteId, { kid: key.kid, algorithm: key.algorithm });
        return key;
      }),

    /** `at` null: now. What is retired stays so. False where there is no such key in use. */
    retire: (siteId: string, kid: string, at: number | null, editorId: string): Promise<boolean> =>
      db.transaction(async (tx) => {
        const { rowCount } = await tx.query(
          `update identity_keys set retired_at = case when $3::float8 is null then now() end,
             retires_at = coalesce(to_timestamp($3::float8 / 1000), now())
           where site_id = $1 and kid = $2 and retired_at is null and (retires_at is null or retires_at > now())`,
          [siteId, kid, at],
        );
        if (!rowCount) return false;
        await createAudit(tx)('key.retired', editorId, siteId, { kid, at });
        return true;
      }),
  };
}
