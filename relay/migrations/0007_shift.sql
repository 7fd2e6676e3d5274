-- The shift: what operators settle about a conversation, files, what is known of a player, teams.

alter table conversations
  -- What operators settle, which players never see. Changed by the append alone, all at once (`x`).
  add column tags text[] not null default '{}',
  -- 0 low, 1 normal, 2 high, 3 urgent.
  add column priority smallint not null default 1,
  -- Parked until then, or, with infinity, until the player writes. Null: not snoozed.
  add column snoozed_until timestamptz,
  -- Whose it is to answer: only members of this team are given it. Its name as it was when it was sent there.
  add column team_id uuid,
  add column team_name text,
  -- {solved, speed, courtesy, competence, comment, at}; `at` in ms, of the first one: it may be changed for a day.
  add column rating jsonb,
  -- Messages of operators up to this seq have reached a device of the player's. No event: it follows the line, not the log.
  add column delivered_to_player integer not null default 0;
-- Notes between operators. Neither in `data` nor in `private`, because relays of the release before send players the one and
-- merge the other into events of kinds that they do not know.
alter table events add column internal jsonb;
create index conversations_snoozed on conversations (snoozed_until) where snoozed_until is not null;
create index conversations_team on conversations (site_id, team_id) where team_id is not null and status in ('waiting', 'open');
-- Not only of those with events: a column that every message changes must be in no index, nor in the condition of one (HOT).
create index conversations_all on conversations (site_id, created_at desc, id desc);

-- People to whom a conversation can be sent together: the second line, payments, one language.
create table teams (
  site_id uuid not null references sites on delete cascade,
  id uuid not null,
  name text not null,
  -- Raised with every change of it, or of its members.
  version integer not null default 1,
  created_at timestamptz not null default now(),
  primary key (site_id, id)
);
create unique index teams_name on teams (site_id, lower(name));
create table team_members (
  site_id uuid not null,
  team_id uuid not null,
  operator_id uuid not null references operators on delete cascade,
  primary key (site_id, team_id, operator_id),
  foreign key (site_id, team_id) references teams on delete cascade
);

-- What was sent besides text. The bytes are in the file store, under a name made of the id.
create table files (
  site_id uuid not null references sites on delete cascade,
  id uuid not null,
  conversation_id uuid not null references conversations on delete cascade,
  -- Who sends it: 'player', or 'operator' and their id.
  author_kind text not null check (author_kind in ('player', 'operator')),
  author_id uuid,
  -- As its sender calls it: shown, never used as a path.
  name text not null,
  -- As it was found to be by its content.
  type text not null,
  bytes integer not null,
  width integer,
  height integer,
  -- Null until all of it has arrived and was found good.
  stored_at timestamptz,
  -- The client id of the message that it came with; what nobody sent is swept after a day.
  sent_with uuid,
  bound_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (site_id, id)
);
create index files_unsent on files (created_at) where sent_with is null;
create index files_bound on files (bound_at) where bound_at is not null;

alter table contacts
  -- Until when they may not write; infinity: until somebody lifts it.
  add column blocked_until timestamptz,
  add column block_reason text,
  add column blocked_by uuid references operators,
  -- Of the last visit: {url, title}, {browser, system, kind}, and when it was.
  add column page jsonb,
  add column device jsonb,
  add column seen_at timestamptz;

-- What operators write down about a player, apart from any conversation. Within one site, as everything about players.
create table contact_notes (
  site_id uuid not null references sites on delete cascade,
  id uuid not null,
  contact_id uuid not null references contacts on delete cascade,
  operator_id uuid not null references operators,
  operator_name text not null,
  text text not null,
  created_at timestamptz not null default now(),
  primary key (site_id, id)
);
create index contact_notes_contact on contact_notes (contact_id, created_at desc);

-- The append of 0005 with what operators settle. Keys that are new, and missing from relays of the release before: of a
-- happening n, what of it is for `internal`; of an item
--   x what holds afterwards of {tags, pr, sn, tm, tn, rt}, all of them; xs the seq of the log that it was decided on: with
--   another one by now the item is 'stale'; pk false, that it is parked no more. Such an item is the first of its conversation in a batch. A rating given
--   for the first time has no `at`: that is the moment of the append.
-- A reply is also 'behind' where somebody else has resolved the conversation since `seen`: it would open it again unasked.
-- What was decided on a stale item is stale as well: it counts on an event that is not written.
create or replace function append_events(items json, happenings json)
-- `at` is in ms since 1970.
returns table (item integer, outcome text, seq integer, at double precision)
language plpgsql
set enable_seqscan = off
as $$
declare
  moment timestamptz;
  ids uuid[] := array(select distinct x.c from json_to_recordset(items) as x(c uuid));
