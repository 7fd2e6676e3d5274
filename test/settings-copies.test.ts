/** A second site made of the first: what it has of it, and what it must not have. */

import { systemClock } from '@touchline/shared/clock.ts';
import { newId } from '@touchline/shared/wire.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase } from './support/postgres.ts';
import { createOperator, createSite, startTestRelay, type TestRelay } from './support/relay.ts';
import { type SettingsDesk, settingsDesk } from './support/settings-desk.ts';

const { db } = await createTestDatabase();
let relay: TestRelay;
beforeAll(async () => {
  relay = await startTestRelay(db);
});
afterAll(() => relay.close());

const id = () => newId(systemClock.now());
const newKey = () => `copy-${crypto.randomUUID().slice(0, 8)}`;

type Made = { id: string; identityKey: { kid: string; secret: string } };
const copy = (owner: SettingsDesk, more: object = {}) =>
  owner.ask<Made>('POST', 'copies', { name: 'Second', key: newKey(), origins: ['https://second.example'], ...more });

async function begin() {
  const site = await createSite(db);
  const owner = await settingsDesk(db, relay.url, site);
  await owner.settle('look', { color: '#123456' });
  await owner.settle('texts', { greeting: { en: 'Hello', be: 'Вітаем' } });
  await owner.settle('routing', { mode: 'offer' });
  const accepted = [{ provider: 'own', by: 'Owner', at: 1 }];
  const glossary = [{ en: ['cash out'], be: ['вывад'] }];
  await db.query('update sites set translation = $2 where id = $1', [site.id, { accepted, glossary }]);
  await db.query(`insert into canned_replies (site_id, id, shortcut, texts) values ($1, $2, 'hi', '{"en": "Hi"}')`, [
    site.id,
    id(),
  ]);
  const colleague = await createOperator(db, [site]);
  return { site, owner, colleague };
}

async function rowOf(siteId: string) {
  const { rows } = await db.query(
    `select s.*, array(select shortcut from canned_replies where site_id = s.id) as replies,
       array(select role from memberships where site_id = s.id order by role) as roles,
       array(select kid from identity_keys where site_id = s.id) as kids
     from sites s where id = $1`,
    [siteId],
  );
  return rows[0] as Record<string, unknown>;
}

it('looks, speaks and hands out as the first, and has its own pages, keys and consent', async () => {
  const { site, owner } = await begin();
  await db.query(`update sites set second_factor_for = '{admin}' where id = $1`, [site.id]);
  const made = await copy(owner, { withPeople: true });
  expect(made.status).toBe(201);
  const second = await rowOf(made.id);
  expect(second).toMatchObject({
    name: 'Second',
    settings: { color: '#123456', greeting: { en: 'Hello', be: 'Вітаем' } },
    routing: { mode: 'offer' },
    second_factor_for: ['admin'],
    origins: ['https://second.example'],
    replies: ['hi'],
    roles: ['admin', 'operator'],
    kids: [made.identityKey.kid],
  });
  expect(second.translation).toMatchObject({ accepted: [], glossary: [{ en: ['cash out'] }] });
  expect(Buffer.from(made.identityKey.secret, 'base64url')).toHaveLength(32);
});

it('has nobody but its maker where it is made without people, and remembers where it is from', async () => {
  const { site, owner } = await begin();
  const made = await copy(owner, { withPeople: false });
  expect((await rowOf(made.id)).roles).toEqual(['admin']);
  const { rows } = await db.query(`select about from audit where site_id = $1 and act = 'site.created'`, [made.id]);
  expect(rows).toEqual([{ about: expect.objectContaining({ copiedFrom: site.id }) }]);
});

it('under a key that is taken is not made, and leaves nothing', async () => {
  const { site, owner } = await begin();
  const before = await db.query('select count(*) as n from sites');
  const answer = await copy(owner, { key: site.key });
  expect([answer.status, Object.keys(answer.error?.fields ?? {})]).toEqual([409, ['key']]);
  expect((await db.query('select count(*) as n from sites')).rows).toEqual(before.rows);
});
