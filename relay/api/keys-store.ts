/** The SQL of keys for programs. */
import type { ApiKeyState, ApiScope } from '@touchline/shared/api.ts';
import { createAudit } from '../audit/store.ts';
import { hashed, OPERATOR_COLUMNS, type Operator } from '../operators/operator-row.ts';
import type { Database } from '../platform/postgres.ts';

export type ApiKeysStore = ReturnType<typeof createApiKeysStore>;
/** A key that is good, and for whom it acts. */
export type GoodKey = {
  id: string;
  name: string;
  siteId: string;
  scopes: ApiScope[];
  /** In ms. */
  expiresAt: number;
  operator: Operator;
};
type Row = Operator & { keyId: string; keyName: string; siteId: string; scopes: ApiScope[]; expiresAt: number };

const ms = (column: string) => `floor(extract(epoch from ${column}) * 1000)::float8`;
const IS_GOOD = 'k.ended_at is null and k.expires_at > now()';

export function createApiKeysStore(db: Database) {
  return {
    /** Null for one that is unknown, over, ended, or made by somebody who is not of the site any more. */
    async good(token: string): Promise<GoodKey | null> {
      const { rows } = await db.query<Row & { isStale: boolean }>(
        `select k.id as "keyId", k.name as "keyName", ${ms('k.expires_at')} as "expiresAt", k.site_id as "siteId", k.scopes, ${OPERATOR_COLUMNS},
           k.used_at is null or k.used_at < now() - interval '1 minute' as "isStale"
         from api_keys k
         join operators o on o.id = k.operator_id and o.disabled_at is null
         join memberships m on m.operator_id = k.operator_id and m.site_id = k.site_id
         where k.token_hash = $1 and ${IS_GOOD}`,
        [hashed(token)],
      );
      if (!rows[0]) return null;
      const { keyId, keyName, siteId, scopes, expiresAt, isStale, ...operator } = rows[0];
      if (isStale) await db.query('update api_keys set used_at = now() where id = $1', [keyId]);
      return { id: keyId, name: keyName, siteId, scopes, expiresAt, operator };
    },

    /** Those that are good, the newest first. */
    async list(siteId: string): Promise<ApiKeyState[]> {
      const { rows } = await db.query<ApiKeyState>(
        `select k.id, k.name, k.scopes, o.name as by, ${ms('k.created_at')} as "createdAt",
           ${ms('k.expires_at')} as "expiresAt", ${ms('k.used_at')} as "usedAt"
         from api_keys k join operators o on o.id = k.operator_id
         where k.site_id = $1 and ${IS_GOOD} order by k.created_at desc, k.id`,
        [siteId],
      );
      return rows;
    },

    /** False where the site has `most` of them already. */
    add: (
      key: { id: string; siteId: string; operatorId: string; name: string; scopes: ApiScope[]; days: number },
      token: string,
      most: number,
    ): Promise<boolean> =>
      db.transaction(async (tx) => {
        await tx.query('select 1 from sites where id = $1 for update', [key.siteId]);
        const { rowCount } = await tx.query(
          `insert into api_keys (id, site_id, operator_id, name, token_hash, scopes, expires_at)
           select $1, $2, $3, $4, $5, $6, now() + make_interval(days => $7)
           where (select count(*) from api_keys k where k.site_id = $2 and ${IS_GOOD}) < $8`,
          [key.id, key.siteId, key.operatorId, key.name, hashed(token), key.scopes, key.days, most],
        );
        if (!rowCount) return false;
        const { id, name, scopes, days } = key;
        await createAudit(tx)('api-key.made', key.operatorId, key.siteId, { id, name, scopes, days });
        return true;
      }),

    end: (siteId: string, id: string, operatorId: string): Promise<boolean> =>
      db.transaction(async (tx) => {
        const { rowCount } = await tx.query(
          `update api_keys k set ended_at = now() where k.site_id = $1 and k.id = $2 and ${IS_GOOD}`,
          [siteId, id],
        );
        if (!rowCount) return false;
        await createAudit(tx)('api-key.ended', operatorId, siteId, { id });
        return true;
      }),
  };
}
