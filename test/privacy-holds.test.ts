/** A player whose data is held: nothing takes any of it away until somebody lifts that, and says why. */
import { createErasingStore } from '@touchline/relay/privacy/erasing-store.ts';
import { createRetentionStore } from '@touchline/relay/privacy/retention-store.ts';
import { systemClock } from '@touchline/shared/clock.ts';
import type { HeldPlayer, KeepingReport } from '@touchline/shared/privacy.ts';
import { referenceOf } from '@touchline/shared/reference.ts';
import { newToken } from '@touchline/shared/wire.ts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { until } from './support/conditions.ts';
import { knownPlayer } from './support/contact-desk.ts';
import { connectPlayer } from './support/frame-client.ts';
import { identityToken } from './support/identity-tokens.ts';
import { createTestDatabase } from './support/postgres.ts';
import { createSite, startTestRelay, type TestRelay } from './support/relay.ts';
import { settingsDesk } from './support/settings-desk.ts';

// Every password costs a slow machine its time.
vi.setConfig({ testTimeout: 120_000 });

const { db } = await createTestDatabase();
let relay: TestRelay;
beforeAll(async () => {
  relay = await startTestRelay(db);
});
afterAll(() => relay.close());

/** A site that keeps nothing for longer than a day, and a player of it who wrote long ago. */
async function begin({ token = newToken() } = {}) {
  const site = await createSite(db);
  await db.query(`update sites set retention = '{"conversationDays": 1, "visitorDays": 1}' where id = $1`, [site.id]);
  const player = await knownPlayer(relay.url, site, { token, text: 'zqheld' });
  player.close();
  await long(player.conversation);
  const owner = await settingsDesk(db, relay.url, site);
  const { contact } = player;
  return {
    ...{ site, player, contact, owner },
    hold: (desk = owner) => desk.ask('POST', 'players/hold', { contact, reason: 'complaint 17' }),
    release: (desk = owner) => desk.ask('POST', 'players/release', { contact, reason: 'it was closed' }),
    erase: () => owner.ask('POST', 'players/erase', { contact, confirm: referenceOf(contact) }),
    found: async () =>
      (await owner.ask<{ players: HeldPlayer[] }>('POST', 'players/find', { who: contact })).players[0],
    words: async () =>
      (
        await db.query(`select 1 from events where data->>'text' = 'zqheld' and conversation_id = $1`, [
          player.conversation,
        ])
      ).rowCount,
  };
}
async function long(conversation: string) {
  // Search locks what it has just read, and what is locked is left for the next look.
  await until('search has read it', async () => {
    const { rowCount } = await db.query('select 1 from search_texts where conversation_id = $1', [conversation]);
    return rowCount !== 0;
  });
  await db.query(`update events set at = at - interval '1 year' where conversation_id = $1`, [conversation]);
  await db.query(
    `update conversations set status = 'resolved', queued_at = null, waiting_since = null, created_at = now() - interval '1 year',
       updated_at = now() - interval '1 year', resolved_at = now() - interval '1 year' where id = $1`,
    [conversation],
  );
}

/** All that is over age goes. */
async function retain(): Promise<void> {
  const store = createRetentionStore(db, async () => {});
  const now = new Date(systemClock.now());
  while (await store.conversations(now)) {}
  await db.query(`update contacts set seen_at = now() - interval '1 year', created_at = now() - interval '1 year'`);
  for (let after: string | null = '00000000-0000-0000-0000-000000000000'; after; ) {
    after = (await store.visitors(now, after)).last;
  }
}

