/** What has been done on a site, as its administrators read it. */
import { systemClock } from '@touchline/shared/clock.ts';
import { newId } from '@touchline/shared/wire.ts';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { peopleDesk, staffedSite } from './support/people-desk.ts';
import { createTestDatabase } from './support/postgres.ts';
import { startTestRelay, type TestRelay } from './support/relay.ts';

// Every password costs a slow machine its time.
vi.setConfig({ testTimeout: 120_000 });

const { db } = await createTestDatabase();
let relay: TestRelay;
beforeAll(async () => {
  relay = await startTestRelay(db);
});
afterAll(() => relay.close());

it('is read by administrators of that site, newest first, page by page, and by nobody else', async () => {
  const { site, operator, supervisor, stranger, admins } = await staffedSite(db, relay.url);
  for (let i = 1; i <= 60; i++) {
    await db.query(
      `insert into audit (actor_kind, actor_id, site_id, act, about) values ('operator', $1, $2, 'team.created', $3)`,
      [operator.id, site.id, { name: `T${i}` }],
    );
  }
  const first = await admins.ask('GET', `sites/${site.id}/audit`);
  expect(first.entries).toHaveLength(50);
  expect(first.entries[0]).toMatchObject({ act: 'team.created', by: { name: 'Rauf' }, about: { name: 'T60' } });
  const second = await admins.ask('GET', `sites/${site.id}/audit?before=${first.next}`);
  expect(second.entries.map(({ about }: { about: { name: string } }) => about.name)).toEqual(
    Array.from({ length: 10 }, (_, i) => `T${10 - i}`),
  );
  expect(second.next).toBeNull();
  for (const who of [operator, supervisor, stranger]) {
    const asked = await peopleDesk(relay.url, who);
    expect((await asked.ask('GET', `sites/${site.id}/audit`)).status).toBe(404);
  }
  expect((await admins.ask('GET', `sites/${newId(systemClock.now())}/audit`)).status).toBe(404);
});
