import { CLOSE } from '@touchline/shared/wire.ts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { connectOperator } from './support/frame-client.ts';
import { frameOperator } from './support/frame-operator.ts';
import { peopleDesk, staffedSite } from './support/people-desk.ts';
import { createTestDatabase } from './support/postgres.ts';
import { createOperator, createSite, signIn, startTestRelay, type TestRelay } from './support/relay.ts';
import { atDesk, hire, playerWrites, QUICK_TIMING, routedSite } from './support/shift.ts';

// Every password costs a slow machine its time.
vi.setConfig({ testTimeout: 120_000 });

const { db } = await createTestDatabase();
let relay: TestRelay;
beforeAll(async () => {
  relay = await startTestRelay(db, { timing: QUICK_TIMING });
});
afterAll(() => relay.close());

const staffed = () => staffedSite(db, relay.url);
type Staffed = Awaited<ReturnType<typeof staffed>>;
const acts = async (siteId: string) =>
  (await db.query('select act, actor_id, about from audit where site_id = $1 order by id', [siteId])).rows;

describe('looking', () => {
  it('shows everybody on the sites one administers, and of foreign brands nothing', async () => {
    const { site, other, operator, both, stranger, admins } = await staffed();
    const { people, sites } = await admins.look();
    expect(people.map(({ name }) => name)).toEqual(['Alesia', 'Ksenia', 'Rauf', 'Vera']);
    expect(sites).toMatchObject([{ id: site.id, role: 'admin' }]);
    expect(await admins.person(operator.id)).toMatchObject({
      ...{ email: operator.email, roles: [{ site: site.id, role: 'operator' }], reach: 'everything', version: 1 },
      ...{ isDisabled: false, hasSecondFactor: false, presence: 'offline', capacity: 4, topics: null },
    });
    const text = JSON.stringify(await admins.person(both.id));
    expect(JSON.parse(text)).toMatchObject({ reach: 'shared', roles: [{ site: site.id, role: 'operator' }] });
    expect(text).not.toContain(other.id);
    expect(JSON.stringify(people)).not.toContain(stranger.id);
  });

  it('is a supervisor’s too, without what an intruder would want, and changes nothing', async () => {
    const { supervisor, operator } = await staffed();
    const vera = await peopleDesk(relay.url, supervisor);
    expect(await vera.person(operator.id)).toMatchObject({ email: null, hasSecondFactor: null, reach: 'nothing' });
    expect((await vera.change(operator.id, { capacity: 9 })).status).toBe(404);
    expect((await vera.disable(operator.id)).status).toBe(404);
    expect((await vera.change(supervisor.id, { roles: [] })).status).toBe(404);
  });
});

describe('a change', () => {
  it('counts at once: the inbox begins anew with it, and what was and is are written down', async () => {
    const { site, operator, admin, admins } = await staffed();
    const desk = await connectOperator(relay.url, await signIn(relay.url, operator));
    const changed = await admins.change(operator.id, {
      ...{ name: 'Rauf M.', languages: { az: 'native' }, topics: ['bets'], capacity: 2 },
      roles: [{ site: site.id, role: 'supervisor' }],
    });
    expect(changed.status).toBe(204);
    expect(await desk.closed).toBe(CLOSE.restart);
    const again = await connectOperator(relay.url, await signIn(relay.url, operator));
    expect(again.received.find(({ type }) => type === 'ready')).toMatchObject({
      operator: { name: 'Rauf M.', role: 'supervisor', languages: { az: 'native' } },
    });
    again.close();
    expect(await admins.person(operator.id)).toMatchObject({ capacity: 2, topics: ['bets'], version: 2 });
    expect(await acts(site.id)).toEqual([
      {
        act: 'person.changed',
        actor_id: admin.id,
        about: {
          ...{ person: operator.id, name: 'Rauf M.' },
          before: { ...AS_MADE, name: 'Rauf', role: 'operator' },
          after: {
            ...{ name: 'Rauf M.', languages: { az: 'native' }, topics: ['bets'], capacity: 2, isOwner: false },
            role: 'supervisor',
          },
        },
      },
    ]);
  });

  it('of two who edit the same person one is refused, and neither is lost', async () => {
    const { site, operator, admin, admins } = await staffed();
    const second = await peopleDesk(relay.url, await createOperator(db, [site], { role: 'admin' }));
    const statuses = await Promise.all([
      admins.change(operator.id, { capacity: 7, version: 1 }),
      second.change(operator.id, { capacity: 8, version: 1 }),
    ]);
    expect(statuses.map(({ status }) => status).sort()).toEqual([204, 409]);
    const [winner] = await acts(site.id);
    expect((await admins.person(operator.id))?.capacity).toBe(winner?.actor_id === admin.id ? 7 : 8);
  });

  it('what somebody says of themselves meanwhile is a change, too', async () => {
    const { operator, admins } = await staffed();
    const known = await admins.person(operator.id);
    const rauf = await peopleDesk(relay.url, operator);
    expect((await rauf.ask('PUT', 'me/languages', { languages: { tr: 'fluent' } })).status).toBe(204);
    expect((await admins.change(operator.id, { capacity: 1, version: known?.version ?? 0 })).status).toBe(409);
  });

  it('takes a site away: what they had open there goes back to the front, the other brand is left alone', async () => {
    const site = await routedSite(db);
    const admins = await peopleDesk(relay.url, await createOperator(db, [site], { name: 'Alesia', role: 'admin' }));
    const rauf = await hire(db, site, 'Rauf');
    const his = await atDesk(relay.url, rauf);
    const { conversation } = await playerWrites(relay.url, site);
    await his.row(conversation, 'it his', ({ state }) => state.assignee?.id === rauf.id);
    expect((await admins.change(rauf.id, { roles: [{ site: site.id, role: null }] })).status).toBe(204);
    expect(await his.closed).toBe(CLOSE.restart);
    expect(await placeOf(conversation)).toEqual({ status: 'waiting', front: true });
    expect(await admins.person(rauf.id)).toBeUndefined();
  });
});

