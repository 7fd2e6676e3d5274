-- Sums that reports read without unpacking them: what is asked is put end to end here and counted by the relay. See relay/reports/slices.ts.
create table report_sums (
  site_id uuid not null references sites on delete cascade,
  -- The grain, and what the keys are of: `month/topic/language`.
  slice text not null,
  -- The day, or the first of the month.
  start date not null,
  key1 text collate "C" not null,
  key2 text collate "C" not null,
  measure report_measure not null,
  handled text not null,
  total bigint not null,
  -- How many in which bucket; see relay/reports/histogram.ts.
  buckets bytea not null,
  business_total bigint,
  business_buckets bytea,
  primary key (slice, measure, site_id, key1, start, key2, handled)
);

-- Days and months of which they are no longer right: read from the facts until they are added up again.
create table report_unsummed (
  site_id uuid not null references sites on delete cascade,
  grain text not null check (grain in ('day', 'month')),
  start date not null,
  due timestamptz not null,
  primary key (site_id, grain, start)
);
create index report_unsummed_due on report_unsummed (due);

insert into report_unsummed (site_id, grain, start, due)
  select site_id, slice, start, now() from report_cells where slice in ('day', 'month')
  union
  select site_id, grain, start, now() from report_stale;

-- Relays of the release before go on with `report_cells` and `report_stale` until they are gone, and so are these two then.
create function report_pass_on() returns trigger language plpgsql as $$
begin
  insert into report_unsummed (site_id, grain, start, due) values (new.site_id, new.grain, new.start, new.due)
  on conflict (site_id, grain, start) do update set due = least(report_unsummed.due, excluded.due);
  return null;
end $$;
create trigger report_pass_on after insert or update on report_stale for each row execute function report_pass_on();
