-- Tenants, people, and the log. Every table that belongs to a site is read by site first.

create table installation (
  only_row boolean primary key default true check (only_row),
  -- Raised by a restore, so that every client's epoch changes and nobody merges two histories.
  restores integer not null default 0,
  created_at timestamptz not null default now()
);
insert into installation default values;

create table sites (
  id uuid primary key,
  key text not null unique,
  name text not null,
  languages text[] not null,
  default_language text not null,
  topics text[] not null,
  -- Exact origins or `https://*.brand.example`; none listed means none allowed.
  origins text[] not null,
  settings jsonb not null default '{}',
  created_at timestamptz not null default now()
);

create table identity_keys (
  kid text not null,
  site_id uuid not null references sites on delete cascade,
  -- Fixed per key: a token that names another algorithm is refused.
  algorithm text not null,
  -- A shared secret (HS256), or a public key in SPKI PEM.
  material text not null,
  created_at timestamptz not null default now(),
  retired_at timestamptz,
  primary key (site_id, kid)
);

create table contacts (
  id uuid primary key,
  site_id uuid not null references sites on delete cascade,
  -- `sub` of the site's signed identity; null for an anonymous player.
  external_id text,
  name text,
  claims jsonb not null default '{}',
  -- The signed player whom this anonymous one turned out to be. Its token is spent from then on.
  merged_into uuid references contacts,
  created_at timestamptz not null default now(),
  unique (site_id, external_id)
);

create table operators (
  id uuid primary key,
  email text not null unique,
  name text not null,
  password_hash text not null,
  disabled_at timestamptz,
  created_at timestamptz not null default now()
);

create table memberships (
  operator_id uuid not null references operators on delete cascade,
  site_id uuid not null references sites on delete cascade,
  role text not null check (role in ('operator', 'supervisor', 'admin')),
  primary key (operator_id, site_id)
);

-- An administrator of the whole installation may add sites before belonging to any.
create table administrators (
  operator_id uuid primary key references operators on delete cascade
);

create table operator_sessions (
  token_hash bytea primary key,
  operator_id uuid not null references operators on delete cascade,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index operator_sessions_operator on operator_sessions (operator_id);

create table admin_links (
  token_hash bytea primary key,
  purpose text not null check (purpose in ('first-run', 'password')),
  operator_id uuid references operators on delete cascade,
  expires_at timestamptz not null,
  spent_at timestamptz
);

create table audit (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  actor_kind text not null,
  actor_id uuid,
  site_id uuid,
  act text not null,
  about jsonb not null default '{}'
);

create table conversations (
  id uuid primary key,
  site_id uuid not null references sites on delete cascade,
  contact_id uuid not null references contacts,
  status text not null default 'new' check (status in ('new', 'waiting', 'open', 'resolved')),
  topic text,
  language text not null,
  assignee_id uuid references operators,
  assignee_name text,
  read_by_player integer not null default 0,
  read_by_operator integer not null default 0,
  last_seq integer not null default 0,
  last_message_seq integer,
  -- When the wait of an unanswered player began.
  waiting_since timestamptz,
  resolved_at timestamptz,
  page jsonb,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
) with (fillfactor = 70);
-- No index holds a column that every message changes, so that those updates stay within the page (HOT).
create index conversations_desk on conversations (site_id, status, assignee_id) where status in ('waiting', 'open');
create index conversations_resolved on conversations (site_id, resolved_at desc, id desc) where status = 'resolved';
create index conversations_contact on conversations (contact_id);

create table events (
  -- No foreign key: `append_events`, which alone writes here, holds the conversation's lock, and checking it again
  -- cost a tenth of every insert. Whoever deletes a conversation deletes its events first.
  conversation_id uuid not null,
  seq integer not null,
  at timestamptz not null,
  type text not null,
  author_kind text not null,
  author_id uuid,
  author_name text,
  -- Of the command that led to this event; on its last event.
  client_id uuid,
  data jsonb not null,
  primary key (conversation_id, seq)
);
create unique index events_client_id on events (conversation_id, client_id) where client_id is not null;
