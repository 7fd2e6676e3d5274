/**
 * Every column of the database, and what becomes of it when a player is erased. A column that is not here fails
 * test/privacy-columns.test.ts, so that whoever adds one has to say.
 *
 * - `gone`: the row is deleted, or the column emptied.
 * - `shell`: it stays in a shell, under an id that leads back to nobody; of JSON, what shells.ts names.
 * - `ours`: says nothing about any player.
 */
export type Fate = 'gone' | 'shell' | 'ours';

type Table = Partial<Record<Fate, string>>;

/** Names apart by spaces. */
const OF_SITES: Record<string, Table> = {
  sites: {
    ours: 'id key name languages default_language topics origins settings created_at routing translation second_factor_for alerts retention',
  },
  site_changes: { ours: 'site_id section version at operator_id operator_name before after reverts' },
  identity_keys: { ours: 'kid site_id algorithm material created_at retired_at retires_at' },
  canned_replies: { ours: 'site_id id shortcut topic texts version updated_at' },
  teams: { ours: 'site_id id name version created_at' },
  team_members: { ours: 'site_id team_id operator_id' },
  alerts: { ours: 'site_id id kind limit_value worst began_at ended_at' },
  alert_rounds: { ours: 'only_row at' },
  api_keys: { ours: 'id site_id operator_id name token_hash scopes created_at expires_at used_at ended_at' },
  // Sealed, and by a name that a program gave.
  api_answers: { gone: 'answer', ours: 'key_id name request_hash status at' },
};

const OF_OPERATORS: Record<string, Table> = {
  operators: {
    ours: 'id email name password_hash disabled_at created_at languages topics capacity version',
  },
  memberships: { ours: 'operator_id site_id role alias' },
  administrators: { ours: 'operator_id' },
  operator_sessions: { ours: 'token_hash operator_id created_at expires_at id agent address seen_at' },
  operator_presence: { ours: 'operator_id choice changed_at missed gone_since given_at seen_at' },
  operator_sockets: { ours: 'id operator_id node_id' },
  presence_spans: { ours: 'operator_id began_at state' },
  admin_links: { ours: 'token_hash purpose operator_id expires_at spent_at' },
  invitations: {
    ours: 'id token_hash email name languages topics capacity invited_by created_at expires_at ended_at',
  },
  invitation_roles: { ours: 'invitation_id site_id role' },
  second_factors: { ours: 'operator_id secret confirmed_at last_step tries tries_since' },
  recovery_codes: { ours: 'operator_id code_hash' },
  sign_in_tickets: { ours: 'token_hash operator_id expires_at tries' },
};

const OF_PLAYERS: Record<string, Table> = {
  contacts: {
    gone: 'id site_id external_id name claims merged_into created_at blocked_until block_reason blocked_by page device seen_at',
  },
  player_holds: { gone: 'contact_id site_id reason held_by held_by_name held_at' },
  contact_notes: { gone: 'site_id id contact_id operator_id operator_name text created_at' },
  files: {
    gone: 'site_id id conversation_id author_kind author_id name type bytes width height stored_at sent_with bound_at created_at',
  },
  conversations: {
    gone: 'id contact_id page tags wanted_id left_by snoozed_until queued_at waiting_since parked front',
    shell:
      'site_id status topic language assignee_id assignee_name read_by_player read_by_operator last_seq last_message_seq resolved_at created_at updated_at assigned_at served_by language_chosen player_reads_original operator_reads_original priority team_id team_name rating delivered_to_player',
  },
  events: {
    gone: 'conversation_id client_id',
    shell: 'seq at type author_kind author_id author_name data private internal',
  },
  offers: { gone: 'conversation_id', shell: 'id operator_id offered_at expires_at outcome ended_at' },
  search_progress: { gone: 'conversation_id seq player' },
  search_texts: { gone: 'conversation_id seq layer site_id at folded grams' },
  translation_cache: {
    gone: 'site_id source target glossary_version source_hash text provider used_at',
  },
  jobs: { gone: 'task key asked run_at attempts held_until' },
  // That something was done stays; `about` whom does not.
  audit: { gone: 'about', shell: 'id at actor_kind actor_id site_id act' },
  erased_lately: { gone: 'conversation_id site_id contact_id erased_at' },
  erased_players: { ours: 'hash site_id erased_at' },
};

const FACT =
  'site_id measure seq piece at day hour operator_id topic language handled n ms business_ms bucket business_bucket known_at';
const FACTS = ['', '_asked', '_first', '_held', '_incoming', '_outgoing', '_resolution', '_resolved', '_response'];

const OF_NUMBERS: Record<string, Table> = {
  ...Object.fromEntries(
    [...FACTS, '_seldom', '_started', '_wait'].map((part) => [
      `report_facts${part}`,
      { gone: 'conversation_id', shell: FACT },
    ]),
  ),
  report_progress: { gone: 'conversation_id', shell: 'seq version' },
  report_cells: {
    ours: 'site_id slice start key measure handled n total buckets counts business_total business_buckets business_counts',
  },
  report_sums: {
    ours: 'site_id slice start key1 key2 measure handled total buckets business_total business_buckets',
  },
  report_load: { ours: 'site_id hour day operator_id held_ms busy_ms peak' },
  report_sites: { ours: 'site_id cover version' },
  report_stale: { ours: 'site_id grain start due' },
  report_unsummed: { ours: 'site_id grain start due' },
  report_walk: { ours: 'only_row place found complete looked_at' },
  translation_spend: { ours: 'site_id month characters' },
};

const OF_THE_INSTALLATION: Record<string, Table> = {
  installation: { ours: 'only_row restores created_at bus_key' },
  nodes: { ours: 'id started_at beat_at' },
  assets: { ours: 'path type body shipped_at' },
  migrations: { ours: 'name sha256 applied_at' },
  retention_clock: { ours: 'only_row trusted_at' },
};

/** By `table.column`. */
export const FATES: ReadonlyMap<string, Fate> = new Map(
  Object.entries({ ...OF_SITES, ...OF_OPERATORS, ...OF_PLAYERS, ...OF_NUMBERS, ...OF_THE_INSTALLATION }).flatMap(
    ([table, fates]) =>
      Object.entries(fates).flatMap(([fate, columns]) =>
        columns.split(' ').map((column) => [`${table}.${column}`, fate as Fate] as const),
      ),
  ),
);
