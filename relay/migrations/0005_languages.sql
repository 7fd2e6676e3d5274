-- Every player in their own language: what is spoken, who reads what, and the work that follows from the log.

alter table conversations
  -- Somebody chose the language: no guess changes it.
  add column language_chosen boolean not null default false,
  -- This side wants no translations.
  add column player_reads_original boolean not null default false,
  add column operator_reads_original boolean not null default false;

-- `{accepted: [{provider, at, by}], monthlyCharacters, glossary, glossaryVersion}`; see shared/translation-rules.ts.
alter table sites add column translation jsonb not null default '{}';

-- Work that has to be done because something was committed, put in by the same transaction. A job is asked for once
-- per key, however often: `asked` counts, so that what is asked for while it is being done is done again.
create table jobs (
  task text not null,
  key text not null,
  asked integer not null default 1,
  run_at timestamptz not null default now(),
  -- Failures in a row.
  attempts integer not null default 0,
  -- Whoever took it has until then; after that it is anybody's.
  held_until timestamptz,
  primary key (task, key)
);
create index jobs_due on jobs (task, run_at);

-- What providers answered, so that nothing is paid for twice. `source_hash`: SHA-256 of the text as it was sent.
create table translation_cache (
  site_id uuid not null references sites on delete cascade,
  source text not null,
  target text not null,
  glossary_version integer not null,
  source_hash bytea not null,
  text text not null,
  provider text not null,
  used_at timestamptz not null default now(),
  primary key (site_id, source, target, glossary_version, source_hash)
);
create index translation_cache_used on translation_cache (used_at);

-- Characters sent out, by the month of the site's budget.
create table translation_spend (
  site_id uuid not null references sites on delete cascade,
  month date not null,
  characters bigint not null default 0,
  primary key (site_id, month)
);

-- The append of 0004 with languages and jobs. Item keys that are new, and missing from relays of the releases before:
--   nl the player's language from here on, lc somebody chose it, po/oo the player's, the operators' side reads originals,
--   tj it is to be looked at by the translators. A guess about a language that somebody has chosen meanwhile is 'stale'.
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
        and not (asked.nl is not null and asked.lc is not true and conv.language_chosen) as fresh,
      case when asked.seen < conv.last_seq then exists (
        select 1 from events newer
        where newer.conversation_id = asked.c and newer.seq > asked.seen and newer.type = 'message'
          and newer.author_kind || coalesce(newer.author_id::text, '') <> asked.by)
        else false end as behind
    from json_to_recordset(items) as asked(
      i integer, c uuid, k uuid, by text, es text, ea uuid, seen integer, changes boolean, n integer, m integer,
      st text, aid uuid, aname text, topic text, lang text, rp integer, ro integer, page jsonb,
      pk boolean, fr boolean, w uuid, lb uuid, tt text, nl text, lc boolean, po boolean, oo boolean, tj boolean)
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
        (array_agg(nl) filter (where nl is not null) over of_conversation)[(count(nl) over of_conversation)::integer] as new_language,
        coalesce(bool_or(lc) over of_conversation, false) as chosen,
        (array_agg(po) filter (where po is not null) over of_conversation)[(count(po) over of_conversation)::integer] as player_original,
        (array_agg(oo) filter (where oo is not null) over of_conversation)[(count(oo) over of_conversation)::integer] as operator_original,
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
