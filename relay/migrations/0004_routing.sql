-- Who answers what: skills and places of operators, their presence, offers, and the place of a conversation among the
-- waiting. What decides is relay/routing; what must hold whatever relays do at once is decided here, under locks.

alter table sites add column routing jsonb not null default '{}';

alter table operators
  -- `{"be": "native", "ru": "fluent"}`
  add column languages jsonb not null default '{}',
  -- Null: every topic.
  add column topics text[],
  -- How many conversations at a time.
  add column capacity integer not null default 4 check (capacity >= 0);

alter table conversations
  -- Open, but waits for its player: takes no place of its operator's.
  add column parked boolean not null default false,
  add column queued_at timestamptz,
  -- Goes before those who came earlier, because an operator had it already.
  add column front boolean not null default false,
  -- The operator whom it was sent to.
  add column wanted_id uuid references operators,
  add column assigned_at timestamptz,
  -- Who had it last; never cleared. Null where nobody had it since there is this column: see `assignee_id`.
  add column served_by uuid references operators,
  -- Who let go of it, by hand, while it waits again: it does not go straight back to them.
  add column left_by uuid references operators;
-- Of the living ones only: the table is locked meanwhile, and most of it is the past.
update conversations set queued_at = coalesce(waiting_since, updated_at) where status = 'waiting';
update conversations set assigned_at = updated_at, served_by = assignee_id where status = 'open';
create index conversations_held on conversations (assignee_id) where status = 'open';
create index conversations_assigned on conversations (site_id, assigned_at) where assigned_at is not null;

-- What of a happening is for operators only. Its own column, because relays of the release before send all of `data` to players.
alter table events add column private jsonb;

create table operator_presence (
  operator_id uuid primary key references operators on delete cascade,
  choice text not null default 'online' check (choice in ('online', 'away', 'finishing', 'offline')),
  changed_at timestamptz not null default now(),
  -- Offers let pass in a row.
  missed integer not null default 0,
  -- Since when no inbox of theirs is open; noticed by a sweep.
  gone_since timestamptz,
  -- When routing last gave them something.
  given_at timestamptz
);

create table operator_sockets (
  id uuid primary key,
  operator_id uuid not null references operators on delete cascade,
  -- A node that falls silent takes its sockets along.
  node_id uuid not null references nodes on delete cascade
);
create index operator_sockets_operator on operator_sockets (operator_id);
create index operator_sockets_node on operator_sockets (node_id);

create table offers (
  id uuid primary key,
  conversation_id uuid not null,
  operator_id uuid not null references operators on delete cascade,
  offered_at timestamptz not null,
  expires_at timestamptz not null,
  -- Null while it stands.
  outcome text check (outcome in ('accepted', 'declined', 'missed', 'withdrawn')),
  ended_at timestamptz
);
create unique index offers_standing on offers (conversation_id) where outcome is null;
create index offers_of_operator on offers (operator_id) where outcome is null;
create index offers_of_conversation on offers (conversation_id, offered_at);

-- Whether an inbox of this operator is open on a node that lives.
create function is_there(who uuid, silent_secs double precision) returns boolean
language sql volatile
as $$
  select exists (
    select 1 from operator_sockets s join nodes n on n.id = s.node_id
    where s.operator_id = who and n.beat_at > clock_timestamp() - make_interval(secs => silent_secs))
$$;

-- How many places are taken: open conversations and standing offers.
create function load_of(who uuid) returns integer
language sql volatile
as $$
  select count(*)::integer from (
    select c.id from conversations c where c.assignee_id = who and c.status = 'open' and not c.parked
    union
    select o.conversation_id from offers o where o.operator_id = who and o.outcome is null
  ) held
$$;

