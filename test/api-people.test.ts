/** What a key does with people: as an administrator of its one site could, and never so that it becomes more than it is. */
import type { Person } from '@touchline/shared/staff.ts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { program } from './support/api-program.ts';
import { asking } from './support/people-desk.ts';
import { createTestDatabase } from './support/postgres.ts';
import { createOperator, createSite, signIn, startTestRelay, TEST_PASSWORD, type TestRelay } from './support/relay.ts';

// Every password costs a slow machine its time.
vi.setConfig({ testTimeout: 120_000 });

const { db } = await createTestDatabase();
let relay: TestRelay;
beforeAll(async () => {
  relay = await startTestRelay(db);
});
afterAll(() => relay.close());

const SKILLS = { languages: { pl: 'native' }, topics: ['bets'], capacity: 3 };

/** Its maker administers another brand as well, and the installation. */
async function staffed() {
  const made = await program(db, relay.url, ['people:read', 'people:write']);
  const brand = await createSite(db);
  await db.query(`insert into memberships (operator_id, site_id, role) values ($1, $2, 'admin')`, [
    ...[made.owner.person.id, brand.id],
  ]);
  await db.query('insert into administrators values ($1)', [made.owner.person.id]);
  const list = async (): Promise<Person[]> => (await made.ask('GET', 'people')).body.people;
  const person = async (id: string) => (await list()).find((one) => one.id === id);
  const put = async (id: string, change: object) =>
    made.ask('PUT', `people/${id}`, { ...SKILLS, version: (await person(id))?.version ?? 1, ...change });
  return { ...made, brand, list, person, put };
}

