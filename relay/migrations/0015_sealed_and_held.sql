-- Second factors whose tries are counted once for all relays, and players whose data has to stay.

-- Wrong codes of one account; they outlive a restart.
alter table second_factors
  add column tries integer not null default 0,
  add column tries_since timestamptz not null default now();

-- Whose data may not go while a complaint or a court needs it. Of a player who signed in since, the row stays at the contact
-- that was held, and counts for all of theirs.
create table player_holds (
  -- Nothing that forgets to ask takes the contact away: the reference does not let it.
  contact_id uuid primary key references contacts,
  site_id uuid not null references sites on delete cascade,
  reason text not null,
  held_by uuid,
  held_by_name text not null,
  held_at timestamptz not null default now()
);
create index player_holds_site on player_holds (site_id, held_at desc);

-- For retention, which asks this of one contact at a time.
create function is_held(contact uuid) returns boolean
language sql stable
as $$
  select exists (
    select 1 from player_holds h join contacts k on k.id = h.contact_id where k.id = contact or k.merged_into = contact)
$$;
