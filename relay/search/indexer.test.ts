/** Search behind the log: nothing is left out, whichever relay does it and whatever it had been told. */
import { fakeClock } from '@touchline/shared/clock-fake.ts';
import { newId } from '@touchline/shared/wire.ts';
import { expect, it } from 'vitest';
import { createArchiveWorld } from '../../test/support/archive-world.ts';
import { until } from '../../test/support/conditions.ts';
import { createTestDatabase } from '../../test/support/postgres.ts';
import { createSite } from '../../test/support/relay.ts';
import type { Database } from '../platform/postgres.ts';
import { createIndexStore } from './index-store.ts';
import { createIndexer } from './indexer.ts';

const { db } = await createTestDatabase();
const site = await createSite(db);
const world = createArchiveWorld(db, [site], 11);
for (let i = 0; i < 150; i++) await world.happen();
const [live, resolved, old] = world.talks.filter(({ seq }) => seq > 0).map(({ id }) => id) as [string, string, string];

/** A relay's part of it, whose time passes when we say so. */
function relay() {
  const clock = fakeClock();
  const log = { warn: (about: unknown) => expect.unreachable(JSON.stringify(about)) };
  return { clock, indexer: createIndexer({ store: createIndexStore(db), clock, log }) };
}

async function run(...relays: ReturnType<typeof relay>[]): Promise<void> {
  await until('everything is read', async () => {
    for (const { clock } of relays) clock.advance(2_000);
    const { rows } = await db.query(
      `select 1 from conversations c left join search_progress p on p.conversation_id = c.id
       where c.last_seq > coalesce(p.seq, 0) limit 1`,
    );
    return rows.length === 0;
  });
  await Promise.all(relays.map(({ indexer }) => indexer.stop()));
}

async function found(): Promise<string[]> {
  const { rows } = await db.query<{ row: string }>(
    `select concat_ws('/', conversation_id, seq, layer, folded, grams) as row from search_texts order by 1`,
  );
  return rows.map(({ row }) => row);
}

/** Without a word to any relay. */
async function write(id: string, text: string, times = 1): Promise<void> {
  await db.query(
    `with moved as (update conversations set last_seq = last_seq + $3 where id = $1 returning last_seq)
     insert into events (conversation_id, seq, at, type, author_kind, data)
     select $1, last_seq - $3 + n, now(), 'message', 'player', jsonb_build_object('text', $2::text)
     from moved, generate_series(1, $3::int) n`,
    [id, text, times],
  );
}

const withText = async (text: string) => (await found()).filter((row) => row.includes(`/${text}/`)).length;

it('three relays at once write what one writes, without having been told of anything', async () => {
  await run(relay());
  const alone = await found();
  expect(alone.length).toBeGreaterThan(100);
  await db.query('truncate search_progress cascade');
  await run(relay(), relay(), relay());
  expect(await found()).toEqual(alone);
});

it('what a relay had noted when it died another finds, wherever the conversation stands by then', async () => {
  await run(relay());
  await db.query(`update conversations set status = 'resolved', resolved_at = now() where id = $1`, [resolved]);
  await db.query(`update conversations set status = 'resolved', resolved_at = '2020-01-01' where id = $1`, [old]);
  for (const id of [live, resolved, old]) await write(id, 'orphaned');
  await run(relay());
  expect(await withText('orphaned')).toBe(3);
});

it('lively conversations and those resolved just now are found by the first look, two seconds later', async () => {
  await run(relay());
  for (const id of [live, resolved]) await write(id, 'urgent');
  const { clock, indexer } = relay();
  clock.advance(2_000);
  await until('both are read', async () => (await withText('urgent')) === 2);
  await indexer.stop();
});

/** What is left for somebody who appends, while search waits for them at the earlier of two conversations. */
async function appendAround(searched: Database): Promise<void> {
  const [later, earlier] = [newId(2_000), newId(1_000)];
  // Where no order is asked for, they are found as they were written.
  for (const id of [later, earlier]) {
    await db.query(
      `with player as (insert into contacts (id, site_id) values ($1, $2))
       insert into conversations (id, site_id, contact_id, language) values ($1, $2, $1, 'en')`,
      [id, site.id],
    );
  }
  const lock = 'select 1 from conversations where id = $1 for update nowait';
  let indexed: Promise<unknown> | undefined;
  const appended = db.transaction(async (tx) => {
    await tx.query(lock, [earlier]);
    indexed = createIndexStore(searched).index([later, earlier]);
    await until('search waits', async () => {
      const { rows } = await db.query(
        `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      return rows.length === 1;
    });
    await tx.query(lock, [later]);
  });
  await appended.finally(() => indexed);
}

it('locks conversations in the order of those who append', () => appendAround(db));

it('the check of that fails when search asks for no order', async () => {
  const inAnyOrder = (text: string) => text.replace(/order by c\.id\s+on conflict/, 'on conflict');
  const spoilt: Database = { ...db, query: (text, values) => db.query(inAnyOrder(text), values) };
  await expect(appendAround(spoilt)).rejects.toThrow('could not obtain lock');
});

it('a log longer than what is read at once is read to its end', async () => {
  await write(live, 'longwinded', 700);
  const one = relay();
  one.indexer.changed([live]);
  await run(one);
  expect(await withText('longwinded')).toBe(700);
});
