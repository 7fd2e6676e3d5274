/** Reading logs for the reports, and writing down what they come to. Only what has changed is written. */
import type { Cover } from '@touchline/shared/cover.ts';
import type pg from 'pg';
import type { Database } from '../platform/postgres.ts';
import { type Calendar, createCalendar } from './calendar.ts';
import type { Fact, LoggedEvent } from './fact.ts';
import { factsOf } from './facts.ts';

export type FactStore = ReturnType<typeof createFactStore>;

type Conversation = { id: string; site: string; lastSeq: number; version: number; cover: Cover | null };
type Stored = { id: string; fact: Fact };

/** Of which there is anything to count. */
const TYPES = [
  ...['started', 'reopened', 'assigned', 'released', 'transferred', 'parked', 'snoozed', 'woken', 'adjusted'],
  ...['message', 'resolved', 'rated'],
];
/** How soon a day is added up again that has changed. Months are left until they are over. */
const DAY_DUE = `interval '20 seconds'`;
const MONTH_DUE = `interval '10 minutes'`;

export function createFactStore(db: Database) {
  /** By site; thrown away when its zone or hours change. */
  const calendars = new Map<string, { version: number; calendar: Calendar }>();

  function calendarOf({ site, version, cover }: Conversation): Calendar {
    const known = calendars.get(site);
    if (known?.version === version) return known.calendar;
    const calendar = createCalendar(cover);
    calendars.set(site, { version, calendar });
    return calendar;
  }

  return {
    /** Of each of these that is there: its whole log is read again, whatever was read before. */
    async read(ids: string[]): Promise<void> {
      await db.query(
        `insert into report_progress (conversation_id, seq, version)
         select id, 0, 0 from unnest($1::uuid[]) as asked(id) order by id on conflict do nothing`,
        [ids],
      );
      await db.transaction(async (tx) => {
        const { rows: conversations } = await tx.query<Conversation>(
          `select c.id, c.site_id as site, c.last_seq as "lastSeq", coalesce(s.version, 0) as version, s.cover
           from report_progress p join conversations c on c.id = p.conversation_id
           left join report_sites s on s.site_id = c.site_id
           where p.conversation_id = any($1::uuid[]) and c.last_seq > 0 order by p.conversation_id for update of p`,
          [ids],
        );
        const logs = await logsOf(tx, conversations);
        const stored = await storedOf(tx, conversations);
        const changes = conversations.flatMap((conversation) => {
          const { id } = conversation;
          const log = logs.get(id);
          // Whose log was taken away stays counted.
          if (!log) return [];
          return [{ conversation, ...differing(stored.get(id) ?? [], factsOf(log, calendarOf(conversation))) }];
        });
        await write(tx, changes);
        await tx.query(
          `update report_progress p set seq = done.seq, version = done.version
           from json_to_recordset($1) as done(id uuid, seq integer, version integer) where p.conversation_id = done.id`,
          [JSON.stringify(conversations.map(({ id, lastSeq, version }) => ({ id, seq: lastSeq, version })))],
        );
      });
    },
  };
}

type LogRow = LoggedEvent & { id: string };

async function logsOf(tx: pg.PoolClient, conversations: Conversation[]): Promise<Map<string, LogRow[]>> {
  const { rows } = await tx.query<LogRow>(
    `select e.conversation_id as id, e.seq, floor(extract(epoch from e.at) * 1000)::float8 as at, e.type,
       e.author_kind as by, e.author_id as author, e.data->>'topic' as topic,
       coalesce(e.data->>'language', e.data->'changes'->>'language') as language,
       e.data->'operator'->>'id' as operator, coalesce(e.private->>'as', '') = 'spam' as "isSpam",
       case when e.type = 'rated' then e.data->'rating' end as rating
     from json_to_recordset($1) as c(id uuid, seq integer)
     join events e on e.conversation_id = c.id and e.seq <= c.seq and e.type = any($2::text[])
     order by 1, 2`,
    [JSON.stringify(conversations.map(({ id, lastSeq }) => ({ id, seq: lastSeq }))), TYPES],
  );
  return Map.groupBy(rows, ({ id }) => id);
}

const COLUMNS = `measure::text as measure, seq, piece, floor(extract(epoch from at) * 1000)::float8 as at, day::text as day, hour,
  operator_id as operator, topic, language, handled, n, ms::float8 as ms, business_ms::float8 as "businessMs", bucket,
  business_bucket as "businessBucket", floor(extract(epoch from known_at) * 1000)::float8 as "knownAt"`;

