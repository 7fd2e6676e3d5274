-- What is kept, for how long, and how it is taken along or away.

-- As shared/privacy.ts says: `{conversationDays, visitorDays}`, null or missing keeps for ever.
alter table sites add column retention jsonb not null default '{}';

-- 'erased' is what the numbers need of a conversation whose words and player were taken away: see relay/privacy/shells.ts.
-- Not validated, because nothing has it yet and looking at every row would hold everybody off.
alter table conversations drop constraint conversations_status_check;
alter table conversations add constraint conversations_status_check
  check (status in ('new', 'waiting', 'open', 'resolved', 'erased')) not valid;
-- What there is to read, in the order of the list that goes back to the first day.
create index conversations_kept on conversations (site_id, created_at desc, id desc) where status <> 'erased';

-- Whom the shells of a site belong to: one contact, who is nobody.
create function nobody_of(site uuid) returns uuid
language sql immutable
as $$
  select md5('nobody' || site::text)::uuid
$$;

-- Whose conversation goes, and its files with it.
create index files_conversation on files (conversation_id);
create index contacts_email on contacts (site_id, lower(claims->>'email')) where claims ? 'email';

-- Players who were erased, so that no relay, and no browser that still has their token, brings them back. Whose they were
-- cannot be read here without the installation's key, and with it only by somebody who knows whom to look for.
create table erased_players (
  hash bytea primary key,
  site_id uuid not null references sites on delete cascade,
  erased_at timestamptz not null default clock_timestamp()
);
create index erased_players_newest on erased_players (erased_at);

create function erased_hash(contact uuid) returns bytea
language sql stable
as $$
  select sha256(bus_key || uuid_send(contact) || bus_key) from installation
$$;

-- Also where a relay of the release before writes: a player who was writing as they were erased has no row any more, and
-- gets none. The lock is the one that erasing holds; without it this look might be from before the erasure's commit, and the
-- row from after it.
create function refuse_erased_contact() returns trigger
language plpgsql
as $$
begin
  perform pg_advisory_xact_lock_shared(hashtextextended(new.id::text, 12));
  if exists (select 1 from erased_players where hash = erased_hash(new.id)) then
    return null;
  end if;
  return new;
end
$$;
create trigger contacts_erased before insert on contacts for each row execute function refuse_erased_contact();

-- What was erased a moment ago, for relays whose screens may still show it; swept after ten minutes.
create table erased_lately (
  conversation_id uuid primary key,
  site_id uuid not null references sites on delete cascade,
  -- Who has it open, where they stay; null where the player went too.
  contact_id uuid,
  erased_at timestamptz not null default clock_timestamp()
);

-- How far retention trusts the clock: no run believes that more than a day has passed since the last one.
create table retention_clock (
  only_row boolean primary key default true check (only_row),
  trusted_at timestamptz not null default now()
);
insert into retention_clock default values;
