-- Appends a whole tick's commands, over all conversations, in one call.
--
-- items: [{i, c, k, by, es, ea, seen, changes, n, st, aid, aname, topic, lang, rp, ro, page}] in the order to be kept.
--   i index, c conversation, k client id, by author key, es/ea status and assignee that `decide` saw, seen newest seq
--   on the author's screen (null: does not matter), changes whether the state changes, n number of its happenings,
--   st … page the state after it.
-- happenings: [{i, o, type, kind, author, name, k, d}], o counting from 1 within its item.
--
-- Each item comes back as 'appended', 'repeat' (same client id, same author: the first one's seq), 'conflict' (same
-- client id, another author), 'behind' (somebody else's message is newer than `seen`), 'stale' (the state is no
-- longer what `decide` saw: decide again) or 'missing' (no such conversation). Those that fail hinder no other.
--
-- The lock is its own statement, so that the ones after it see what the previous holder committed.
create function append_events(items json, happenings json)
returns table (item integer, outcome text, seq integer, at timestamptz)
language plpgsql as $$
declare
  moment timestamptz;
begin
  perform 1 from conversations
  where id in (select x.c from json_to_recordset(items) as x(c uuid))
  order by id for update;

  moment := date_trunc('milliseconds', clock_timestamp());

  return query
  with asked as materialized (
    select * from json_to_recordset(items) as x(
      i integer, c uuid, k uuid, by text, es text, ea uuid, seen integer, changes boolean, n integer,
      st text, aid uuid, aname text, topic text, lang text, rp integer, ro integer, page jsonb)
  ), judged as materialized (
    select asked.*, conv.last_seq, conv.id is null as missing,
      prior.seq as prior_seq, prior.at as prior_at,
      prior.author_kind || coalesce(prior.author_id::text, '') = asked.by as own,
      first_value(asked.es) over (partition by asked.c order by asked.i) = conv.status
        and first_value(asked.ea) over (partition by asked.c order by asked.i) is not distinct from conv.assignee_id as fresh,
      asked.seen is not null and exists (
        select 1 from events newer
        where newer.conversation_id = asked.c and newer.seq > asked.seen and newer.type = 'message'
          and newer.author_kind || coalesce(newer.author_id::text, '') <> asked.by) as behind
    from asked
    left join conversations conv on conv.id = asked.c
    left join events prior on prior.conversation_id = asked.c and prior.client_id = asked.k
  ), chained as (
    select judged.*,
      coalesce(bool_or(changes and (prior_seq is not null or behind))
        over (partition by c order by i rows between unbounded preceding and 1 preceding), false) as broken
    from judged
  ), settled as materialized (
    select chained.*,
      case
        when missing then 'missing'
        when prior_seq is not null then case when own then 'repeat' else 'conflict' end
        when not fresh or broken then 'stale'
        when behind then 'behind'
        else 'appended'
      end as verdict
    from chained
  ), accepted as materialized (
    select settled.*, last_seq + (sum(n) over (partition by c order by i))::integer - n as base
    from settled where verdict = 'appended'
  ), written as (
    insert into events (conversation_id, seq, at, type, author_kind, author_id, author_name, client_id, data)
    select accepted.c, accepted.base + h.o, moment, h.type, h.kind, h.author, h.name, h.k, h.d
    from json_to_recordset(happenings) as h(i integer, o integer, type text, kind text, author uuid, name text, k uuid, d jsonb)
    join accepted on accepted.i = h.i
    returning conversation_id, events.seq, type, author_kind
  ), spoken as (
    select conversation_id, max(written.seq) as message_seq,
      bool_or(author_kind = 'operator') as answered,
      (array_agg(author_kind order by written.seq desc))[1] = 'player' as asks
    from written where type = 'message' group by conversation_id
  ), moved as (
    select distinct on (c) accepted.*, base + n as top,
      bool_or(changes) over (partition by c) as state_changed
    from accepted order by c, i desc
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
      last_message_seq = coalesce(spoken.message_seq, conv.last_message_seq),
      waiting_since = case
        when moved.st = 'resolved' or (spoken.answered and not spoken.asks) then null
        when spoken.asks and spoken.answered then moment
        when spoken.asks then coalesce(conv.waiting_since, moment)
        else conv.waiting_since end,
      resolved_at = case when moved.st <> 'resolved' then null else coalesce(conv.resolved_at, moment) end,
      page = coalesce(moved.page, conv.page),
      updated_at = moment
    from moved left join spoken on spoken.conversation_id = moved.c
    where conv.id = moved.c
  )
  select settled.i, settled.verdict,
    case when settled.verdict = 'appended' then accepted.base + accepted.n else settled.prior_seq end,
    case when settled.verdict = 'appended' then moment else settled.prior_at end
  from settled left join accepted on accepted.i = settled.i
  order by settled.i;
end
$$;
