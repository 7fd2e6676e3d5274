/** What operators choose to be, over a real relay. */
import { expect, it } from 'vitest';
import { slowable } from './support/database-faults.ts';
import { createTestDatabase } from './support/postgres.ts';
import { startTestRelay } from './support/relay.ts';
import { atDesk, hire, playerWrites, QUICK_TIMING, routedSite } from './support/shift.ts';

const { db } = await createTestDatabase();

it('believes the later of two choices, however long the first takes to be written', async () => {
  const slow = slowable(db, 'insert into operator_presence');
  const slowRelay = await startTestRelay(slow.db, { timing: QUICK_TIMING });
  const site = await routedSite(db);
  const desk = await atDesk(slowRelay.url, await hire(db, site, 'Ann'));
  const first = slow.slowOnce(300);
  desk.send({ type: 'presence', choice: 'away' });
  desk.send({ type: 'presence', choice: 'online' });
  await first;
  const player = await playerWrites(slowRelay.url, site);
  expect(await player.shown('assigned')).toMatchObject({ operator: { name: 'Ann' } });
  await slowRelay.close();
});
