-- Those who see that the others can work: whispers, times of presence, limits.

-- Limits that call supervisors; what is not in it has its default (shared/supervision.ts).
alter table sites add column alerts jsonb not null default '{}';

-- A limit that was passed, from then until it was kept again.
create table alerts (
  site_id uuid not null references sites on delete cascade,
  id uuid not null,
  kind text not null check (kind in ('wait', 'waiting', 'load', 'unattended')),
  -- As it was when it was passed; the worst that it came to.
  limit_value double precision not null,
  worst double precision not null,
  began_at timestamptz not null default now(),
  ended_at timestamptz,
  primary key (site_id, id)
);
-- However many relays notice it, it is one.
create unique index alerts_standing on alerts (site_id, kind) where ended_at is null;
create index alerts_of_site on alerts (site_id, began_at desc);

-- When limits were last compared, by whichever relay came first: one does it for all, and if it dies, the next.
create table alert_rounds (
  only_row boolean primary key default true check (only_row),
  at timestamptz not null default now()
);
insert into alert_rounds default values;

-- Who was what from when on. A span ends where the operator's next one begins: so there is no hole and no overlap, and none
-- is left open by a relay that dies.
create table presence_spans (
  operator_id uuid not null references operators on delete cascade,
  began_at timestamptz not null,
  state text not null check (state in ('online', 'away', 'finishing', 'offline', 'gone')),
  primary key (operator_id, began_at)
);

-- When an inbox of theirs was last known to be open, written when it closes.
alter table operator_presence add column seen_at timestamptz;

-- Never before the one that it follows, however the clock was set: what would be negative has no length and is replaced.
create function begin_span(who uuid, moment timestamptz, now_is text) returns void
language sql volatile
as $$
  insert into presence_spans (operator_id, began_at, state)
  select who, greatest(moment, last.began_at), now_is
  from (select 1) one
  left join lateral (
    select s.began_at, s.state from presence_spans s where s.operator_id = who order by s.began_at desc limit 1
  ) last on true
  where last.state is distinct from now_is
  on conflict (operator_id, began_at) do update set state = excluded.state
$$;

-- When those who are gone were last there: the last beat of the node that had their inboxes, or when the last one closed.
create function last_seen(who uuid, closed_at timestamptz) returns timestamptz
language sql volatile
as $$
  select greatest(max(n.beat_at), closed_at)
  from operator_sockets s join nodes n on n.id = s.node_id where s.operator_id = who
$$;

-- Under the lock of the row that it is about, in the transaction that changes it, whatever changes it and on whichever
-- relay, those of the release before included: so every change is written, once and in order.
create function follow_presence() returns trigger
language plpgsql
as $$
begin
  if new.choice = 'offline' then
    -- Who has finished is offline from then on; who vanished and was finishing, too.
    perform begin_span(new.operator_id, clock_timestamp(), 'offline');
  elsif new.gone_since is not null then
    perform begin_span(
      new.operator_id, least(new.gone_since, coalesce(last_seen(new.operator_id, new.seen_at), new.gone_since)), 'gone');
  else
    perform begin_span(new.operator_id, clock_timestamp(), new.choice);
  end if;
  return null;
end
$$;
create trigger operator_presence_spans after insert or update of choice, gone_since on operator_presence
  for each row execute function follow_presence();

-- An inbox that a living relay closes was open until now; what goes with its node, the node's own trigger dates.
create function leave_with_socket() returns trigger
language plpgsql
as $$
begin
  update operator_presence p set seen_at = greatest(p.seen_at, clock_timestamp())
  from (
    select here.operator_id from operator_presence here
    where here.gone_since is null
      and here.operator_id in (select closed.operator_id from closed join nodes n on n.id = closed.node_id)
    order by here.operator_id for update
  ) present
  where p.operator_id = present.operator_id;
  return null;
end
$$;
create trigger operator_sockets_leave after delete on operator_sockets
  referencing old table as closed for each statement execute function leave_with_socket();

-- A relay that ends takes its row with it, and the inboxes: they were open until it was last heard.
create function leave_with_node() returns trigger
language plpgsql
as $$
begin
  update operator_presence p set seen_at = greatest(p.seen_at, old.beat_at)
  from (
    select here.operator_id from operator_presence here
    where here.gone_since is null
      and here.operator_id in (select s.operator_id from operator_sockets s where s.node_id = old.id)
    order by here.operator_id for update
  ) present
  where p.operator_id = present.operator_id;
  return old;
end
$$;
create trigger nodes_leave before delete on nodes for each row execute function leave_with_node();

-- Before an inbox opens of somebody whose absence nobody has noticed, because for a while there was no relay: it is
-- written now.
create function end_absence(who uuid, silent_secs double precision) returns void
language plpgsql
as $$
declare
  known operator_presence;
begin
  select * into known from operator_presence p where p.operator_id = who for update;
  if known.operator_id is null or known.gone_since is not null or known.choice = 'offline' or is_there(who, silent_secs) then
    return;
  end if;
  perform begin_span(who, coalesce(last_seen(who, known.seen_at), clock_timestamp()), 'gone');
  perform begin_span(who, clock_timestamp(), known.choice);
end
$$;

insert into presence_spans (operator_id, began_at, state)
select operator_id, coalesce(gone_since, changed_at),
  case when choice = 'offline' then 'offline' when gone_since is not null then 'gone' else choice end
from operator_presence;
