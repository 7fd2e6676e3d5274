-- Numbers, kept beside the log and made of it alone: whatever stands here can be made again. See relay/reports/.

create type report_measure as enum (
  'started', 'reopened', 'resumed', 'resolved', 'spam', 'incoming', 'outgoing', 'transfers',
  'first-response', 'response', 'resolution', 'wait', 'asked', 'abandoned',
  'first-contact', 'solved', 'speed', 'courtesy', 'competence', 'held');

-- Of which days and hours a site's facts are. One that has none here is UTC without hours.
create table report_sites (
  site_id uuid primary key references sites on delete cascade,
  -- As `routing.cover` was when it was last looked at.
  cover jsonb,
  -- Raised when it changes: what was read under another one is read again.
  version integer not null default 1
);

-- How far reports have read each conversation. No reference: it would lock the conversation against those who append.
create table report_progress (
  conversation_id uuid primary key,
  -- Newest seq of the log that was read.
  seq integer not null,
  -- Of the site's days and hours.
  version integer not null
);

-- A walk over all conversations that never ends, shared by all relays: who takes a step moves the place first.
create table report_walk (
  only_row boolean primary key default true check (only_row),
  place uuid not null default '00000000-0000-0000-0000-000000000000',
  -- In this round, conversations that had long been behind. After a round without any, everything has been read.
  found integer not null default 0,
  complete boolean not null default false,
  -- When some relay last looked what is behind: one of them does, whichever comes first.
  looked_at timestamptz not null default '-infinity'
);
insert into report_walk default values;

-- What happened and how long it took, a row each; see relay/reports/facts.ts. They outlive the conversation: there is nothing of
-- a person in them. By measure, because a report is about one and reads many: each lies by itself.
create table report_facts (
  site_id uuid not null references sites on delete cascade,
  conversation_id uuid not null,
  measure report_measure not null,
  seq integer not null,
  piece smallint not null,
  at timestamptz not null,
  -- By the site's own clock.
  day date not null,
  hour smallint not null,
  operator_id uuid,
  topic text,
  language text not null,
  handled text not null,
  n integer not null,
  ms bigint,
  business_ms bigint,
  bucket smallint not null,
  business_bucket smallint,
  known_at timestamptz,
  primary key (conversation_id, measure, seq, piece)
) partition by list (measure);
create table report_facts_started partition of report_facts for values in ('started');
create table report_facts_resolved partition of report_facts for values in ('resolved');
create table report_facts_incoming partition of report_facts for values in ('incoming');
create table report_facts_outgoing partition of report_facts for values in ('outgoing');
create table report_facts_first partition of report_facts for values in ('first-response');
create table report_facts_response partition of report_facts for values in ('response');
create table report_facts_resolution partition of report_facts for values in ('resolution');
create table report_facts_wait partition of report_facts for values in ('wait');
create table report_facts_asked partition of report_facts for values in ('asked');
create table report_facts_held partition of report_facts for values in ('held');
create table report_facts_seldom partition of report_facts default;
create index report_facts_day on report_facts (site_id, day);
create index report_facts_operator on report_facts (operator_id, day) where operator_id is not null;

-- Facts added up: by day and by month all together, and by month by each of hour of week, operator, topic and language.
create table report_cells (
  site_id uuid not null references sites on delete cascade,
  slice text not null check (slice in ('day', 'month', 'hour', 'operator', 'topic', 'language')),
  -- The day, or the first of the month.
  start date not null,
  key text not null,
  measure report_measure not null,
  handled text not null,
  n bigint not null,
  total bigint not null,
  -- Which buckets, and how many in each; see relay/reports/buckets.ts.
  buckets smallint[] not null,
  counts integer[] not null,
  business_total bigint,
  business_buckets smallint[],
  business_counts integer[],
  primary key (slice, measure, site_id, start, key, handled)
);

-- How many conversations operators had at once, by hour, and in `hour` -1 by day.
create table report_load (
  site_id uuid not null references sites on delete cascade,
  hour smallint not null,
  day date not null,
  operator_id uuid not null,
  -- Added up over the conversations; while there was any; at most at once.
  held_ms bigint not null,
  busy_ms bigint not null,
  peak integer not null,
  primary key (hour, site_id, day, operator_id)
);

-- Days and months of which the sums are no longer those of the facts: they are read from the facts until they are added up again.
create table report_stale (
  site_id uuid not null references sites on delete cascade,
  grain text not null check (grain in ('day', 'month')),
  start date not null,
  due timestamptz not null,
  primary key (site_id, grain, start)
);
create index report_stale_due on report_stale (due);
