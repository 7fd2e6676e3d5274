/** Retention takes what is over age, nothing else, and never believes a clock that jumps. */
import { createConversationStore } from '@touchline/relay/conversations/store.ts';
import { startRetention } from '@touchline/relay/privacy/retention.ts';
import { createRetentionStore } from '@touchline/relay/privacy/retention-store.ts';
import type { Gone } from '@touchline/relay/privacy/telling.ts';
import type { Site } from '@touchline/relay/sites/store.ts';
import { systemClock } from '@touchline/shared/clock.ts';
import { fakeClock } from '@touchline/shared/clock-fake.ts';
import { newToken } from '@touchline/shared/wire.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { until } from './support/conditions.ts';
import { contactDesk, knownPlayer } from './support/contact-desk.ts';
import { connectPlayer } from './support/frame-client.ts';
import { createTestDatabase, quietLog } from './support/postgres.ts';
import { scanDatabase } from './support/privacy-scan.ts';
import { createOperator, createSite, startTestRelay, type TestRelay } from './support/relay.ts';

const { db } = await createTestDatabase();
let relay: TestRelay;
let site: Site;
beforeAll(async () => {
  relay = await startTestRelay(db);
});
afterAll(() => relay.close());
beforeEach(async () => {
  // Nothing of the tests before.
  await db.query(`update sites set retention = '{}'`);
  site = await createSite(db);
  await db.query('update retention_clock set trusted_at = now()');
});

const keep = (rules: object) => db.query('update sites set retention = $2 where id = $1', [site.id, rules]);
const store = (removed: string[] = []) => createRetentionStore(db, async (names) => void removed.push(...names));

/** One look of a relay of its own. */
async function look(more: Partial<Parameters<typeof startRetention>[0]> = {}): Promise<Gone[]> {
  const gone: Gone[] = [];
  const retention = startRetention({
    store: store(),
    telling: { tell: (told) => void gone.push(...told) },
    clock: systemClock,
    log: quietLog,
    list: async () => {},
    writeDown: async () => {},
    ...more,
  });
  await retention.look();
  await retention.stop();
  return gone;
}

/** Written so many days ago, all of it, and resolved unless said otherwise. */
async function conversation({ daysAgo = 0, status = 'resolved', text = 'hello' } = {}) {
  const player = await knownPlayer(relay.url, site, { text });
  player.close();
  await age(player.conversation, daysAgo, status);
  return player;
}
async function age(conversationId: string, daysAgo: number, status = 'resolved'): Promise<void> {
  // Search locks what it has just read, and what is locked is left for the next look.
  await until('search has read it', async () => {
    const { rowCount } = await db.query('select 1 from search_texts where conversation_id = $1', [conversationId]);
    return rowCount !== 0;
  });
  await db.query(
    `with moved as (update events set at = at - make_interval(days => $2) where conversation_id = $1)
     update conversations set status = $3, created_at = created_at - make_interval(days => $2),
       updated_at = updated_at - make_interval(days => $2), queued_at = null, waiting_since = null,
       resolved_at = case when $3 = 'resolved' then now() - make_interval(days => $2) end
     where id = $1`,
    [conversationId, daysAgo, status],
  );
}
const isThere = async (conversationId: string) =>
  (await createConversationStore(db).load([conversationId])).length === 1;
const visitedDaysAgo = (contact: string, days: number) =>
  db.query(
    `update contacts set seen_at = now() - make_interval(days => $2), created_at = now() - make_interval(days => $2) where id = $1`,
    [contact, days],
  );
const isKnown = async (contact: string) =>
  (await db.query('select 1 from contacts where id = $1', [contact])).rowCount === 1;

