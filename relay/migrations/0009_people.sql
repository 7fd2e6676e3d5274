-- People who run a site: invitations, second factors, sessions one by one, who has to have a second factor.

-- Raised with every change of a person, so that two who edit the same one notice.
alter table operators add column version integer not null default 1;

-- Roles that may not sign in to a site without a second factor.
alter table sites add column second_factor_for text[] not null default '{}';

alter table operator_sessions
  -- What a list of sessions calls it; the token is known to its browser alone.
  add column id uuid not null default gen_random_uuid(),
  add column agent text,
  add column address text,
  -- To the minute.
  add column seen_at timestamptz;
create unique index operator_sessions_id on operator_sessions (id);

create table second_factors (
  operator_id uuid primary key references operators on delete cascade,
  secret bytea not null,
  -- Null: a code has not proven yet that the secret arrived; it counts for nothing.
  confirmed_at timestamptz,
  -- The newest step of which a code was taken. An older one, or the same, is somebody who looked over a shoulder.
  last_step bigint not null default 0
);

create table recovery_codes (
  operator_id uuid not null references operators on delete cascade,
  code_hash bytea not null,
  primary key (operator_id, code_hash)
);

-- The password was right; the second step is still to come.
create table sign_in_tickets (
  token_hash bytea primary key,
  operator_id uuid not null references operators on delete cascade,
  expires_at timestamptz not null,
  -- Codes that may still be tried with it, on whichever relay.
  tries integer not null
);
create index sign_in_tickets_operator on sign_in_tickets (operator_id);

create table invitations (
  id uuid primary key,
  token_hash bytea not null unique,
  email text not null,
  name text not null,
  languages jsonb not null default '{}',
  topics text[],
  capacity integer not null check (capacity >= 0),
  invited_by uuid not null references operators on delete cascade,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  -- Accepted or withdrawn.
  ended_at timestamptz
);
create table invitation_roles (
  invitation_id uuid not null references invitations on delete cascade,
  site_id uuid not null references sites on delete cascade,
  role text not null check (role in ('operator', 'supervisor', 'admin')),
  primary key (invitation_id, site_id)
);
create index invitation_roles_site on invitation_roles (site_id);

-- One at a time changes who may what: whether a last administrator goes is decided on what is, not on what was.
create function lock_people() returns void
language sql volatile
as $$ select pg_advisory_xact_lock(hashtext('touchline people')) $$;

create index audit_of_site on audit (site_id, id desc);