begin
  perform 1 from conversations where id = any(ids) order by id for update;

  moment := date_trunc('milliseconds', clock_timestamp());

  return query
  with judged as materialized (
    select asked.*, conv.last_seq, conv.id is null as missing,
      prior.seq as prior_seq, prior.at as prior_at, prior.by = asked.by as own,
      first_value(asked.es) over of_conversation = conv.status
        and first_value(asked.ea) over of_conversation is not distinct from conv.assignee_id
        and not (asked.nl is not null and asked.lc is not true and conv.language_chosen)
        and (asked.xs is null or asked.xs = conv.last_seq) as fresh,
      case when asked.pk is not null then asked.pk
        when asked.changes or (asked.by = 'player' and asked.m is not null) then false end as parking,
      case when asked.seen < conv.last_seq then exists (
        select 1 from events newer
        where newer.conversation_id = asked.c and newer.seq > asked.seen and newer.type in ('message', 'resolved')
          and newer.author_kind || coalesce(newer.author_id::text, '') <> asked.by)
        else false end as behind
    from json_to_recordset(items) as asked(
      i integer, c uuid, k uuid, by text, es text, ea uuid, seen integer, changes boolean, n integer, m integer,
      st text, aid uuid, aname text, topic text, lang text, rp integer, ro integer, page jsonb,
      pk boolean, fr boolean, w uuid, lb uuid, tt text, nl text, lc boolean, po boolean, oo boolean, tj boolean, x jsonb, xs integer)
    left join lateral (
      select c.id, c.last_seq, c.status, c.assignee_id, c.language_chosen from conversations c where c.id = asked.c limit 1
    ) conv on true
    left join lateral (
      select prior.seq, prior.at, prior.author_kind || coalesce(prior.author_id::text, '') as by
      from events prior where prior.conversation_id = asked.c and prior.client_id = asked.k limit 1
    ) prior on true
    window of_conversation as (partition by asked.c order by asked.i)
  ), placed as materialized (
    select settled.*,
      last_seq + (sum(n) filter (where verdict = 'appended') over (partition by c order by i))::integer - n as base
    from (
      select judged.*,
        case
          when missing then 'missing'
          when prior_seq is not null then case when own then 'repeat' else 'conflict' end
          when not bool_and(fresh) over (partition by c order by i) or bool_or(changes and (prior_seq is not null or behind)) over (
            partition by c order by i rows between unbounded preceding and 1 preceding) then 'stale'
          when behind then 'behind'
          else 'appended'
        end as verdict
      from judged
    ) settled
  ), written as (
    insert into events (conversation_id, seq, at, type, author_kind, author_id, author_name, client_id, data, private, internal)
    select placed.c, placed.base + h.o, moment, h.type, h.kind, h.author, h.name, h.k, h.d, h.p, h.n
    from json_to_recordset(happenings) as h(i integer, o integer, type text, kind text, author uuid, name text, k uuid, d jsonb, p jsonb, n jsonb)
    join placed on placed.i = h.i
    where placed.verdict = 'appended'
  ), asked_for as (
    insert into jobs (task, key)
    select distinct 'translate', placed.c::text from placed where placed.verdict = 'appended' and placed.tj
    on conflict (task, key) do update set asked = jobs.asked + 1, attempts = 0, run_at = least(jobs.run_at, excluded.run_at)
  ), folded as (
    update conversations conv set
      last_seq = moved.top,
      status = moved.st,
      assignee_id = moved.aid,
      assignee_name = moved.aname,
      topic = case when conv.status = 'new' then moved.topic else coalesce(moved.new_topic, conv.topic) end,
      language = case when conv.status = 'new' then moved.lang else coalesce(moved.new_language, conv.language) end,
      language_chosen = conv.language_chosen or moved.chosen,
      player_reads_original = coalesce(moved.player_original, conv.player_reads_original),
      operator_reads_original = coalesce(moved.operator_original, conv.operator_reads_original),
      -- By what was done last: let go of and taken again by the same operator within a batch, it is parked no more.
      parked = coalesce(moved.parking, conv.parked),
      -- As long as it is parked, and no longer. What settles is the first of a batch, so nobody has put it aside after that.
      snoozed_until = case
        when moved.unparks then null
        when moved.settled is not null then
          case when moved.settled->>'sn' = 'reply' then 'infinity'::timestamptz
            else to_timestamp((moved.settled->>'sn')::double precision / 1000) end
        else conv.snoozed_until end,
      tags = case when moved.settled is null then conv.tags
        else array(select jsonb_array_elements_text(moved.settled->'tags')) end,
      priority = coalesce((moved.settled->>'pr')::smallint, conv.priority),
      team_id = case when moved.settled is null then conv.team_id else (moved.settled->>'tm')::uuid end,
      team_name = case when moved.settled is null then conv.team_name else moved.settled->>'tn' end,
      rating = case when moved.settled is null then conv.rating
        when moved.settled->'rt'->>'at' is null and moved.settled->'rt' <> 'null'
          then moved.settled->'rt' || jsonb_build_object('at', (extract(epoch from moment) * 1000)::bigint)
        else nullif(moved.settled->'rt', 'null') end,
      queued_at = case
        when moved.st <> 'waiting' then null
        when conv.status = 'waiting' then coalesce(conv.queued_at, moment)
        else moment end,
      front = moved.st = 'waiting' and (moved.fronts or (conv.status = 'waiting' and conv.front)),
      wanted_id = case
        when moved.st <> 'waiting' then null
        when moved.fronts then moved.wanted
        else conv.wanted_id end,
      left_by = case
        when moved.st <> 'waiting' then null
        when moved.fronts then moved.leaver
        else conv.left_by end,
      assigned_at = case
        when moved.st = 'open' and (conv.status <> 'open' or moved.aid is distinct from conv.assignee_id) then moment
        else conv.assigned_at end,
      served_by = coalesce(moved.aid, conv.served_by),
      read_by_player = greatest(conv.read_by_player, moved.rp),
      read_by_operator = greatest(conv.read_by_operator, moved.ro),
      last_message_seq = coalesce(moved.message_seq, conv.last_message_seq),
      waiting_since = case
        when moved.st = 'resolved' then null
        when moved.asked_seq = moved.message_seq
          then case when moved.answered_seq is null then coalesce(conv.waiting_since, moment) else moment end
        when moved.answered_seq is not null then null
        else conv.waiting_since end,
      resolved_at = case when moved.st <> 'resolved' then null else coalesce(conv.resolved_at, moment) end,
      page = coalesce(moved.page, conv.page),
      updated_at = moment
    from (
      select c, st, aid, aname, topic, lang, rp, ro, page, base + n as top,
        lead(i) over of_conversation is null as last,
        (array_agg(parking) filter (where parking is not null) over of_conversation)[(count(parking) over of_conversation)::integer] as parking,
        coalesce(bool_or(not parking) over of_conversation, false) as unparks,
        coalesce(bool_or(fr) over of_conversation, false) as fronts,
        (array_agg(w) filter (where fr) over of_conversation)[(count(*) filter (where fr) over of_conversation)::integer] as wanted,
        (array_agg(lb) filter (where fr) over of_conversation)[(count(*) filter (where fr) over of_conversation)::integer] as leaver,
        (array_agg(tt) filter (where tt is not null) over of_conversation)[(count(tt) over of_conversation)::integer] as new_topic,
        (array_agg(nl) filter (where nl is not null) over of_conversation)[(count(nl) over of_conversation)::integer] as new_language,
        coalesce(bool_or(lc) over of_conversation, false) as chosen,
        (array_agg(po) filter (where po is not null) over of_conversation)[(count(po) over of_conversation)::integer] as player_original,
        (array_agg(oo) filter (where oo is not null) over of_conversation)[(count(oo) over of_conversation)::integer] as operator_original,
        (array_agg(x) filter (where x is not null) over of_conversation)[(count(x) over of_conversation)::integer] as settled,
        max(base + m) over of_conversation as message_seq,
        max(base + m) filter (where by = 'player') over of_conversation as asked_seq,
        max(base + m) filter (where by like 'operator%') over of_conversation as answered_seq
      from placed where verdict = 'appended'
      window of_conversation as (partition by c order by i)
    ) moved
    where conv.id = moved.c and moved.last
  )
  select placed.i, placed.verdict,
    case when placed.verdict = 'appended' then placed.base + placed.n else placed.prior_seq end,
    extract(epoch from case when placed.verdict = 'appended' then moment else placed.prior_at end)::double precision * 1000
  from placed
  order by placed.i;
