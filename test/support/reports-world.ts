/** Brands in several zones, with and without hours, and thousands of odd conversations around the moments that are hard. */
import { dataOf, internalOf, privateOf } from '@touchline/relay/conversations/conversation-row.ts';
import type { Database } from '@touchline/relay/platform/postgres.ts';
import type { Site } from '@touchline/relay/sites/store.ts';
import type { Event } from '@touchline/shared/conversation.ts';
import type { Cover } from '@touchline/shared/cover.ts';
import { routingRules } from '@touchline/shared/routing-rules.ts';
import { newId } from '@touchline/shared/wire.ts';
import { randomOf } from './match-day.ts';
import { createOperator, createSite, type TestOperator } from './relay.ts';
import { type OddLog, oddLog } from './reports-log.ts';

export type ReportsWorld = { brands: Brand[]; operators: TestOperator[]; talks: Talk[] };
export type Brand = { site: Site; cover: Cover | null };
export type Talk = OddLog & { brand: Brand };

const WEEKDAYS = [1, 2, 3, 4, 5];
const COVERS: (Cover | null)[] = [
  {
    timeZone: 'Europe/Warsaw',
    // Past midnight, one that begins in the hour that is skipped in spring, and two that overlap.
    shifts: [
      { days: [4, 5, 6], from: '20:00', to: '02:30' },
      { days: [7], from: '02:15', to: '11:00' },
      { days: WEEKDAYS, from: '09:00', to: '17:00' },
      { days: [3], from: '16:00', to: '18:30' },
    ],
  },
  { timeZone: 'Europe/Warsaw', shifts: [{ days: [...WEEKDAYS, 6, 7], from: '00:00', to: '00:00' }] },
  { timeZone: 'Australia/Lord_Howe', shifts: [{ days: [...WEEKDAYS, 6, 7], from: '22:00', to: '06:00' }] },
  { timeZone: 'Asia/Baku', shifts: [{ days: WEEKDAYS, from: '10:00', to: '19:00' }] },
  { timeZone: 'America/Sao_Paulo', shifts: [] },
  null,
];
/** Clocks change in Warsaw and on Lord Howe; midnights of months and of a year. */
const HARD = [
  ...['2026-03-29T01:00Z', '2025-10-26T01:00Z', '2026-10-25T01:00Z', '2026-04-04T15:00Z', '2026-10-03T15:30Z'],
  ...['2026-02-28T23:00Z', '2025-12-31T23:00Z', '2026-06-30T20:00Z', '2026-07-01T03:00Z', '2026-08-31T13:30Z'],
].map((moment) => Date.parse(moment));
export const WORLD_RANGE = { from: '2025-10-01', to: '2026-11-15' };
const BEGIN = Date.parse('2025-10-10');
const HOUR = 3_600_000;
/** Besides: on every tenth day of a year. */
const EVERY_MS = 10 * 24 * HOUR;
const TIMES = 38;

export async function fillReports(db: Database, conversations: number, seed: number): Promise<ReportsWorld> {
  const random = randomOf(seed);
  const pick = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)] as Item;
  const brands: Brand[] = [];
  for (const [i, cover] of COVERS.entries()) {
    const routing = routingRules.parse({ mode: 'pick', cover });
    brands.push({ site: await createSite(db, { name: `Brand ${i}`, routing }), cover });
  }
  const sites = brands.map(({ site }) => site);
  const operators: TestOperator[] = [];
  for (const name of ['Alesia', 'Vera', 'Rauf', 'Marek']) operators.push(await createOperator(db, sites, { name }));
  const talks: Talk[] = [];
  for (let i = 0; i < conversations; i++) {
    const begin =
      random() < 0.6
        ? pick(HARD) + (random() - 0.6) * 8 * HOUR
        : BEGIN + Math.floor(random() * TIMES) * EVERY_MS + random() * 24 * HOUR;
    const ways = { random, pick, operators: operators.map(({ id, name }) => ({ id, name })), hasBots: random() < 0.2 };
    talks.push({ ...oddLog(ways, Math.floor(begin), 1 + Math.floor(random() * 24)), brand: pick(brands) });
  }
  for (let at = 0; at < talks.length; at += 200) await writeTalks(db, talks.slice(at, at + 200));
  return { brands, operators, talks };
}

/** As the append leaves them, at moments that it would not. */
export async function writeTalks(db: Database, talks: readonly Talk[]): Promise<void> {
  const rows = talks.map(({ id, brand, events, state }) => ({
    ...{ id, site: brand.site.id, contact: newId(0), status: state.status, language: state.language, seq: state.seq },
    ...{ begun: events[0]?.at ?? 0, ended: state.status === 'resolved' ? (events.at(-1)?.at ?? 0) : null },
  }));
  await db.query(
    `with asked as materialized (select * from json_to_recordset($1) as x(id uuid, site uuid, contact uuid, status text,
       language text, seq integer, begun double precision, ended double precision)),
     players as (insert into contacts (id, site_id) select contact, site from asked)
     insert into conversations (id, site_id, contact_id, status, language, last_seq, created_at, resolved_at)
     select id, site, contact, status, language, seq, to_timestamp(begun / 1000), to_timestamp(ended / 1000) from asked`,
    [JSON.stringify(rows)],
  );
  await writeEvents(
    db,
    talks.flatMap(({ id, events }) => events.map((event) => ({ id, event }))),
  );
}

export async function writeEvents(db: Database, events: { id: string; event: Event }[]): Promise<void> {
  const rows = events.map(({ id, event }) => ({
    ...{ id, seq: event.seq, at: event.at, type: event.type, kind: event.author.kind },
    author: event.author.kind === 'operator' ? event.author.id : null,
    ...{ d: dataOf(event), p: privateOf(event), n: internalOf(event) },
  }));
  await db.query(
    `insert into events (conversation_id, seq, at, type, author_kind, author_id, data, private, internal)
     select id, seq, to_timestamp(at / 1000), type, kind, author, d, p, n
     from json_to_recordset($1) as x(id uuid, seq integer, at double precision, type text, kind text, author uuid,
       d jsonb, p jsonb, n jsonb)`,
    [JSON.stringify(rows)],
  );
}