describe('conversations', () => {
  it('go so many days after they were resolved; what is under way, put aside or younger stays', async () => {
    await keep({ conversationDays: 30 });
    const old = await conversation({ daysAgo: 31, text: 'zqold words' });
    const young = await conversation({ daysAgo: 29 });
    const open = await Promise.all(['waiting', 'open'].map((status) => conversation({ daysAgo: 400, status })));
    const snoozed = await conversation({ daysAgo: 400, status: 'open' });
    await db.query(`update conversations set snoozed_until = 'infinity', parked = true where id = $1`, [
      snoozed.conversation,
    ]);
    const gone = await look();
    expect(gone.map((one) => one.conversation)).toEqual([old.conversation]);
    expect(await scanDatabase(db, ['zqold'])).toEqual([]);
    for (const one of [young, snoozed, ...open]) expect(await isThere(one.conversation)).toBe(true);
    // Whoever wrote it is still somebody.
    expect(await isKnown(old.contact)).toBe(true);
    expect(await look()).toEqual([]);
  });

  it('stay for ever where nothing is said, and go by each site’s own rule', async () => {
    const kept = await conversation({ daysAgo: 3_000 });
    const before = site;
    site = await createSite(db);
    await keep({ conversationDays: 1, visitorDays: null });
    const old = await conversation({ daysAgo: 2 });
    expect((await look()).map((one) => one.conversation)).toEqual([old.conversation]);
    expect(await isThere(kept.conversation)).toBe(true);
    expect(before.id).not.toBe(site.id);
  });

  it('are as old as the newest thing in their log', async () => {
    await keep({ conversationDays: 30 });
    const read = await conversation({ daysAgo: 31 });
    await db.query('update events set at = now() where conversation_id = $1 and seq = 2', [read.conversation]);
    const ahead = await conversation({ daysAgo: 31 });
    // Written while a clock was a year ahead.
    await db.query(`update events set at = now() + interval '1 year' where conversation_id = $1 and seq = 2`, [
      ahead.conversation,
    ]);
    expect(await look()).toEqual([]);
  });

  it('leave their player a chat that goes on', async () => {
    await keep({ conversationDays: 30 });
    const token = newToken();
    const player = await knownPlayer(relay.url, site, { token, text: 'zqlongago' });
    await age(player.conversation, 31);
    const relayLooks = contactDesk(relay.url, await createOperator(db, [site], { role: 'admin' }));
    await look();
    // Their open page is told by the relay's own look, and is empty.
    const reset = await player.next('reset', (frame) => frame.events.length === 0);
    expect(reset.conversation).toBe(player.conversation);
    // The same page writes into the same conversation: it begins anew.
    const sent = await player.write('zqagain');
    await player.next('ack', (ack) => ack.clientId === sent);
    const desk = await relayLooks;
    expect(await desk.open(player.conversation)).toBe(2);
    const back = await connectPlayer(relay.url, site, { token });
    expect(back.ready.conversations.map((one) => one.lastMessage?.text)).toEqual(['zqagain']);
    expect(await scanDatabase(db, ['zqlongago'])).toEqual([]);
    for (const one of [player, back, desk]) one.close();
  });

  it('go a little at a time, whichever relay is at it, and what one leaves another takes', {
    timeout: 180_000,
  }, async () => {
    await keep({ conversationDays: 30 });
    const { contact } = await conversation();
    await db.query(
      `with old as (select gen_random_uuid() as id from generate_series(1, 130)), told as (
         insert into events (conversation_id, seq, at, type, author_kind, data)
         select id, 1, now() - interval '40 days', 'message', 'player', '{"text": "zqmany"}' from old)
       insert into conversations (id, site_id, contact_id, language, status, last_seq, resolved_at, created_at, updated_at)
       select id, $1, $2, 'en', 'resolved', 1, now() - interval '40 days', now() - interval '50 days', now() - interval '40 days'
       from old`,
      [site.id, contact],
    );
    // One that fails after two batches, and three at once after it.
    let batches = 0;
    const failing = {
      ...store(),
      conversations: (at: Date) => (++batches > 2 ? Promise.reject(new Error('planted')) : store().conversations(at)),
    };
    await expect(look({ store: failing })).rejects.toThrow('planted');
    const left = await db.query(`select 1 from events where data->>'text' = 'zqmany'`);
    expect(left.rowCount).toBe(90);
    const sums: object[] = [];
    const writeDown = async (_: string, sum: object) => void sums.push(sum);
    const gone = (await Promise.all([look({ writeDown }), look({ writeDown }), look({ writeDown })])).flat();
    while ((await look({ writeDown })).length > 0);
    expect(new Set(gone.map((one) => one.conversation)).size).toBe(gone.length);
    expect(await scanDatabase(db, ['zqmany'])).toEqual([]);
    expect(sums.reduce((total, sum) => total + (sum as { conversations: number }).conversations, 0)).toBe(90);
  });

  it('hold nobody off who locks one of them: it is left for the next look', async () => {
    await keep({ conversationDays: 30 });
    const [busy, idle] = [await conversation({ daysAgo: 31 }), await conversation({ daysAgo: 31 })];
    await db.transaction(async (tx) => {
      await tx.query('select 1 from conversations where id = $1 for update', [busy.conversation]);
      expect((await look()).map((one) => one.conversation)).toEqual([idle.conversation]);
    });
    expect((await look()).map((one) => one.conversation)).toEqual([busy.conversation]);
  });
});

