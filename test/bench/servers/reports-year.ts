/**
 * A year of five brands' numbers. One week is lived through by the product's own rules, written as logs, and read by the
 * reports as they read everything; the other weeks are that week's facts, set back by whole weeks. The brands' zone knows no
 * change of clocks and every day has the same hours, so those are the facts that reading such logs would have come to.
 */
import type { Database } from '@touchline/relay/platform/postgres.ts';
import { createFactStore } from '@touchline/relay/reports/fact-store.ts';
import { createSumStore, type SumStore } from '@touchline/relay/reports/sum-store.ts';
import { catchUp } from '@touchline/relay/reports/upkeep.ts';
import { createWalkStore } from '@touchline/relay/reports/walk-store.ts';
import type { Site } from '@touchline/relay/sites/store.ts';
import type { OperatorRef } from '@touchline/shared/conversation.ts';
import { TOPICS } from '@touchline/shared/people.ts';
import { routingRules } from '@touchline/shared/routing-rules.ts';
import { newId } from '@touchline/shared/wire.ts';
import { randomOf } from '../../support/match-day.ts';
import { createSite } from '../../support/relay.ts';
import { writeTalks } from './desk-rows.ts';
import { createTalk, type Talk } from './desk-talk.ts';

export type Year = {
  sites: Site[];
  operators: string[];
  range: { from: string; to: string };
  facts: number;
  readPerSecond: number;
};

const COVER = { timeZone: 'Asia/Baku', shifts: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '08:00', to: '02:00' }] };
const SHARES = [0.4, 0.65, 0.8, 0.92];
const LANGUAGES = ['en', 'ru', 'az', 'pl', 'be', 'tr', 'uk', 'vi', 'es', 'pt', 'de', 'ar'];
const OPERATORS_OF_EACH = 40;
const WEEKS = 52;
const MONDAY = Date.parse('2026-11-09T00:00+04:00');
const MINUTE = 60_000;
const DAY = 86_400_000;
/** The first of a list are the most common. */
const FALLING = 2.2;

export async function fillYear(db: Database, conversations: number, say: (sentence: string) => void): Promise<Year> {
  const random = randomOf(5);
  const oneOf = <Item>(list: readonly Item[]) => list[Math.floor(list.length * random() ** FALLING)] as Item;
  const routing = routingRules.parse({ cover: COVER });
  const sites: Site[] = [];
  for (const name of ['Fairplay', 'Winfield', 'Halftime', 'Corner', 'Overtime'])
    sites.push(await createSite(db, { name, routing }));
  const staff = new Map<string, OperatorRef[]>();
  for (const site of sites) staff.set(site.id, await hire(db, site));

  const week = Math.round(conversations / WEEKS);
  let held: Parameters<typeof writeTalks>[1] = [];
  for (let i = 0; i < week; i++) {
    const share = random();
    const site = sites[SHARES.filter((upTo) => share >= upTo).length] as Site;
    // Evenings are busy.
    const hour = (18 + 7 * (random() + random() - 1) + 24) % 24;
    const at = Math.floor(MONDAY + Math.floor(random() * 7) * DAY + hour * 60 * MINUTE);
    const talk = createTalk(newId(at), at);
    live(talk, staff.get(site.id) ?? []);
    held.push({ talk, contact: { id: newId(at), siteId: site.id, externalId: null, name: null, claims: {} } });
    if (held.length < 1_000 && i < week - 1) continue;
    await writeTalks(db, held);
    held = [];
  }
  await db.query('vacuum analyze');
  const stores = { facts: createFactStore(db), walk: createWalkStore(db), sums: createSumStore(db) };
  const begun = performance.now();
  await catchUp(stores);
  const readPerSecond = week / ((performance.now() - begun) / 1_000);
  say(`one week, ${week} conversations, read and added up: ${Math.round(readPerSecond)} conversations a second`);

  await copyWeeks(db);
  await db.query(
    `insert into report_unsummed (site_id, grain, start, due)
     select distinct site_id, 'day', day, now() from report_facts
     union select distinct site_id, 'month', date_trunc('month', day)::date, now() from report_facts
     on conflict do nothing`,
  );
  say('the other weeks are copied');
  await addUpAllButNow(stores.sums);
  await db.query('vacuum analyze');
  const { rows } = await db.query<{ facts: number; first: string }>(
    'select count(*) as facts, min(day)::text as first from report_facts',
  );
  const from = Temporal.PlainDate.from(rows[0]?.first ?? '').add({ days: 1 });
  return {
    sites,
    operators: [...staff.values()].flat().map(({ id }) => id),
    range: { from: from.toString(), to: from.add({ days: 364 }).toString() },
    facts: rows[0]?.facts ?? 0,
    readPerSecond,
  };

  /** Short and long, some handed on, some reopened, some never answered. */
  function live(talk: Talk, operators: OperatorRef[]): void {
    const chance = (share: number) => random() < share;
    const pass = (typical: number) => talk.pass(Math.floor(typical * Math.exp(1.1 * normal())));
    const language = oneOf(LANGUAGES);
    let operator = operators[Math.floor(random() * operators.length)] as OperatorRef;
    const ask = () => talk.asks('what they wrote', language, oneOf(TOPICS));
    const resolve = () => {
      pass(2 * MINUTE);
      talk.does(operator, { type: 'resolve', operator });
    };
    ask();
    if (chance(0.04)) return resolve();
    for (let episode = chance(0.08) ? 2 : 1; episode > 0; episode--) {
      pass(MINUTE / 2);
      talk.does(null, { type: 'assign', operator });
      for (let answers = 1 + Math.floor(-Math.log(1 - random()) * 1.6); answers > 0; answers--) {
        pass(MINUTE);
        talk.answers(operator, 'what they answered', language);
        pass(MINUTE);
        if (answers > 1) ask();
      }
      if (chance(0.06)) {
        talk.does(operator, { type: 'transfer', operator, to: null, topic: null, note: null });
        operator = operators[Math.floor(random() * operators.length)] as OperatorRef;
        pass(MINUTE);
        talk.does(null, { type: 'assign', operator });
      }
      resolve();
      if (episode > 1) {
        pass(600 * MINUTE);
        ask();
      }
    }
    if (!chance(0.3)) return;
    pass(MINUTE);
    const mark = () => (chance(0.9) ? 5 - Math.floor(5 * random() ** FALLING) : null);
    talk.rates({ solved: chance(0.9), speed: mark(), courtesy: mark(), competence: mark(), comment: null });
  }

  function normal(): number {
    return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  }
}

