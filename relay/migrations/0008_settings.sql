-- What a site can settle: who changed what, when, and how to take it back.

-- A row per change. The values in force are those of `sites`, which the relays read; of a section, its last row's `after`.
create table site_changes (
  site_id uuid not null references sites on delete cascade,
  -- As in shared/site-sections.ts.
  section text not null,
  -- From 1, without a hole; a section that nobody has changed has none.
  version integer not null,
  at timestamptz not null default now(),
  operator_id uuid,
  operator_name text not null,
  before jsonb not null,
  after jsonb not null,
  -- The version whose value it brought back.
  reverts integer,
  primary key (site_id, section, version)
);
create index site_changes_newest on site_changes (site_id, at desc, section, version);

-- From when on a key is refused. Not `retired_at`, which relays of the release before take for "not in use any more" whenever it is.
alter table identity_keys add column retires_at timestamptz;
