/** The SQL of what a site has settled about keeping, and of what was exported and erased there. */
import type { KeepingAct } from '@touchline/shared/privacy.ts';
import type { Queryable } from '../platform/postgres.ts';

/** The page shows the latest; the audit has them all. */
const ACTS_MAX = 50;
/** Of a keyed hash, enough to tell two players apart. */
const HASH_CHARACTERS = 8;

type Row = Omit<KeepingAct, 'at'> & { at: Date };

export function createRecordStore(db: Queryable) {
  return {
    async rules(siteId: string): Promise<unknown> {
      const { rows } = await db.query<{ retention: unknown }>('select retention from sites where id = $1', [siteId]);
      return rows[0]?.retention ?? {};
    },

    /** Newest first. */
    async acts(siteId: string): Promise<KeepingAct[]> {
      const { rows } = await db.query<Row>(
        `select a.act, a.at, o.name as by, left(a.about->>'player', ${HASH_CHARACTERS}) as player,
           coalesce((a.about->>'conversations')::int, 0) as conversations,
           coalesce((a.about->>'players')::int, 0) as players, coalesce((a.about->>'files')::int, 0) as files
         from audit a left join operators o on o.id = a.actor_id
         where a.site_id = $1 and a.act in ('player.exported', 'player.erased', 'player.held', 'player.released', 'retention.erased')
         order by a.id desc limit ${ACTS_MAX}`,
        [siteId],
      );
      return rows.map((row) => ({ ...row, at: row.at.getTime() }));
    },
  };
}

export type RecordStore = ReturnType<typeof createRecordStore>;
