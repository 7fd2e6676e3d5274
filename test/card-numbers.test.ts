/** Card numbers are masked before anything writes them: searched for in the whole database and in the relay's log. */
import { systemClock } from '@touchline/shared/clock.ts';
import { newId } from '@touchline/shared/wire.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectOperator, connectPlayer } from './support/frame-client.ts';
import { createTestDatabase } from './support/postgres.ts';
import { createOperator, createSite, signIn } from './support/relay.ts';
import { type RelayProcess, startRelayProcess } from './support/relay-process.ts';

const { db, url: databaseUrl } = await createTestDatabase();
let relay: RelayProcess;
beforeAll(async () => {
  relay = await startRelayProcess({ databaseUrl });
});
afterAll(() => relay.kill());

const id = () => newId(systemClock.now());
const CARD = '4111111111111111';
const SPELLINGS = [
  CARD,
  '4111 1111 1111 1111',
  '4111-1111-1111-1111',
  '４１１１ １１１１ １１１１ １１１１',
  'card:4111.1111.1111.1111!',
  '4111\u00001111\u00001111\u00001111',
  '4111\u200b1111\u200b1111\u200b1111',
];

it.each(SPELLINGS)('%j from either side is nowhere', async (text) => {
  const site = await createSite(db);
  const player = await connectPlayer(relay.url, site);
  const desk = await connectOperator(relay.url, await signIn(relay.url, await createOperator(db, [site])));
  const conversation = id();
  player.send({ type: 'post', conversation, clientId: id(), text: `my card is ${text}` });
  await player.next('ack');
  desk.send({ type: 'open', conversation, epoch: '', seq: 0 });
  await desk.next('opened');
  desk.send({ type: 'post', conversation, clientId: id(), text: `is it ${text} ?`, seen: 2 });
  await desk.next('ack');
  expect(digitsOf(JSON.stringify(desk.received))).not.toContain(CARD);
  expect(digitsOf(await everythingIn())).not.toContain(CARD);
  expect(digitsOf(relay.output())).not.toContain(CARD);
  player.close();
  desk.close();
});

it('and the search finds one that is there', async () => {
  await db.query(`insert into audit (actor_kind, act, about) values ('system', 'planted', $1)`, [
    { text: '４１１１-1111 1111 1111' },
  ]);
  expect(digitsOf(await everythingIn())).toContain(CARD);
});

/** Every row of every table, as text. */
async function everythingIn(): Promise<string> {
  const { rows } = await db.query<{ table: string }>(
    `select quote_ident(tablename) as table from pg_tables where schemaname = 'public'`,
  );
  const texts: string[] = [];
  for (const { table } of rows) {
    const all = await db.query<{ row: string }>(`select t::text as row from ${table} t`);
    texts.push(...all.rows.map(({ row }) => row));
  }
  return texts.join('\n');
}

/** Digits of any script in plain ones, and what may stand between the digits of a card taken out. */
function digitsOf(text: string): string {
  return text.normalize('NFKC').replace(/(?<=\d)(\\u0000|[^0-9a-z"\n])+(?=\d)/gi, '');
}
