/**
 * How many conversations operators had at once: the pieces of `held`, each within one hour of the wall clock, laid over
 * one another. `where` is about `report_facts f`.
 *
 * Where one ends as another begins, the one has gone before the other comes.
 */
export const HOURS_OF_LOAD = (where: string): string => `
  select site_id, day, hour, operator_id, sum(had * lasts)::bigint as held_ms, sum(lasts) filter (where had > 0)::bigint as busy_ms,
    max(had)::integer as peak
  from (
    select site_id, day, hour, operator_id, had,
      coalesce(lead(moment) over same_hour - moment, 0) as lasts
    from (
      select site_id, day, hour, operator_id, moment, sum(sum(change)) over (
        partition by site_id, day, hour, operator_id order by moment) as had
      from (
        select f.site_id, f.day, f.hour, f.operator_id, edge.moment, edge.change
        from report_facts f cross join lateral (values
          ((extract(epoch from f.at) * 1000)::bigint, 1), ((extract(epoch from f.at) * 1000)::bigint + f.ms, -1)) as edge(moment, change)
        where ${where} and f.measure = 'held' and f.operator_id is not null
      ) edges
      group by site_id, day, hour, operator_id, moment
    ) stood
    window same_hour as (partition by site_id, day, hour, operator_id order by moment)
  ) lasting
  group by site_id, day, hour, operator_id`;
