/** The SQL of presence: what operators chose, and which of their inboxes are open on which node. */
import type { TeamMember } from '@touchline/shared/people.ts';
import type { PresenceChoice } from '@touchline/shared/presence.ts';
import type { Database } from '../platform/postgres.ts';

export type PresenceStore = ReturnType<typeof createPresenceStore>;
type OpenInbox = { socket: string; operator: string };

/** An inbox that vanished longer ago than this is not "gone", its operator is offline. */
const GONE_FOR = `interval '5 minutes'`;

export function createPresenceStore(db: Database, nodeId: string, silentMs: number) {
  const silentSecs = silentMs / 1000;
  return {
    /** Repeating it changes nothing. A node that was taken for dead writes all of its own again. */
    async open(inboxes: OpenInbox[]): Promise<void> {
      if (inboxes.length === 0) return;
      await db.query(
        `with opened as (
           insert into operator_sockets (id, operator_id, node_id)
           select unnest($1::uuid[]), unnest($2::uuid[]), $3 on conflict (id) do nothing
         )
         insert into operator_presence (operator_id)
         select distinct asked.id from unnest($2::uuid[]) as asked(id) order by asked.id
         on conflict (operator_id) do update set gone_since = null
         where operator_presence.gone_since is not null and operator_presence.choice <> 'offline'`,
        [inboxes.map((one) => one.socket), inboxes.map((one) => one.operator), nodeId],
      );
    },

    /** Whoever comes back before anybody noticed that they were gone, as when there was no relay, was gone all the same. */
    async endAbsence(operatorId: string): Promise<void> {
      await db.query('select end_absence($1, $2)', [operatorId, silentSecs]);
    },

    async close(sockets: string[]): Promise<void> {
      await db.query('delete from operator_sockets where id = any($1::uuid[])', [sockets]);
    },

    async choose(operatorId: string, choice: PresenceChoice): Promise<void> {
      await db.query(
        `insert into operator_presence (operator_id, choice) values ($1, $2)
         on conflict (operator_id) do update set choice = $2, missed = 0,
           changed_at = case when operator_presence.choice = $2 then operator_presence.changed_at else now() end,
           gone_since = case when $2 = 'offline' then now() end`,
        [operatorId, choice],
      );
    },

    /**
     * Notices who vanished and who is back, and lets those who were finishing and have finished go. Returns whom it
     * noticed.
     */
    async notice(): Promise<string[]> {
      const { rows } = await db.query<{ operator_id: string }>(
        `with judged as (
           select p.operator_id, p.choice <> 'offline' and is_there(p.operator_id, $1) as there,
             p.choice = 'finishing' and load_of(p.operator_id) = 0 as finished
           from (
             select * from operator_presence where gone_since is null or choice <> 'offline'
             order by operator_id for update
           ) p
         )
         update operator_presence p set
           choice = case when judged.finished and p.choice = 'finishing' then 'offline' else p.choice end,
           changed_at = case when judged.finished then now() else p.changed_at end,
           gone_since = case when judged.there and not judged.finished then null else coalesce(p.gone_since, now()) end
         from judged
         where p.operator_id = judged.operator_id and (judged.finished or judged.there <> (p.gone_since is null))
         returning p.operator_id`,
        [silentSecs],
      );
      return rows.map((row) => row.operator_id);
    },

    /** Nodes that have been silent for long, and with them what they had open. */
    async forgetDeadNodes(): Promise<void> {
      await db.query(`delete from nodes where beat_at < now() - make_interval(secs => $1)`, [silentSecs * 4]);
    },

    /** Everybody who answers on any of these sites. */
    async team(siteIds: string[]): Promise<TeamMember[]> {
      const { rows } = await db.query<TeamMember>(
        `select o.id, o.name, o.capacity, o.languages, o.topics, load_of(o.id) as load,
           case when 'admin' = any(m.roles) then 'admin' when 'supervisor' = any(m.roles) then 'supervisor'
             else 'operator' end as role,
           m.sites,
           case when p.operator_id is null or p.choice = 'offline' then 'offline'
             when is_there(o.id, $2) then p.choice
             when coalesce(p.gone_since, now()) > now() - ${GONE_FOR} then 'gone' else 'offline' end as presence,
           floor(extract(epoch from coalesce(p.gone_since, p.changed_at, o.created_at)) * 1000)::int8 as since
         from (
           select operator_id, array_agg(site_id::text) as sites, array_agg(role) as roles
           from memberships where site_id = any($1::uuid[]) group by operator_id
         ) m
         join operators o on o.id = m.operator_id and o.disabled_at is null
         left join operator_presence p on p.operator_id = o.id
         order by o.name, o.id`,
        [siteIds, silentSecs],
      );
      return rows;
    },
  };
}
