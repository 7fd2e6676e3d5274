/** Rows of the desk on a real database. */
import { newId } from '@touchline/shared/wire.ts';
import { expect, it } from 'vitest';
import { createTestDatabase } from '../../test/support/postgres.ts';
import { createSite } from '../../test/support/relay.ts';
import { createDesk } from './desk.ts';

const { db } = await createTestDatabase();
const site = await createSite(db);
const desk = createDesk(db);

/** A conversation whose only message has been translated so, one after the other. */
async function rowWith(...translations: object[]) {
  const [id, contact] = [newId(0), newId(0)];
  await db.query('insert into contacts (id, site_id) values ($1, $2)', [contact, site.id]);
  await db.query(
    `insert into conversations (id, site_id, contact_id, status, language, last_seq, last_message_seq)
     values ($1, $2, $3, 'resolved', 'be', $4, 1)`,
    [id, site.id, contact, 1 + translations.length],
  );
  const log = [
    { text: 'Дзе грошы?' },
    ...translations.map((one) => ({ of: 1, reader: 'operator', language: 'ru', ...one })),
  ];
  for (const [i, data] of log.entries()) {
    await db.query(
      `insert into events (conversation_id, seq, at, type, author_kind, data) values ($1, $2, now(), $3, 'player', $4)`,
      [id, i + 1, i === 0 ? 'message' : 'translated', data],
    );
  }
  return (await desk.rows([site.id], [id]))[0];
}

it('says the last message as operators read it: by the newest translation, and not where that was withdrawn', async () => {
  const said = { text: 'Где деньги?' };
  const withdrawn = { text: null, problem: 'altered' };
  const translated = async (...all: object[]) => (await rowWith(...all))?.lastMessage?.translated;
  expect(await translated(said, { reader: 'player', text: 'x' })).toEqual({ language: 'ru', ...said });
  expect(await translated(withdrawn, said)).toEqual({ language: 'ru', ...said });
  expect(await translated(said, withdrawn)).toBeNull();
});

it('says who sent a conversation on, and their note, until the one who has it has read on', async () => {
  const row = await rowWith();
  const [id, sender] = [row?.id, newId(0)];
  await db.query(
    `insert into events (conversation_id, seq, at, type, author_kind, author_id, author_name, data, private)
     values ($1, 2, now(), 'transferred', 'operator', $2, 'Vera', '{}', $3)`,
    [id, sender, { to: null, note: 'n'.repeat(200) }],
  );
  const passed = async (columns: string) => {
    await db.query(`update conversations set last_seq = 2, ${columns} where id = $1`, [id]);
    return (await desk.rows([site.id], [id ?? '']))[0]?.passed;
  };
  const byVera = { seq: 2, by: { id: sender, name: 'Vera' }, note: 'n'.repeat(140) };
  expect(await passed(`status = 'waiting', front = true`)).toEqual(byVera);
  expect(await passed(`status = 'open', front = false, read_by_operator = 1`)).toEqual(byVera);
  expect(await passed('read_by_operator = 2')).toBeUndefined();
  expect(await passed(`status = 'resolved', read_by_operator = 0`)).toBeUndefined();
});

it.each(['nonsense', `1_${'-'.repeat(36)}`, `1_${'f'.repeat(36)}`])(
  'begins at the top after a cursor that it never gave: %s',
  async (before) => {
    const first = await desk.list([site.id], newId(0), { view: 'resolved' });
    expect(await desk.list([site.id], newId(0), { view: 'resolved', before })).toEqual(first);
  },
);