describe('nobody', () => {
  it('reaches into a brand that is not theirs', async () => {
    const { site, other, both, stranger, operator, admins } = await staffed();
    const foreign = [{ site: other.id, role: 'admin' as const }];
    expect((await admins.change(operator.id, { roles: foreign })).status).toBe(404);
    expect((await admins.change(stranger.id, {}).catch(() => ({ status: 404 }))).status).toBe(404);
    expect((await admins.disable(stranger.id)).status).toBe(404);
    // Whoever works for both is changed where one administers, and nothing of the account is touched.
    expect((await admins.change(both.id, { roles: [{ site: site.id, role: 'supervisor' }] })).status).toBe(204);
    expect((await admins.change(both.id, { name: 'Somebody' })).status).toBe(403);
    expect((await admins.disable(both.id)).status).toBe(403);
    expect((await admins.ask('POST', `people/${both.id}/password-link`)).status).toBe(403);
    expect((await admins.ask('DELETE', `people/${both.id}/sessions`)).status).toBe(403);
    const reset = { password: 'a long enough password' };
    expect((await admins.ask('POST', `people/${both.id}/second-factor-reset`, reset)).status).toBe(403);
  });

  it('gets around the proofs of their own account, at an inbox that was left open', async () => {
    const { admin, admins } = await staffed();
    expect((await admins.ask('POST', `people/${admin.id}/password-link`)).status).toBe(403);
    const reset = { password: 'a long enough password' };
    expect((await admins.ask('POST', `people/${admin.id}/second-factor-reset`, reset)).status).toBe(403);
  });

  it('makes themselves, or a friend, an administrator of the installation', async () => {
    const { site, admin, operator, admins } = await staffed();
    expect((await admins.change(admin.id, { isOwner: true })).status).toBe(403);
    expect((await admins.change(operator.id, { isOwner: true })).status).toBe(403);
    const owner = await createOperator(db, [site], { name: 'Owner', role: 'admin', isAdministrator: true });
    // Nor touches the account of one.
    expect((await admins.disable(owner.id)).status).toBe(403);
    expect((await admins.ask('POST', `people/${owner.id}/password-link`)).status).toBe(403);
    const owners = await peopleDesk(relay.url, owner);
    expect((await owners.change(admin.id, { isOwner: true })).status).toBe(204);
    expect((await owners.change(admin.id, { isOwner: false })).status).toBe(204);
  });
});

