import type { Database } from '../platform/postgres.ts';
import type { Change } from './timeline.ts';

export type TimelineStore = ReturnType<typeof createTimelineStore>;

export function createTimelineStore(db: Database) {
  return {
    /** Of everybody who answers on the site: what they were at `from`, and what they became before `until`. */
    async changes(
      siteId: string,
      from: number,
      until: number,
    ): Promise<{ id: string; name: string; changes: Change[] }[]> {
      const { rows } = await db.query<{ id: string; name: string; changes: Change[] }>(
        `select o.id, o.name, coalesce((
           select json_agg(json_build_object('state', s.state, 'at', floor(extract(epoch from s.began_at) * 1000)::int8)
             order by s.began_at)
           from (
             (select state, began_at from presence_spans
               where operator_id = o.id and began_at <= $2 order by began_at desc limit 1)
             union all
             (select state, began_at from presence_spans where operator_id = o.id and began_at > $2 and began_at < $3)
           ) s), '[]') as changes
         from memberships m join operators o on o.id = m.operator_id
         where m.site_id = $1 order by o.name, o.id`,
        [siteId, new Date(from), new Date(until)],
      );
      return rows;
    },
  };
}
