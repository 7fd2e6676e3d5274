import type { Conversation, Enclosed, Event, Happening, Rating, Status } from '@touchline/shared/conversation.ts';
import { PRIORITIES } from '@touchline/shared/internal.ts';

/** The page a player wrote from, without its query. */
export type Page = { url: string; title: string };

/** Columns of `conversations` that hold the folded state. */
export type StateRow = {
  last_seq: number;
  status: Status;
  topic: string | null;
  language: string;
  assignee_id: string | null;
  assignee_name: string | null;
  parked: boolean;
  read_by_player: number;
  read_by_operator: number;
  language_chosen: boolean;
  player_reads_original: boolean;
  operator_reads_original: boolean;
  tags: string[];
  priority: number;
  /** Read as ms, so that "until the player writes" is one too: Infinity. */
  snoozed_until: number | null;
  team_id: string | null;
  team_name: string | null;
  rating: (Rating & { at: number }) | null;
};

export const STATE_COLUMNS =
  'c.last_seq, c.status, c.topic, c.language, c.assignee_id, c.assignee_name, c.parked, c.read_by_player, c.read_by_operator, c.language_chosen, c.player_reads_original, c.operator_reads_original, c.tags, c.priority, round(extract(epoch from c.snoozed_until) * 1000)::float8 as snoozed_until, c.team_id, c.team_name, c.rating';

const NORMAL = PRIORITIES.indexOf('normal');

export function stateOf(row: StateRow): Conversation {
  return {
    seq: row.last_seq,
    status: row.status,
    topic: row.topic,
    language: row.language,
    assignee: row.assignee_id ? { id: row.assignee_id, name: row.assignee_name ?? '' } : null,
    parked: row.parked,
    readByPlayer: row.read_by_player,
    readByOperator: row.read_by_operator,
    ...(row.language_chosen && { languageChosen: true }),
    ...(row.player_reads_original && { playerReadsOriginal: true }),
    ...(row.operator_reads_original && { operatorReadsOriginal: true }),
    ...(row.tags.length > 0 && { tags: row.tags }),
    ...(row.priority !== NORMAL && { priority: PRIORITIES[row.priority] }),
    ...(row.snoozed_until !== null && {
      snoozed: { until: Number.isFinite(row.snoozed_until) ? row.snoozed_until : null },
    }),
    ...(row.team_id && { team: { id: row.team_id, name: row.team_name ?? '' } }),
    ...(row.rating && { rating: row.rating }),
  };
}

export type EventRow = {
  seq: number;
  at: Date;
  type: Happening['type'];
  author_kind: 'player' | 'operator' | 'system';
  author_id: string | null;
  author_name: string | null;
  client_id: string | null;
  data: Record<string, unknown>;
  private: Record<string, unknown> | null;
  internal: Record<string, unknown> | null;
};

export const EVENT_COLUMNS =
  'e.seq, e.at, e.type, e.author_kind, e.author_id, e.author_name, e.client_id, e.data, e.private, e.internal';

const HAVE_CLIENT_ID: readonly Happening['type'][] = ['message', 'note', 'whisper'];

/** `data` was written by `dataOf`, so the happening's own fields are as they went in. */
export function eventOf(row: EventRow): Event {
  const author =
    row.author_kind === 'operator'
      ? { kind: row.author_kind, ...(row.author_id ? { id: row.author_id } : {}), name: row.author_name ?? '' }
      : { kind: row.author_kind };
  const own = HAVE_CLIENT_ID.includes(row.type) ? { ...row.data, clientId: row.client_id } : row.data;
  return {
    seq: row.seq,
    at: row.at.getTime(),
    author,
    type: row.type,
    ...own,
    ...row.private,
    ...row.internal,
  } as Event;
}

/** What of a happening goes into `events.data`: everything that has no column of its own. */
export function dataOf(happening: Happening): Record<string, unknown> {
  switch (happening.type) {
    case 'started':
      return { topic: happening.topic, language: happening.language };
    case 'message':
      return {
        text: happening.text,
        ...(happening.language && { language: happening.language }),
        ...enclosedOf(happening),
      };
    case 'translated': {
      const { of, reader, language, text, provider, problem } = happening;
      return { of, reader, language, text, provider, ...(problem && { problem }) };
    }
    case 'adjusted':
      return { changes: happening.changes };
    case 'assigned':
      return { operator: happening.operator };
    case 'transferred':
      return { topic: happening.topic };
    case 'released':
      return happening.reason ? { reason: happening.reason } : {};
    case 'read':
      return { side: happening.side, upTo: happening.upTo };
    case 'rated':
      return { rating: happening.rating };
    default:
      return {};
  }
}

/** What of a happening is for operators only, and stands apart; null, for almost all. */
export function privateOf(happening: Happening): Record<string, unknown> | null {
  if (happening.type === 'transferred') return { to: happening.to, note: happening.note };
  return happening.type === 'resolved' && happening.as ? { as: happening.as } : null;
}

/** What operators do among themselves, in a column that relays of the release before do not read. */
export function internalOf(happening: Happening): Record<string, unknown> | null {
  switch (happening.type) {
    case 'transferred':
      return happening.team ? { team: happening.team } : null;
    case 'note':
      return { text: happening.text };
    case 'whisper':
      return { text: happening.text, to: happening.to };
    case 'tagged':
      return { added: happening.added, removed: happening.removed };
    case 'prioritised':
      return { priority: happening.priority };
    case 'snoozed':
      return { until: happening.until };
    default:
      return null;
  }
}

function enclosedOf({ files, replyTo, corrects, about }: Enclosed): Enclosed {
  return {
    ...(files && { files }),
    ...(replyTo !== undefined && { replyTo }),
    ...(corrects !== undefined && { corrects }),
    ...(about && { about }),
  };
}
