-- Programs: keys that act for the person who made them, on one site, within scopes, until a day.

create table api_keys (
  id uuid primary key,
  site_id uuid not null references sites on delete cascade,
  -- Who made it: it may never do more than they, and nothing once they may not.
  operator_id uuid not null references operators on delete cascade,
  name text not null,
  token_hash bytea not null unique,
  -- As in shared/api.ts.
  scopes text[] not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  -- To the minute.
  used_at timestamptz,
  ended_at timestamptz
);
create index api_keys_site on api_keys (site_id);

-- What a request that may be repeated was answered, for a day.
create table api_answers (
  key_id uuid not null references api_keys on delete cascade,
  -- The client's `Idempotency-Key`.
  name text not null,
  -- Of method, address and body: under one name there is one request.
  request_hash bytea not null,
  -- Null while it is being done.
  status integer,
  -- Sealed with what only the client has, because an answer may hold a new secret.
  answer bytea,
  at timestamptz not null default now(),
  primary key (key_id, name)
);
create index api_answers_at on api_answers (at);