describe('players without a conversation', () => {
  /** Who was here so long ago, and has no page open that would say otherwise. */
  async function visitor(days: number, more: object = {}): Promise<string> {
    const contact = crypto.randomUUID();
    const { blocked_until = null, external_id = null } = more as Record<string, string>;
    await db.query(
      `insert into contacts (id, site_id, external_id, name, created_at, seen_at, blocked_until)
       values ($1, $2, $3, 'zqvisitor', now() - interval '1 year', now() - make_interval(days => $4), $5)`,
      [contact, site.id, external_id, days, blocked_until],
    );
    return contact;
  }

  it('go so many days after their last visit, signed ones too, unless they are blocked', async () => {
    await keep({ visitorDays: 60 });
    const old = [await visitor(61), await visitor(61, { external_id: 'player-61' })];
    const stay = [await visitor(59), await visitor(61, { blocked_until: 'infinity' })];
    const speaking = await visitor(61);
    await db.query(
      `insert into conversations (id, site_id, contact_id, language, status, last_seq, resolved_at)
       values (gen_random_uuid(), $1, $2, 'en', 'resolved', 1, now())`,
      [site.id, speaking],
    );
    // Begun with a file that was never sent.
    await db.query(
      `insert into conversations (id, site_id, contact_id, language) values (gen_random_uuid(), $1, $2, 'en')`,
      [site.id, old[0]],
    );
    const sums: object[] = [];
    await look({ writeDown: async (_, sum) => void sums.push(sum) });
    for (const contact of old) expect(await isKnown(contact)).toBe(false);
    for (const contact of [...stay, speaking]) expect(await isKnown(contact)).toBe(true);
    expect(sums).toEqual([{ conversations: 0, files: 0, players: 2 }]);
  });
});

describe('a clock', () => {
  it('that jumps ahead by a year erases a day’s worth, and there is time to notice', async () => {
    await keep({ conversationDays: 30 });
    const [tomorrow, later] = [await conversation({ daysAgo: 30 }), await conversation({ daysAgo: 32 })];
    // As if the last look had been long before what Postgres now says.
    await db.query(`update retention_clock set trusted_at = now() - interval '365 days'`);
    expect(await look()).toEqual([]);
    const { rows } = await db.query<{ days: number }>(
      `select round(extract(epoch from now() - trusted_at) / 86400)::int as days from retention_clock`,
    );
    expect(rows[0]?.days).toBe(364);
    await db.query(`update retention_clock set trusted_at = now() - interval '2 days'`);
    expect((await look()).map((one) => one.conversation)).toEqual([later.conversation]);
    expect(await isThere(tomorrow.conversation)).toBe(true);
  });

  it('that is set back is believed at once', async () => {
    await keep({ conversationDays: 30 });
    const old = await conversation({ daysAgo: 29 });
    await db.query(`update retention_clock set trusted_at = now() + interval '365 days'`);
    expect(await look()).toEqual([]);
    expect(await isThere(old.conversation)).toBe(true);
  });

  it('of a relay decides nothing but when it looks', async () => {
    await keep({ conversationDays: 30 });
    const young = await conversation({ daysAgo: 29 });
    const clock = fakeClock(Date.now() + 400 * 86_400_000);
    const retention = startRetention({
      store: store(),
      telling: { tell() {} },
      clock,
      log: quietLog,
      list: async () => {},
      writeDown: async () => {},
    });
    await retention.look();
    await retention.stop();
    expect(await isThere(young.conversation)).toBe(true);
  });
});

describe('what retention takes next', () => {
  it('is said with the count of what is due and the soonest date', async () => {
    await keep({ conversationDays: 30, visitorDays: 60 });
    const [due, next] = [await conversation({ daysAgo: 31 }), await conversation({ daysAgo: 20 })];
    await conversation({ daysAgo: 400, status: 'open' });
    for (const one of [due, next]) await visitedDaysAgo(one.contact, 1);
    const desk = await contactDesk(relay.url, await createOperator(db, [site], { role: 'admin' }));
    const { body } = await desk.ask('GET', `sites/${site.id}/keeping`);
    expect(body.rules).toEqual({ conversationDays: 30, visitorDays: 60 });
    expect(body.conversations).toMatchObject({ due: 1, within30Days: 2 });
    expect(Math.round((body.conversations.next - Date.now()) / 86_400_000)).toBe(10);
    expect(body.visitors).toEqual({ due: 0, next: null, within30Days: 0 });
    desk.close();
  });
});
