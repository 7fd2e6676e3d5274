/** Search behind the log: nothing is left out, whichever relay does it and whatever it had been told. */
import { fakeClock } from '@touchline/shared/clock-fake.ts';
import { expect, it } from 'vitest';
import { createArchiveWorld } from '../../test/support/archive-world.ts';
import { until } from '../../test/support/conditions.ts';
import { createTestDatabase } from '../../test/support/postgres.ts';
import { createSite } from '../../test/support/relay.ts';
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

it('a log longer than what is read at once is read to its end', async () => {
  await write(live, 'longwinded', 700);
  const one = relay();
  one.indexer.changed([live]);
  await run(one);
  expect(await withText('longwinded')).toBe(700);
});