describe('held data', () => {
  it('is not erased by an administrator, who is told why, until that is lifted', async () => {
    const { hold, release, erase, found, words } = await begin();
    expect((await hold()).status).toBe(204);
    expect((await found())?.hold).toMatchObject({ reason: 'complaint 17', by: 'Owner' });
    const refused = await erase();
    expect(refused.status).toBe(409);
    expect(refused.error?.message).toMatch(/held \(“complaint 17”, Owner, \d{4}-\d\d-\d\d\): lift the hold first/);
    expect(await words()).toBe(1);
    expect((await hold()).status).toBe(409);
    expect((await release()).status).toBe(204);
    expect((await release()).status).toBe(409);
    expect((await found())?.hold).toBeNull();
    expect((await erase()).status).toBe(200);
    expect(await words()).toBe(0);
  });

  it('does not go by its age: neither words nor the player', async () => {
    const [kept, other] = [await begin(), await begin()];
    await kept.hold();
    await retain();
    expect([await kept.words(), await other.words()]).toEqual([1, 0]);
    expect([await kept.found(), await other.found()]).toEqual([expect.anything(), undefined]);
    const { conversations } = await kept.owner.ask<KeepingReport>('GET', 'keeping');
    expect(conversations.due).toBe(0);
    await kept.release();
    await retain();
    expect([await kept.words(), await kept.found()]).toEqual([0, undefined]);
  });

  it('goes by its age where nobody looks whether it is held', async () => {
    const { hold, words } = await begin();
    await hold();
    await db.query(
      'create or replace function is_held(contact uuid) returns boolean language sql as $$ select false $$',
    );
    // The reference does not let the player go all the same.
    await expect(retain()).rejects.toThrow(/player_holds/);
    expect(await words()).toBe(0);
    await db.query(IS_HELD);
  });

  it('stays held once the player has signed in, and has written more', async () => {
    const token = newToken();
    const { site, player, hold, owner, words } = await begin({ token });
    await hold();
    const signed = await connectPlayer(relay.url, site, {
      token,
      identity: await identityToken(site, { sub: 'known' }),
    });
    const { contact } = signed.ready;
    signed.close();
    expect(contact).not.toBe(player.contact);
    await retain();
    expect(await words()).toBe(1);
    expect((await owner.ask('POST', 'players/erase', { contact, confirm: referenceOf(contact) })).status).toBe(409);
    expect((await owner.ask('POST', 'players/release', { contact, reason: 'closed' })).status).toBe(204);
    expect((await owner.ask('POST', 'players/erase', { contact, confirm: referenceOf(contact) })).status).toBe(200);
  });

  it('is settled by supervisors too, with a reason, and both are written down', async () => {
    const { site, contact, hold, release, owner } = await begin();
    const [vera, rauf] = [
      await settingsDesk(db, relay.url, site, { name: 'Vera', role: 'supervisor' }),
      await settingsDesk(db, relay.url, site, { name: 'Rauf', role: 'operator' }),
    ];
    expect((await owner.ask('POST', 'players/hold', { contact, reason: '  ' })).status).toBe(400);
    expect((await hold(rauf)).status).toBe(404);
    expect((await hold(vera)).status).toBe(204);
    expect((await release(rauf)).status).toBe(404);
    expect((await release(vera)).status).toBe(204);
    const { rows } = await db.query(
      `select act, actor_id as by, about->>'reason' as reason from audit
       where site_id = $1 and act like 'player.%' order by id`,
      [site.id],
    );
    expect(rows).toEqual([
      { act: 'player.held', by: vera.person.id, reason: 'complaint 17' },
      { act: 'player.released', by: vera.person.id, reason: 'it was closed' },
    ]);
    const { acts } = await owner.ask<KeepingReport>('GET', 'keeping');
    expect(acts.map(({ act, by }) => `${act} ${by}`)).toEqual(['player.released Vera', 'player.held Vera']);
  });

  it('and erasing at the same moment: one of the two comes first', async () => {
    const all = await Promise.all(Array.from({ length: 4 }, () => begin()));
    for (const { site, contact, hold, found, words } of all) {
      const erasing = createErasingStore(db, async () => {});
      const [held, erased] = await Promise.all([
        hold(),
        erasing.erase(site.id, contact, 'command').then(
          (one) => one !== null,
          () => false,
        ),
      ]);
      expect([held.status, erased]).toEqual(held.status === 204 ? [204, false] : [404, true]);
      expect([Boolean(await found()), await words()]).toEqual(erased ? [false, 0] : [true, 1]);
    }
  });
});

const { rows: made } = await db.query<{ text: string }>(`select pg_get_functiondef('is_held'::regproc) as text`);
const IS_HELD = made[0]?.text ?? '';