describe('the last administrator', () => {
  it('of a site is neither removed nor demoted nor disabled, and a sentence says why', async () => {
    const { site, admin, admins } = await staffed();
    for (const role of [null, 'operator', 'supervisor'] as const) {
      const refused = await admins.change(admin.id, { roles: [{ site: site.id, role }] });
      expect(refused).toMatchObject({ status: 403, error: { fields: { last: 'Fairplay' } } });
    }
    const owner = await peopleDesk(
      relay.url,
      await createOperator(db, [site], { role: 'admin', isAdministrator: true }),
    );
    expect((await owner.change(admin.id, { roles: [{ site: site.id, role: 'operator' }] })).status).toBe(204);
    expect((await owner.disable(admin.id)).status).toBe(204);
  });

  it('who is disabled does not count as one', async () => {
    const { site, admin, admins } = await staffed();
    const second = await createOperator(db, [site], { role: 'admin' });
    expect((await admins.disable(second.id)).status).toBe(204);
    expect((await admins.change(admin.id, { roles: [{ site: site.id, role: null }] })).status).toBe(403);
    expect((await admins.disable(second.id, false)).status).toBe(204);
    expect((await admins.change(admin.id, { roles: [{ site: site.id, role: null }] })).status).toBe(204);
  });

  it.each([
    ['demote each other', true],
    ['demote themselves', false],
  ])('is left where two %s at the same moment', async (_, eachOther) => {
    for (let round = 0; round < 4; round++) expect(await leftAfterTwo(eachOther)).toBe(1);
  });

  it('the check fails when the changes are not made one at a time', async () => {
    await db.query(TOGETHER);
    await db.query('create or replace function lock_people() returns void language sql as $$ select $$');
    try {
      expect(await leftAfterTwo(true)).toBe(0);
    } finally {
      await db.query(LOCKED);
      await db.query('drop trigger together on memberships');
    }
  });

  it('of the installation is not dismissed', async () => {
    const { db: own } = await createTestDatabase();
    const alone = await startTestRelay(own);
    const site = await createSite(own);
    const owner = await createOperator(own, [site], { role: 'admin', isAdministrator: true });
    await createOperator(own, [site], { role: 'admin' });
    const desk = await peopleDesk(alone.url, owner);
    expect(await desk.change(owner.id, { isOwner: false })).toMatchObject({
      status: 403,
      error: { fields: { last: '' } },
    });
    await alone.close();
  });
});

describe('who is disabled', () => {
  it('is out at once, and what they had open waits in front; enabled again they sign in as before', async () => {
    const site = await routedSite(db);
    const admins = await peopleDesk(relay.url, await createOperator(db, [site], { name: 'Alesia', role: 'admin' }));
    const rauf = await hire(db, site, 'Rauf');
    const his = await atDesk(relay.url, rauf);
    const { conversation } = await playerWrites(relay.url, site);
    await his.row(conversation, 'it his', ({ state }) => state.assignee?.id === rauf.id);
    const cookie = await signIn(relay.url, rauf);
    expect((await admins.disable(rauf.id)).status).toBe(204);
    expect(await his.closed).toBe(CLOSE.signedOut);
    expect(await placeOf(conversation)).toEqual({ status: 'waiting', front: true });
    expect((await fetch(`${relay.url}/api/session`, { headers: { cookie } })).status).toBe(401);
    await expect(signIn(relay.url, rauf)).rejects.toThrow('401');
    expect(await admins.person(rauf.id)).toMatchObject({ isDisabled: true, presence: 'offline' });
    expect((await admins.disable(rauf.id, false)).status).toBe(204);
    const back = await frameOperator(relay.url, rauf);
    back.close();
    expect((await acts(site.id)).map(({ act }) => act)).toEqual(['person.disabled', 'person.enabled']);
  });

  it('is not who disables', async () => {
    const { site, admin, admins } = await staffed();
    await createOperator(db, [site], { role: 'admin' });
    expect((await admins.disable(admin.id)).status).toBe(403);
  });
});

const AS_MADE = { languages: {}, topics: null, capacity: 4, isOwner: false };
/** Nobody commits before two have looked, or half a minute is over. */
const TOGETHER = `
  create function wait_for_another() returns trigger language plpgsql as $$
  begin
    perform pg_advisory_xact_lock_shared(4242);
    for look in 1..3000 loop
      exit when (select count(*) from pg_locks where locktype = 'advisory' and objid = 4242) >= 2;
      perform pg_sleep(0.01);
    end loop;
    return null;
  end $$;
  create constraint trigger together after update on memberships deferrable initially deferred
    for each row execute function wait_for_another()`;
const LOCKED = `create or replace function lock_people() returns void language sql volatile
  as $$ select pg_advisory_xact_lock(hashtext('touchline people')) $$`;

/** How many administrators a site has left after its two change each other, or themselves, at once. */
async function leftAfterTwo(eachOther: boolean): Promise<number> {
  const { site, admin, admins }: Staffed = await staffed();
  const second = await createOperator(db, [site], { role: 'admin' });
  const seconds = await peopleDesk(relay.url, second);
  const demoted = { version: 1, roles: [{ site: site.id, role: 'operator' as const }] };
  const statuses = await Promise.all([
    admins.change(eachOther ? second.id : admin.id, demoted),
    seconds.change(eachOther ? admin.id : second.id, demoted),
  ]);
  const { rows } = await db.query(`select 1 from memberships where site_id = $1 and role = 'admin'`, [site.id]);
  if (rows.length === 1) expect(statuses.map(({ status }) => status).sort()[0]).toBe(204);
  return rows.length;
}

async function placeOf(conversation: string) {
  const { rows } = await db.query('select status, front from conversations where id = $1', [conversation]);
  return rows[0];
}