describe('a key with people:write', () => {
  it('invites somebody, who comes in by the link', async () => {
    const { ask, site, person } = await staffed();
    const draft = { ...SKILLS, email: 'nina@brand.example', name: 'Nina', role: 'supervisor' };
    const sent = await ask('POST', 'invitations', draft, { name: 'hire-7' });
    expect(sent).toMatchObject({
      status: 201,
      body: { invitation: { roles: [{ site: site.id, role: 'supervisor' }] } },
    });
    expect((await ask('POST', 'invitations', draft, { name: 'hire-7' })).text).toBe(sent.text);
    expect((await ask('GET', 'invitations')).body.invitations).toHaveLength(1);
    const { token } = sent.body.link;
    const joined = await asking(relay.url)('POST', 'invitations/account', {
      token,
      name: 'N',
      password: TEST_PASSWORD,
    });
    expect(joined).toMatchObject({ status: 200, sites: [{ id: site.id }] });
    expect(await person(joined.operator.id)).toMatchObject({ name: 'N', capacity: 3, presence: 'offline' });
  });

  it('changes and removes, and is told where somebody else was first', async () => {
    const { put, person, site } = await staffed();
    const { id } = await createOperator(db, [site]);
    expect((await put(id, { role: 'supervisor' })).status).toBe(204);
    expect(await person(id)).toMatchObject({ ...SKILLS, roles: [{ role: 'supervisor' }] });
    expect((await put(id, { role: 'operator', version: 1 })).status).toBe(409);
    expect((await put(id, { role: null })).status).toBe(204);
    expect(await person(id)).toBe(undefined);
    expect((await put(id, { role: 'operator' })).status).toBe(404);
  });

  it('disables somebody, whose session is over', async () => {
    const { ask, site, person } = await staffed();
    const someone = await createOperator(db, [site]);
    const cookie = await signIn(relay.url, someone);
    expect((await ask('PUT', `people/${someone.id}/disabled`, { isDisabled: true })).status).toBe(204);
    expect((await person(someone.id))?.isDisabled).toBe(true);
    expect((await asking(relay.url, cookie)('GET', 'session')).status).toBe(401);
  });

  it('makes, changes, disables and re-invites no administrator', async () => {
    const { ask, put, site, owner } = await staffed();
    const [clerk, chief] = [await createOperator(db, [site]), await createOperator(db, [site], { role: 'admin' })];
    expect((await put(clerk.id, { role: 'admin' })).status).toBe(400);
    const invitation = { ...SKILLS, email: 'boss@brand.example', name: 'Boss' };
    expect((await ask('POST', 'invitations', { ...invitation, role: 'admin' })).status).toBe(400);
    for (const id of [chief.id, owner.person.id]) {
      expect((await put(id, { role: 'operator' })).status).toBe(403);
      expect((await ask('PUT', `people/${id}/disabled`, { isDisabled: true })).status).toBe(403);
    }
    // One that a person has sent: whoever had a new link of it would come in as an administrator.
    const { invitation: sent } = await asking(relay.url, owner.cookie)('POST', 'invitations', {
      ...invitation,
      roles: [{ site: site.id, role: 'admin' }],
    });
    expect((await ask('POST', `invitations/${sent.id}/link`)).status).toBe(403);
    expect((await ask('DELETE', `invitations/${sent.id}`)).status).toBe(403);
  });

  it('touches of who works for two brands only what they are on its own', async () => {
    const { ask, put, person, list, site, brand, owner } = await staffed();
    const [both, elsewhere] = [await createOperator(db, [site, brand]), await createOperator(db, [brand])];
    expect((await list()).map(({ id }) => id)).not.toContain(elsewhere.id);
    expect((await person(both.id))?.roles).toEqual([{ site: site.id, role: 'operator' }]);
    expect((await put(elsewhere.id, { role: 'operator' })).status).toBe(404);
    expect((await ask('PUT', `people/${both.id}/disabled`, { isDisabled: true })).status).toBe(403);
    const { invitation } = await asking(relay.url, owner.cookie)('POST', 'invitations', {
      ...{ ...SKILLS, email: 'two@brand.example', name: 'Two' },
      roles: [site, brand].map(({ id }) => ({ site: id, role: 'operator' })),
    });
    expect((await ask('POST', `invitations/${invitation.id}/link`)).status).toBe(403);
    // The key alone is kept to its site: its maker may, in a browser.
    const byMaker = asking(relay.url, owner.cookie);
    for (const isDisabled of [true, false]) {
      expect((await byMaker('PUT', `people/${both.id}/disabled`, { isDisabled })).status).toBe(204);
    }
    expect((await put(both.id, { role: null })).status).toBe(204);
    const { rows } = await db.query('select site_id as id from memberships where operator_id = $1', [both.id]);
    expect(rows).toEqual([{ id: brand.id }]);
  });

  it('does nothing with accounts: no password, no second factor, no key', async () => {
    const { call, ask, site } = await staffed();
    const { id } = await createOperator(db, [site]);
    for (const [method, path, body] of [
      ['POST', `people/${id}/password-link`],
      ['POST', `people/${id}/second-factor-reset`, { password: TEST_PASSWORD }],
      ['DELETE', `people/${id}/sessions`],
      ['PUT', `people/${id}/disabled`, { isDisabled: true }],
      ['PUT', 'me/password', { password: TEST_PASSWORD, newPassword: TEST_PASSWORD }],
    ] as const) {
      expect((await call(method, path, body)).status).toBe(403);
    }
    expect((await ask('POST', 'api-keys', { name: 'x', scopes: ['people:write'], days: 9 })).status).toBe(403);
    expect((await ask('PUT', 'second-factor', { roles: [] })).status).toBe(403);
  });

  it('is read in pages, who came last first', async () => {
    const { ask, site } = await staffed();
    for (let n = 0; n < 55; n++) {
      await db.query(
        `with made as (insert into operators (id, name, email, password_hash, capacity)
           values (gen_random_uuid(), 'X', gen_random_uuid()::text, '', 1) returning id)
         insert into memberships (operator_id, site_id, role) select id, $1, 'operator' from made`,
        [site.id],
      );
    }
    const first = (await ask('GET', 'people')).body;
    const second = (await ask('GET', `people?before=${first.next}`)).body;
    const ids = [...first.people, ...second.people].map(({ id }: Person) => id);
    expect([first.people.length, ids.length, second.next]).toEqual([50, 56, null]);
    expect(ids).toEqual([...new Set(ids)].sort().reverse());
  });
});

it('what a key has done is written down with its name; what its maker does, without', async () => {
  const { ask, owner, site, put, key } = await staffed();
  const { id } = await createOperator(db, [site]);
  await put(id, { role: 'supervisor' });
  await owner.ask('PUT', 'second-factor', { roles: ['admin'] });
  const { entries } = (await ask('GET', 'audit')).body;
  expect(entries).toMatchObject([
    { act: 'site.second-factor', by: { id: owner.person.id } },
    { act: 'person.changed', by: { id: owner.person.id }, about: { program: 'Bot', programKey: key } },
    { act: 'api-key.made' },
  ]);
  expect(entries[0].about).not.toHaveProperty('program');
});
