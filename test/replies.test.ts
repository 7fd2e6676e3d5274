/** Replies kept ready: who reads and writes them, and what becomes of two who write at once. */
import { systemClock } from '@touchline/shared/clock.ts';
import type { CannedReply, ReplyChange } from '@touchline/shared/replies.ts';
import { newId } from '@touchline/shared/wire.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase } from './support/postgres.ts';
import { createOperator, createSite, signIn, startTestRelay, type TestRelay } from './support/relay.ts';

const { db } = await createTestDatabase();
const site = await createSite(db);
const other = await createSite(db, { name: 'Other' });
const people = {
  operator: await createOperator(db, [site]),
  supervisor: await createOperator(db, [site], { role: 'supervisor' }),
  admin: await createOperator(db, [site], { role: 'admin' }),
  stranger: await createOperator(db, [other], { role: 'admin' }),
};
type Who = keyof typeof people;
const cookies = {} as Record<Who, string>;
let relay: TestRelay;
beforeAll(async () => {
  relay = await startTestRelay(db);
  for (const who of Object.keys(people) as Who[]) cookies[who] = await signIn(relay.url, people[who]);
});
afterAll(() => relay.close());
beforeEach(() => db.query('truncate canned_replies, audit').then(() => undefined));

const PAYOUT = { shortcut: 'payout', topic: 'payments', texts: { en: 'Within a day.', be: 'Цягам дня.' }, version: 0 };