async function hire(db: Database, site: Site): Promise<OperatorRef[]> {
  const operators = Array.from({ length: OPERATORS_OF_EACH }, (_, i) => ({ id: newId(i), name: `Operator ${i}` }));
  await db.query(
    `with hired as (
       insert into operators (id, email, name, password_hash)
       select id, id || '@brand.example', name, '' from json_to_recordset($1) as o(id uuid, name text) returning id)
     insert into memberships (operator_id, site_id, role) select id, $2, 'operator' from hired`,
    [JSON.stringify(operators), site.id],
  );
  return operators;
}

/** As on any evening: of the month that is not over there are days, and of the day nothing yet. */
async function addUpAllButNow(sums: SumStore): Promise<void> {
  const units = await sums.all();
  const [today, month] = (['day', 'month'] as const).map((of) =>
    units
      .flatMap(({ grain, starts }) => (grain === of ? starts : []))
      .sort()
      .at(-1),
  );
  for (const unit of units) {
    const isOver = (start: string) => start !== (unit.grain === 'day' ? today : month);
    await sums.addUp({ ...unit, starts: unit.starts.filter(isOver) });
  }
}

/** Without indexes, which are made afterwards: written row by row they would take most of an hour. */
async function copyWeeks(db: Database): Promise<void> {
  const { rows: indexes } = await db.query<{ definition: string; drop: string }>(
    `select pg_get_indexdef(i.indexrelid) as definition, coalesce(
       'alter table report_facts drop constraint ' || c.conname, 'drop index ' || i.indexrelid::regclass) as drop
     from pg_index i left join pg_constraint c on c.conindid = i.indexrelid where i.indrelid = 'report_facts'::regclass`,
  );
  for (const { drop } of indexes) await db.query(drop);
  for (let back = 1; back < WEEKS; back++) await db.query(COPY, [back]);
  for (const { definition } of indexes) await db.query(definition.replace(' ON ONLY ', ' ON '));
}

const COPY = `
  insert into report_facts (site_id, conversation_id, measure, seq, piece, at, day, hour, operator_id, topic, language, handled,
    n, ms, business_ms, bucket, business_bucket, known_at)
  select f.site_id, md5(f.conversation_id::text || $1)::uuid, measure, seq, piece, at - make_interval(secs => 604800 * $1::integer),
    day - 7 * $1::integer, hour, operator_id, topic, language, handled, n, ms, business_ms, bucket, business_bucket,
    known_at - make_interval(secs => 604800 * $1::integer)
  from report_facts f where exists (select 1 from conversations c where c.id = f.conversation_id)`;