end
$$;

-- As players of that site read the name of an operator; null: the name itself.
alter table memberships add column alias text;

-- Members of a team who answer on its site. None of no team, nor of one that was deleted.
create function team_on_site(site uuid, team uuid) returns setof uuid
language sql volatile
as $$
  select t.operator_id from team_members t
  join memberships m on m.operator_id = t.operator_id and m.site_id = t.site_id
  join operators o on o.id = t.operator_id and o.disabled_at is null
  where t.site_id = site and t.team_id = team
$$;

-- The giving of 0004, where what was sent to a team is its members' alone, as long as it has any. To anybody else it is as
-- one of another site: 'away', at which relays of the release before, which know no teams, leave it alone.
create or replace function give_conversations(
  pairs json, accept_secs double precision, silent_secs double precision, items json, happenings json
)
-- `at` is in ms since 1970; of an offer it is when it ends.
returns table (pair integer, outcome text, seq integer, at double precision)
language plpgsql
set enable_seqscan = off
as $$
declare
  moment timestamptz;
  verdicts json;
  given integer[];
begin
  perform 1 from operator_presence p
  where p.operator_id in (select x.who from json_to_recordset(pairs) as x(who uuid))
  order by p.operator_id for update;
  perform 1 from conversations c
  where c.id in (select x.what from json_to_recordset(pairs) as x(what uuid))
  order by c.id for update;

  -- Statements of their own, so that they see what the previous holders of the locks committed.
  moment := clock_timestamp();
  select json_agg(json_build_object('i', judged.i, 'who', judged.who, 'what', judged.what, 'offer', judged.offer, 'verdict',
    case
      when not judged.is_there then 'away'
      when not judged.waits then 'gone'
      when judged.nth > judged.free then 'full'
      else 'given'
    end)) into verdicts
  from (
    select asked.*, operator.is_there and member.is_of_site as is_there, operator.free, member.waits,
      row_number() over (partition by asked.who, member.waits and member.is_of_site order by asked.i) as nth
    from json_to_recordset(pairs) as asked(i integer, who uuid, what uuid, offer uuid)
    join (
      select p.operator_id, p.choice = 'online' and o.disabled_at is null and is_there(p.operator_id, silent_secs) as is_there,
        least(o.capacity - load_of(p.operator_id), case when accept_secs is not null then 1 - (
          select count(*) from offers standing where standing.operator_id = p.operator_id and standing.outcome is null
        ) end) as free
      from operator_presence p join operators o on o.id = p.operator_id
      where p.operator_id in (select x.who from json_to_recordset(pairs) as x(who uuid))
    ) operator on operator.operator_id = asked.who
    join lateral (
      select exists (select 1 from memberships m where m.site_id = c.site_id and m.operator_id = asked.who)
          and (asked.who in (select team_on_site(c.site_id, c.team_id))
            or not exists (select 1 from team_on_site(c.site_id, c.team_id))) as is_of_site,
        c.status = 'waiting'
          and not exists (select 1 from offers o where o.conversation_id = c.id and o.outcome is null) as waits
      from conversations c where c.id = asked.what
    ) member on true
  ) judged;
  given := array(
    select v.i from json_to_recordset(verdicts) as v(i integer, verdict text) where v.verdict = 'given' order by v.i);

  update operator_presence p set given_at = moment
  from json_to_recordset(verdicts) as v(who uuid, verdict text)
  where p.operator_id = v.who and v.verdict = 'given';

  if accept_secs is not null then
    insert into offers (id, conversation_id, operator_id, offered_at, expires_at)
    select v.offer, v.what, v.who, moment, moment + make_interval(secs => accept_secs)
    from json_to_recordset(verdicts) as v(who uuid, what uuid, offer uuid, verdict text) where v.verdict = 'given';
    return query
    select v.i, v.verdict, null::integer,
      extract(epoch from moment + make_interval(secs => accept_secs))::double precision * 1000
    from json_to_recordset(verdicts) as v(i integer, verdict text) order by v.i;
    return;
  end if;

  return query
  select v.i, case when v.verdict = 'given' and a.outcome <> 'appended' then 'gone' else v.verdict end, a.seq, a.at
  from json_to_recordset(verdicts) as v(i integer, verdict text)
  left join append_events(
    (select coalesce(json_agg(x.value), '[]') from json_array_elements(items) x where (x.value->>'i')::integer = any(given)),
    (select coalesce(json_agg(x.value), '[]') from json_array_elements(happenings) x where (x.value->>'i')::integer = any(given))
  ) a on a.item = v.i
  order by v.i;
end
$$;

-- What lists are narrowed to. What is rare is found by these and sorted, what is common by the order of its list; either way
-- that is some hundred rows, and not all that a site ever had. None holds a column that every message changes (HOT).
create index conversations_language on conversations (site_id, split_part(language, '-', 1));
create index conversations_topic on conversations (site_id, topic);
create index conversations_priority on conversations (site_id, priority) where priority <> 1;
create index conversations_tags on conversations using gin (tags) where tags <> '{}';
-- As relay/conversations/desk-views.ts says it.
create index conversations_low on conversations (site_id) where (rating->>'solved')::boolean is false
  or least((rating->>'speed')::int, (rating->>'courtesy')::int, (rating->>'competence')::int) <= 2;