async function call(who: Who, method: string, path: string, body?: object) {
  const response = await fetch(`${relay.url}/api/sites/${path}`, {
    method,
    headers: { cookie: cookies[who], ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, ...(text ? JSON.parse(text) : {}) };
}
const put = (who: Who, reply: string, change: object, of = site) =>
  call(who, 'PUT', `${of.id}/replies/${reply}`, change);
const remove = (who: Who, reply: string, version: number) =>
  call(who, 'DELETE', `${site.id}/replies/${reply}?version=${version}`);
async function list(who: Who, of = site): Promise<CannedReply[]> {
  return (await call(who, 'GET', `${of.id}/replies`)).replies;
}
const id = () => newId(systemClock.now());
const acts = async () => (await db.query('select act, actor_id, site_id, about from audit order by id')).rows;

describe('replies of a site', () => {
  it('are written by supervisors and administrators, and read by everybody who answers there', async () => {
    const [one, two] = [id(), id()];
    expect((await put('supervisor', one, PAYOUT)).status).toBe(200);
    expect((await put('admin', two, { ...PAYOUT, shortcut: 'Вывад-2', topic: null })).status).toBe(200);
    expect(await list('operator')).toMatchObject([
      { id: one, shortcut: 'payout', topic: 'payments', texts: PAYOUT.texts, version: 1 },
      { id: two, shortcut: 'вывад-2', topic: null },
    ]);
    expect((await put('operator', one, { ...PAYOUT, version: 1 })).status).toBe(404);
    expect((await remove('operator', one, 1)).status).toBe(404);
    expect(await list('operator')).toHaveLength(2);
  });

  it('never cross brands, not even under the same id', async () => {
    const reply = id();
    await put('admin', reply, PAYOUT);
    expect((await call('stranger', 'GET', `${site.id}/replies`)).status).toBe(404);
    expect((await put('stranger', reply, { ...PAYOUT, version: 1 })).status).toBe(404);
    expect((await remove('stranger', reply, 1)).status).toBe(404);
    expect(await list('stranger', other)).toEqual([]);
    expect((await put('stranger', reply, { ...PAYOUT, texts: { en: 'theirs' } }, other)).status).toBe(200);
    expect(await list('admin')).toMatchObject([{ id: reply, texts: PAYOUT.texts, version: 1 }]);
  });

  it('two who edit the same do not undo each other’s work', async () => {
    const reply = id();
    await put('admin', reply, PAYOUT);
    const changes = ['Today.', 'Tomorrow.'].map((en) =>
      put('supervisor', reply, { ...PAYOUT, texts: { en }, version: 1 }),
    );
    const statuses = (await Promise.all(changes)).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 409]);
    expect((await list('operator'))[0]?.version).toBe(2);
    expect((await remove('admin', reply, 1)).status).toBe(409);
    expect((await remove('admin', reply, 2)).status).toBe(204);
    expect((await put('admin', reply, { ...PAYOUT, version: 2 })).status).toBe(404);
    expect(await list('operator')).toEqual([]);
  });

  it('the check fails when versions do not count', async () => {
    const reply = id();
    await put('admin', reply, PAYOUT);
    await db.query(
      `create function blind() returns trigger language plpgsql as 'begin new.version := 1; return new; end'`,
    );
    await db.query('create trigger blind before update on canned_replies for each row execute function blind()');
    const both = ['Today.', 'Tomorrow.'].map((en) =>
      put('supervisor', reply, { ...PAYOUT, texts: { en }, version: 1 }),
    );
    expect((await Promise.all(both)).map(({ status }) => status)).toEqual([200, 200]);
    await db.query('drop function blind cascade');
  });

  it('have one shortcut each', async () => {
    await put('admin', id(), PAYOUT);
    const answer = await put('admin', id(), { ...PAYOUT, shortcut: 'PayOut' });
    expect(answer).toMatchObject({ status: 409, error: { fields: { shortcut: expect.stringContaining('payout') } } });
    expect((await acts()).map(({ act }) => act)).toEqual(['reply.created']);
  });

  it('are measured as they are kept', async () => {
    expect((await put('admin', id(), { ...PAYOUT, texts: { en: '\ufb2c'.repeat(1_200) } })).status).toBe(413);
    expect(await list('operator')).toEqual([]);
  });

  it('one that is longer than may be written now hides none of the others', async () => {
    await put('admin', id(), PAYOUT);
    await db.query(
      `insert into canned_replies (site_id, id, shortcut, topic, texts) values ($1, $2, 'long', null, $3)`,
      [site.id, id(), { en: 'x'.repeat(4_000) }],
    );
    expect((await list('operator')).map(({ shortcut }) => shortcut)).toEqual(['long', 'payout']);
  });

  it('what is done to them is written down, without the texts', async () => {
    const reply = id();
    await put('admin', reply, PAYOUT);
    await put('supervisor', reply, { ...PAYOUT, texts: { en: 'secret words' }, version: 1 });
    await remove('admin', reply, 2);
    expect(await acts()).toMatchObject([
      { act: 'reply.created', actor_id: people.admin.id, site_id: site.id, about: { reply, languages: ['en', 'be'] } },
      { act: 'reply.changed', actor_id: people.supervisor.id, about: { reply, languages: ['en'] } },
      { act: 'reply.deleted', actor_id: people.admin.id, about: { reply, shortcut: 'payout' } },
    ]);
    expect(JSON.stringify(await acts())).not.toContain('secret');
  });

  it.each<[string, Partial<Record<keyof ReplyChange, unknown>>]>([
    ['no shortcut', { shortcut: '' }],
    ['a shortcut with a space', { shortcut: 'pay out' }],
    ['a shortcut with a slash', { shortcut: '/payout' }],
    ['no text', { texts: {} }],
    ['an empty text', { texts: { en: '  ' } }],
    ['a text of nothing visible', { texts: { en: '\u200b\u200b' } }],
    ['a text that is too long', { texts: { en: 'x'.repeat(1_501) } }],
    ['a language that is none', { texts: { 'not a language': 'x' } }],
    ['a topic nobody knows', { topic: 'weather' }],
    ['a version that is none', { version: -1 }],
  ])('are refused with %s', async (_, wrong) => {
    expect((await put('admin', id(), { ...PAYOUT, ...wrong })).status).toBe(400);
    expect(await list('operator')).toEqual([]);
  });
});
