/** Eight conversations tagged in one moment, again and again: what has been acknowledged is in the database by then. */
import { systemClock } from '@touchline/shared/clock.ts';
import { newId } from '@touchline/shared/wire.ts';
import { afterAll, expect, it } from 'vitest';
import { writingPlayer } from './support/inbox-players.ts';
import { changeAppend } from './support/plants.ts';
import { createTestDatabase } from './support/postgres.ts';
import { createOperator, createSite } from './support/relay.ts';
import { startRelayProcess } from './support/relay-process.ts';
import { atDesk } from './support/shift.ts';

const { db, url: databaseUrl } = await createTestDatabase();
const TIMES = 10;
const MANY = 8;

/** How many acknowledged tags were not there when their acknowledgement came. */
async function lostTags(times: number): Promise<number> {
  const relay = await startRelayProcess({ databaseUrl });
  afterAll(() => relay.kill());
  const site = await createSite(db);
  const [alesia, vera] = await Promise.all(
    ['Alesia', 'Vera'].map(async (name) => atDesk(relay.url, await createOperator(db, [site], { name }))),
  );
  if (!alesia || !vera) throw new Error('two came to their desks');
  let lost = 0;
  for (let time = 0; time < times; time++) {
    await db.query('truncate conversations cascade');
    const players = await Promise.all(
      Array.from({ length: MANY }, (_, at) => writingPlayer(relay.url, site, {}, `the same question ${at}`)),
    );
    const tagged = players.map(async ({ conversation }) => {
      const clientId = newId(systemClock.now());
      alesia.send({ type: 'tag', conversation, clientId, add: ['outage'] });
      await alesia.next('ack', (ack) => ack.clientId === clientId);
      const { rows } = await db.query<{ tags: string[] }>('select tags from conversations where id = $1', [
        conversation,
      ]);
      if (rows[0]?.tags.join() !== 'outage') lost++;
    });
    for (const { conversation } of players) vera.send({ type: 'open', conversation, epoch: '', seq: 0 });
    await Promise.all(tagged);
  }
  for (const desk of [alesia, vera]) desk.close();
  return lost;
}

it('ten times eight, and none is lost', async () => {
  expect(await lostTags(TIMES)).toBe(0);
}, 120_000);

it('control: of an append that leaves tags as they were, all are', async () => {
  await changeAppend(db, /tags = case .*?\.tags\s+else .*? end,/, 'tags = conv.tags,');
  expect(await lostTags(1)).toBe(MANY);
});
