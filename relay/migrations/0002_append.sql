-- Appends a whole tick's commands, over all conversations, in one call.
--
-- items: [{i, c, k, by, es, ea, seen, changes, n, m, st, aid, aname, topic, lang, rp, ro, page}] in the order to be
--   kept; a key that is missing is null.
--   i index, c conversation, k client id, by author key, es/ea status and assignee that `decide` saw, seen newest seq
--   on the author's screen (null: does not matter), changes whether the state changes, n number of its happenings,
--   m which of them is its message (null: none), st … page the state after it.
-- happenings: [{i, o, type, kind, author, name, k, d}], o counting from 1 within its item.
--
-- Each item comes back as 'appended', 'repeat' (same client id, same author: the first one's seq), 'conflict' (same
-- client id, another author), 'behind' (somebody else's message is newer than `seen`), 'stale' (the state is no
-- longer what `decide` saw: decide again) or 'missing' (no such conversation). Those that fail hinder no other.
--
-- The lock is its own statement, so that the ones after it see what the previous holder committed.
--
-- What it costs must not depend on how many events there are. Its plan is made once per connection, perhaps when the
-- tables are still empty and reading them whole looks cheap: hence no sequential scans, `= any(ids)`, and
-- `lateral … limit 1`, which can become nothing but one look into an index per item.
create function append_events(items json, happenings json)
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
      st text, aid uuid, aname text, topic text, lang text, rp integer, ro integer, page jsonb)
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
    insert into events (conversation_id, seq, at, type, author_kind, author_id, author_name, client_id, data)
    select placed.c, placed.base + h.o, moment, h.type, h.kind, h.author, h.name, h.k, h.d
    from json_to_recordset(happenings) as h(i integer, o integer, type text, kind text, author uuid, name text, k uuid, d jsonb)
    join placed on placed.i = h.i
    where placed.verdict = 'appended'
  ), folded as (
    update conversations conv set
      last_seq = moved.top,
      status = moved.st,
      assignee_id = moved.aid,
      assignee_name = moved.aname,
      topic = moved.topic,
      language = moved.lang,
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
