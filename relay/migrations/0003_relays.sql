-- Several relays at one database.

-- The key that news between relays is signed with: 244 random bits. Who can read it can read everything anyway.
alter table installation add column bus_key bytea not null
  default uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid());

-- A relay's heartbeat. What a silent node had is judged gone by Postgres's clock, never by another node's.
create table nodes (
  id uuid primary key,
  started_at timestamptz not null default now(),
  beat_at timestamptz not null default now()
);

-- The hashed files of the front ends, of this release and earlier ones: whichever relay a page asks, it gets its own.
create table assets (
  -- As in the address: `assets/panel-3fK9aQ2x.js`, `inbox/assets/main-….css`.
  path text primary key,
  type text not null,
  body bytea not null,
  -- Renewed by every relay that starts with the file among its own; what nobody ships any more goes after a while.
  shipped_at timestamptz not null default now()
);