-- Gives waiting conversations to operators: pairs [{i, who, what, offer}], in the order of giving. As offers that stand
-- for `accept_secs`, or, without, by appending `items` and `happenings` (see append_events; `i` is the pair's).
-- Operators are locked before conversations, both in the order of their ids, always; and everything is looked at again
-- under the locks. So however many relays do this at once, and however late one wakes up that had decided long ago, a
-- conversation has one operator and no operator is given one place too many.
--
-- An operator has one offer at a time to think about, however many places.
--
-- A pair comes back as 'given', 'away' (the operator is not online, not there, or not of that site), 'full' (no place
-- left) or 'gone' (the conversation does not wait any more, or is on offer).
create function give_conversations(
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
      select exists (select 1 from memberships m where m.site_id = c.site_id and m.operator_id = asked.who) as is_of_site,
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

-- Takes an open conversation back from an operator who has been gone for `grace_secs`, by appending; 'back' when it
-- is not so (any more).
create function release_from_gone(
  who uuid, what uuid, grace_secs double precision, silent_secs double precision, items json, happenings json
)
returns table (outcome text, seq integer, at double precision)
language plpgsql
as $$
declare
  gone boolean;
begin
  select p.gone_since + make_interval(secs => grace_secs) <= clock_timestamp()
    and (p.choice = 'offline' or not is_there(who, silent_secs)) into gone
  from operator_presence p where p.operator_id = who for update;
  if gone is not true then
    return query select 'back', null::integer, null::double precision;
    return;
  end if;
  return query select a.outcome, a.seq, a.at from append_events(items, happenings) a;
end
$$;

-- Ends offers that nobody answered in time. Who lets two pass in a row is set away; those who are not there have let
-- nothing pass, nor those whose conversation was taken or ended meanwhile. One relay at a time, and operators are locked before
-- offers, in the order of their ids, as everywhere.
create function end_late_offers(silent_secs double precision)
returns table (conversation_id uuid, operator_id uuid, set_away boolean)
language plpgsql
set enable_seqscan = off
as $$
declare
  moment timestamptz;
begin
  perform pg_advisory_xact_lock(7086347);
  moment := clock_timestamp();
  perform 1 from operator_presence p
  where p.operator_id in (select o.operator_id from offers o where o.outcome is null and o.expires_at <= moment)
  order by p.operator_id for update;
  return query
  with late as (
    update offers o set ended_at = moment, outcome = case
      when c.status = 'waiting' then 'missed'
      when c.assignee_id = o.operator_id then 'accepted'
      else 'withdrawn' end
    from conversations c
    where c.id = o.conversation_id and o.outcome is null and o.expires_at <= moment
    returning o.conversation_id, o.operator_id, o.outcome
  ), missed as (
    select distinct late.operator_id from late where late.outcome = 'missed' and is_there(late.operator_id, silent_secs)
  ), judged as (
    update operator_presence p set
      missed = case when p.missed >= 1 then 0 else 1 end,
      choice = case when p.missed >= 1 and p.choice = 'online' then 'away' else p.choice end,
      changed_at = case when p.missed >= 1 and p.choice = 'online' then moment else p.changed_at end
    from missed where p.operator_id = missed.operator_id
    returning p.operator_id, p.missed = 0 as set_away
  )
  select late.conversation_id, late.operator_id, coalesce(judged.set_away, false)
  from late left join judged on judged.operator_id = late.operator_id;
end
$$;

-- The append of 0002 with a conversation's place among the waiting. Item keys that are new, and missing from relays of
-- the release before:
--   pk it is parked by this, fr it goes to the front by this, w the operator whom it is sent to, lb the operator who let go
--   of it, tt its new topic; and of a happening p, what of it is for operators only.
-- Topic and language are written only where they change: another relay's copy of them may be old.
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
        and first_value(asked.ea) over of_conversation is not distinct from conv.assignee_id as fresh,
      case when asked.seen < conv.last_seq then exists (
        select 1 from events newer
        where newer.conversation_id = asked.c and newer.seq > asked.seen and newer.type = 'message'
          and newer.author_kind || coalesce(newer.author_id::text, '') <> asked.by)
        else false end as behind
    from json_to_recordset(items) as asked(
      i integer, c uuid, k uuid, by text, es text, ea uuid, seen integer, changes boolean, n integer, m integer,
      st text, aid uuid, aname text, topic text, lang text, rp integer, ro integer, page jsonb,
      pk boolean, fr boolean, w uuid, lb uuid, tt text)
    left join lateral (
      select c.id, c.last_seq, c.status, c.assignee_id from conversations c where c.id = asked.c limit 1
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
          when not fresh or bool_or(changes and (prior_seq is not null or behind)) over (
            partition by c order by i rows between unbounded preceding and 1 preceding) then 'stale'
          when behind then 'behind'
          else 'appended'
        end as verdict
      from judged
    ) settled
  ), written as (
    insert into events (conversation_id, seq, at, type, author_kind, author_id, author_name, client_id, data, private)
    select placed.c, placed.base + h.o, moment, h.type, h.kind, h.author, h.name, h.k, h.d, h.p
    from json_to_recordset(happenings) as h(i integer, o integer, type text, kind text, author uuid, name text, k uuid, d jsonb, p jsonb)
    join placed on placed.i = h.i
    where placed.verdict = 'appended'
  ), folded as (
    update conversations conv set
      last_seq = moved.top,
      status = moved.st,
      assignee_id = moved.aid,
      assignee_name = moved.aname,
      topic = case when conv.status = 'new' then moved.topic else coalesce(moved.new_topic, conv.topic) end,
      language = case when conv.status = 'new' then moved.lang else conv.language end,
      parked = case
        when moved.asked_seq is not null or moved.st <> conv.status or moved.aid is distinct from conv.assignee_id then false
        when moved.parks then true
        else conv.parked end,
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
        coalesce(bool_or(pk) over of_conversation, false) as parks,
        coalesce(bool_or(fr) over of_conversation, false) as fronts,
        (array_agg(w) filter (where fr) over of_conversation)[(count(*) filter (where fr) over of_conversation)::integer] as wanted,
        (array_agg(lb) filter (where fr) over of_conversation)[(count(*) filter (where fr) over of_conversation)::integer] as leaver,
        (array_agg(tt) filter (where tt is not null) over of_conversation)[(count(tt) over of_conversation)::integer] as new_topic,
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
