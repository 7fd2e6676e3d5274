/** Which conversations the reports are behind with. */
import type { Database } from '../platform/postgres.ts';

export type WalkStore = ReturnType<typeof createWalkStore>;

const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';
/** How long after it was resolved a conversation is still looked at with the lively ones: ratings may be changed for a day. */
const RESOLVED_LATELY = '26 hours';
/** What is younger is the lively ones' to find: it says nothing about how complete the past is. */
const PAST = '10 minutes';

const NEW = 'c.last_seq > coalesce(p.seq, 0)';

export function createWalkStore(db: Database) {
  return {
    /** What a site says of its zone and hours counts from here on; what was read under another one is read again. */
    async noticeHours(): Promise<void> {
      const { rows } = await db.query<{ version: number }>(
        `insert into report_sites as known (site_id, cover)
         select s.id, s.cover from (select id, nullif(routing->'cover', 'null') as cover from sites) s
         left join report_sites r on r.site_id = s.id
         where r.site_id is null or r.cover is distinct from s.cover
         order by s.id
         on conflict (site_id) do update set cover = excluded.cover, version = known.version + 1
         where known.cover is distinct from excluded.cover
         returning version`,
      );
      if (rows.some(({ version }) => version > 1)) await db.query(RESTART);
    },

    /** Whether it is this relay that looks this time: every `everyMs` one of them, also after a clock was set back. */
    async claim(everyMs: number): Promise<boolean> {
      const { rowCount } = await db.query(
        `update report_walk set looked_at = clock_timestamp()
         where looked_at < clock_timestamp() - make_interval(secs => $1)
           or looked_at > clock_timestamp() + interval '1 minute'`,
        [everyMs / 1000],
      );
      return Boolean(rowCount);
    },

    /** Lively conversations, and those resolved lately, of which something has not been read. */
    async behind(limit: number): Promise<string[]> {
      const { rows } = await db.query<{ id: string }>(
        `(select c.id from conversations c left join report_progress p on p.conversation_id = c.id
           where c.status in ('waiting', 'open') and ${NEW} limit $1)
         union all
         (select c.id from sites s join conversations c on c.site_id = s.id and c.status = 'resolved'
             and c.resolved_at > now() - interval '${RESOLVED_LATELY}'
           left join report_progress p on p.conversation_id = c.id where ${NEW} limit $1)`,
        [limit],
      );
      return rows.map(({ id }) => id);
    },

    /** One step of the walk that all relays share; null while another one takes it. */
    step: (limit: number): Promise<Step | null> =>
      db.transaction(async (tx) => {
        const { rows } = await tx.query<{ place: string; found: number; complete: boolean }>(
          'select place, found, complete from report_walk for update skip locked',
        );
        const walk = rows[0];
        if (!walk) return null;
        const { rows: next } = await tx.query<{ id: string; isBehind: boolean; isPast: boolean }>(
          `select c.id, ${NEW} or p.version is distinct from coalesce(s.version, 0) as "isBehind",
             c.created_at < now() - interval '${PAST}' as "isPast"
           from conversations c left join report_sites s on s.site_id = c.site_id
           -- Said of both, or the join begins at the first of all.
           left join report_progress p on p.conversation_id = c.id and p.conversation_id > $1
           where c.id > $1 and c.last_seq > 0 order by c.id limit $2`,
          [walk.place, limit],
        );
        const behind = next.filter(({ isBehind }) => isBehind);
        const past = behind.filter(({ isPast }) => isPast);
        const found = walk.found + past.length;
        const last = next.length < limit ? null : (next.at(-1)?.id ?? null);
        const complete = last === null ? found === 0 : walk.complete;
        await tx.query('update report_walk set place = $1, found = $2, complete = $3', [
          last ?? BEFORE_ALL,
          last === null ? 0 : found,
          complete,
        ]);
        const idsOf = (rows: typeof next) => rows.map(({ id }) => id);
        return { behind: idsOf(behind), past: idsOf(past), isRoundOver: last === null, complete };
      }),

    async isComplete(): Promise<boolean> {
      const { rows } = await db.query<{ complete: boolean }>('select complete from report_walk');
      return rows[0]?.complete ?? false;
    },

    /** Everything that can be made again of the log is thrown away. */
    forgetAll: (): Promise<void> =>
      db.transaction(async (tx) => {
        await tx.query(
          'lock report_facts, report_sums, report_load, report_unsummed, report_progress in exclusive mode',
        );
        await tx.query('truncate report_sums, report_load, report_unsummed, report_progress');
        // What has no log any more cannot be made again, and stays.
        await tx.query(
          'delete from report_facts f where exists (select 1 from events e where e.conversation_id = f.conversation_id)',
        );
        await tx.query(
          `insert into report_unsummed (site_id, grain, start, due)
           select distinct site_id, 'day', day, now() from report_facts
           union all
           select distinct site_id, 'month', date_trunc('month', day)::date, now() from report_facts`,
        );
        await tx.query(RESTART);
      }),
  };
}

export type Step = { behind: string[]; past: string[]; isRoundOver: boolean; complete: boolean };

/** `found`: this round is no longer one that found nothing. */
const RESTART = `update report_walk set place = '${BEFORE_ALL}', found = found + 1, complete = false`;
