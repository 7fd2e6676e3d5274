-- Search over what was written, in every language it was read in, and texts that operators keep ready.

-- How far search has read each conversation; relays fill it behind the log. See relay/search/indexer.ts.
create table search_progress (
  conversation_id uuid primary key references conversations on delete cascade,
  -- Newest seq of the log that was read.
  seq integer not null default 0,
  -- The player's name and id as they were read; null before.
  player text
);

-- One row per text that can be found. It refers to the progress and not to the conversation, because checking that would
-- lock the conversation against those who append to it.
create table search_texts (
  conversation_id uuid not null references search_progress on delete cascade,
  -- Of the message; 0 for what is known of the player.
  seq integer not null,
  -- What the text is: the message, its translation for a side, or who the player is. The last by the alphabet is shown
  -- where several are found: what was really written.
  layer text not null check (layer in ('original', 'for-player', 'for-operator', 'contact')),
  site_id uuid not null,
  -- When the message was written, or the conversation began.
  at timestamptz not null,
  -- As shared/fold.ts folds it.
  folded text not null,
  -- Hashes of three letters in a row; see relay/search/words.ts. Our own and not pg_trgm's: that is not everywhere, and
  -- where a database has the locale C it knows no letters but English ones.
  grams integer[] not null,
  primary key (conversation_id, seq, layer)
);
create index search_texts_newest on search_texts (site_id, at, conversation_id, seq, layer);
-- New entries are gathered before they are sorted in; a question reads what is gathered, which is why it may not be much.
create index search_texts_grams on search_texts using gin (grams) with (gin_pending_list_limit = 512);

-- What operators say often, in the words of a person for each language.
create table canned_replies (
  site_id uuid not null references sites on delete cascade,
  id uuid not null,
  -- Typed after `/` to find it.
  shortcut text not null,
  topic text,
  -- {language: text}
  texts jsonb not null,
  -- Raised with every change, so that two editors do not undo each other's.
  version integer not null default 1,
  updated_at timestamptz not null default now(),
  primary key (site_id, id),
  unique (site_id, shortcut)
);
