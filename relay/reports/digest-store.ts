import { DIGEST_COMMENTS_MAX, type DigestComment } from '@touchline/shared/reports.ts';
import type { Database } from '../platform/postgres.ts';
import type { Range } from './ranges.ts';

export type DigestStore = ReturnType<typeof createDigestStore>;

export function createDigestStore(db: Database) {
  return {
    /** What players wrote when they rated, the newest first. The texts are the log's: taken away there, they are gone here. */
    async comments(site: string, { from, to }: Range): Promise<{ comments: DigestComment[]; commented: number }> {
      const { rows } = await db.query<Row>(
        `select f.conversation_id as conversation, floor(extract(epoch from f.at) * 1000)::float8 as at, coalesce(f.topic, '') as topic,
           f.operator_id as "operatorId", o.name as "operatorName", e.data->'rating' as rating, count(*) over () as commented
         from report_facts f
         join events e on e.conversation_id = f.conversation_id and e.seq = f.seq
         left join operators o on o.id = f.operator_id
         where f.site_id = $1 and f.measure = 'solved' and f.day between $2::date and $3::date
           and e.data->'rating'->>'comment' <> ''
         order by f.at desc, f.conversation_id, f.seq limit ${DIGEST_COMMENTS_MAX}`,
        [site, from, to],
      );
      return {
        commented: rows[0]?.commented ?? 0,
        comments: rows.map(({ operatorId, operatorName, commented: _, rating, ...row }) => ({
          ...row,
          operator: operatorId ? { id: operatorId, name: operatorName } : null,
          solved: rating.solved,
          speed: rating.speed,
          courtesy: rating.courtesy,
          competence: rating.competence,
          comment: rating.comment,
        })),
      };
    },
  };
}

type Rated = Pick<DigestComment, 'solved' | 'speed' | 'courtesy' | 'competence' | 'comment'>;
type Row = Pick<DigestComment, 'conversation' | 'at' | 'topic'> & {
  operatorId: string | null;
  operatorName: string | null;
  commented: number;
  rating: Rated;
};