async function storedOf(tx: pg.PoolClient, conversations: Conversation[]): Promise<Map<string, Stored[]>> {
  const { rows } = await tx.query<Fact & { id: string }>(
    `select conversation_id as id, ${COLUMNS} from report_facts where conversation_id = any($1::uuid[])`,
    [conversations.map(({ id }) => id)],
  );
  return Map.groupBy(
    rows.map(({ id, ...fact }) => ({ id, fact })),
    ({ id }) => id,
  );
}

type Change = { conversation: Conversation; gone: Fact[]; come: Fact[] };

/** What is no longer so, and what is so instead or anew. */
function differing(stored: Stored[], facts: Fact[]): Pick<Change, 'gone' | 'come'> {
  const before = new Map(stored.map(({ fact }) => [keyOf(fact), fact]));
  const after = new Map(facts.map((fact) => [keyOf(fact), fact]));
  return {
    gone: [...before].flatMap(([key, fact]) => (after.has(key) ? [] : [fact])),
    come: [...after].flatMap(([key, fact]) => (before.has(key) ? [] : [fact])),
  };
}

function keyOf(fact: Fact): string {
  const { measure, seq, piece, at, day, hour, operator, topic, language, handled, n, ms, businessMs } = fact;
  const { bucket, businessBucket, knownAt } = fact;
  return JSON.stringify([
    ...[measure, seq, piece, at, day, hour, operator, topic, language, handled, n, ms, businessMs],
    ...[bucket, businessBucket, knownAt],
  ]);
}

async function write(tx: pg.PoolClient, changes: Change[]): Promise<void> {
  const rowsOf = (pick: (change: Change) => Fact[]) =>
    changes.flatMap((change) => pick(change).map((fact) => ({ c: change.conversation, fact })));
  const gone = rowsOf((change) => change.gone);
  const come = rowsOf((change) => change.come);
  if (gone.length > 0) {
    await tx.query(
      `delete from report_facts f
       using json_to_recordset($1) as gone(c uuid, measure report_measure, seq integer, piece smallint)
       where f.conversation_id = gone.c and f.measure = gone.measure and f.seq = gone.seq and f.piece = gone.piece`,
      [JSON.stringify(gone.map(({ c, fact: { measure, seq, piece } }) => ({ c: c.id, measure, seq, piece })))],
    );
  }
  if (come.length > 0) {
    await tx.query(
      `insert into report_facts (site_id, conversation_id, measure, seq, piece, at, day, hour, operator_id, topic, language,
         handled, n, ms, business_ms, bucket, business_bucket, known_at)
       select site, c, measure, seq, piece, to_timestamp(at / 1000), day, hour, operator, topic, language, handled, n, ms,
         "businessMs", bucket, "businessBucket", to_timestamp("knownAt" / 1000)
       from json_to_recordset($1) as come(site uuid, c uuid, measure report_measure, seq integer, piece smallint,
         at double precision, day date, hour smallint, operator uuid, topic text, language text, handled text, n integer,
         ms bigint, "businessMs" bigint, bucket smallint, "businessBucket" smallint, "knownAt" double precision)`,
      [JSON.stringify(come.map(({ c, fact }) => ({ ...fact, site: c.site, c: c.id })))],
    );
  }
  const days = new Map([...gone, ...come].map(({ c, fact }) => [c.site + fact.day, { site: c.site, day: fact.day }]));
  if (days.size === 0) return;
  // An update and no `do nothing`: it waits for whoever is adding up that day without having seen this.
  await tx.query(
    `insert into report_unsummed (site_id, grain, start, due)
     select distinct on (1, 2, 3) site, grain, start, due
     from json_to_recordset($1) as changed(site uuid, day date)
     cross join lateral (values
       ('day', day, now() + ${DAY_DUE}),
       ('month', date_trunc('month', day)::date,
         greatest(now() + ${MONTH_DUE}, date_trunc('month', day) + interval '1 month 2 days'))) as one(grain, start, due)
     order by 1, 2, 3
     on conflict (site_id, grain, start) do update set due = least(report_unsummed.due, excluded.due)`,
    [JSON.stringify([...days.values()])],
  );
}
