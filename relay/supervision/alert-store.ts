/** The SQL of limits: how the sites stand, and what was passed when. */
import { type Cover, cover } from '@touchline/shared/cover.ts';
import { type Alert, type AlertKind, type AlertLimits, alertLimits } from '@touchline/shared/supervision.ts';
import type { Database } from '../platform/postgres.ts';
import type { Measures, Verdict } from './limits.ts';

export type AlertStore = ReturnType<typeof createAlertStore>;
export type Measured = {
  site: string;
  limits: AlertLimits;
  cover: Cover | null;
  measures: Omit<Measures, 'isExpected'>;
  standing: AlertKind[];
};

/** Several relays look every few seconds; one of them in this time does it for all. */
const ROUND_MS = 4_000;
/** A claim from the future is of a clock that has been set back since. */
const ROUND_LOST_MS = 60_000;
const PAGE = 50;

const ms = (moment: string) => `floor(extract(epoch from ${moment}) * 1000)::int8`;
const ALERT = `a.id, a.site_id as site, a.kind, a.limit_value as "limit", a.worst, ${ms('a.began_at')} as "beganAt", ${ms('a.ended_at')} as "endedAt"`;

export function createAlertStore(db: Database, silentMs: number) {
  return {
    /** False where another relay has just done it. */
    async claimRound(): Promise<boolean> {
      const { rowCount } = await db.query(
        `update alert_rounds set at = clock_timestamp()
         where at < clock_timestamp() - make_interval(secs => $1) or at > clock_timestamp() + make_interval(secs => $2)`,
        [ROUND_MS / 1000, ROUND_LOST_MS / 1000],
      );
      return Boolean(rowCount);
    },

    /** Every site, in one look. */
    async measured(): Promise<Measured[]> {
      const { rows } = await db.query<Measured['measures'] & Omit<Measured, 'measures'>>(
        `select s.id as site, s.alerts as limits, s.routing->'cover' as cover,
           queue.waiting, queue."waitMinutes", staff.online, staff.capacity, staff.load, staff."aloneMs",
           array(select a.kind from alerts a where a.site_id = s.id and a.ended_at is null) as standing
         from sites s
         cross join lateral (
           select count(*)::int as waiting,
             coalesce(extract(epoch from now() - min(coalesce(c.waiting_since, c.queued_at, c.updated_at))) / 60, 0)::float8 as "waitMinutes"
           from conversations c where c.site_id = s.id and c.status = 'waiting' and c.last_seq > 0
         ) queue
         cross join lateral (
           select count(*) filter (where one.online)::int as online,
             coalesce(sum(one.capacity) filter (where one.online), 0)::int as capacity,
             coalesce(sum(one.load) filter (where one.online), 0)::int as load,
             coalesce(extract(epoch from now() - max(one.since)) * 1000, 'infinity')::float8 as "aloneMs"
           from (
             select o.capacity, load_of(o.id) as load, p.choice = 'online' and is_there(o.id, $1) as online,
               (select max(b.began_at) from presence_spans b where b.operator_id = o.id) as since
             from memberships m
             join operators o on o.id = m.operator_id and o.disabled_at is null
             join operator_presence p on p.operator_id = o.id
             where m.site_id = s.id
           ) one
         ) staff`,
        [silentMs / 1000],
      );
      return rows.map(({ site, limits, cover: hours, standing, ...measures }) => ({
        site,
        limits: alertLimits.parse(limits),
        cover: hours && cover.parse(hours),
        standing,
        measures,
      }));
    },

    /** False where it stands already: whoever was first has told everybody. */
    async begin(siteId: string, id: string, { kind, limit, value }: Verdict): Promise<boolean> {
      const { rowCount } = await db.query(
        `insert into alerts (site_id, id, kind, limit_value, worst) values ($1, $2, $3, $4, $5)
         on conflict (site_id, kind) where ended_at is null do nothing`,
        [siteId, id, kind, limit, value],
      );
      return Boolean(rowCount);
    },

    async worsen(siteId: string, { kind, value }: Verdict): Promise<void> {
      await db.query(
        'update alerts set worst = $3 where site_id = $1 and kind = $2 and ended_at is null and worst < $3',
        [siteId, kind, value],
      );
    },

    /** Never before it began, however the clock was set. */
    async end(siteId: string, kinds: AlertKind[]): Promise<boolean> {
      const { rowCount } = await db.query(
        `update alerts set ended_at = greatest(began_at, now())
         where site_id = $1 and kind = any($2::text[]) and ended_at is null`,
        [siteId, kinds],
      );
      return Boolean(rowCount);
    },

    async standing(siteIds: string[]): Promise<Alert[]> {
      const { rows } = await db.query<Alert>(
        `select ${ALERT} from alerts a where a.site_id = any($1::uuid[]) and a.ended_at is null order by a.began_at, a.id`,
        [siteIds],
      );
      return rows;
    },

    /** Newest first; `before`: the id of the last one of the page before. */
    async page(siteId: string, before: string | undefined): Promise<{ alerts: Alert[]; next: string | null }> {
      const { rows } = await db.query<Alert>(
        `select ${ALERT} from alerts a
         where a.site_id = $1 and ($2::uuid is null or
           (a.began_at, a.id) < (select b.began_at, b.id from alerts b where b.site_id = $1 and b.id = $2))
         order by a.began_at desc, a.id desc limit ${PAGE + 1}`,
        [siteId, before ?? null],
      );
      const alerts = rows.slice(0, PAGE);
      return { alerts, next: rows.length > PAGE ? (alerts.at(-1)?.id ?? null) : null };
    },
  };
}
