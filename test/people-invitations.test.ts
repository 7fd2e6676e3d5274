/** Invitations: a link that works once, for a week, for whom it was meant, and only as long as who sent it may send one. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { asking, peopleDesk } from './support/people-desk.ts';
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

let counter = 0;
const address = () => `nina-${++counter}@brand.example`;

async function brand() {
  const site = await createSite(db, { name: 'Fairplay' });
  const admin = await createOperator(db, [site], { name: 'Alesia', role: 'admin' });
  return { site, admin, admins: await peopleDesk(relay.url, admin), as: (role: string) => [{ site: site.id, role }] };
}
const anybody = () => asking(relay.url);
const check = async (token: string) => (await anybody())('POST', 'invitations/check', { token });
const accept = async (token: string, password = TEST_PASSWORD) =>
  (await anybody())('POST', 'invitations/account', { token, name: 'Nina K.', password });
const acts = async (siteId: string) =>
  (await db.query('select act from audit where site_id = $1 order by id', [siteId])).rows.map(({ act }) => act);

describe('an invitation', () => {
  it('makes an account with what was said of it, and lets in', async () => {
    const { site, admins, as } = await brand();
    const email = address();
    const sent = await admins.invite({
      ...{ email: ` ${email.toUpperCase()}`.trim(), languages: { pl: 'native' }, topics: ['bets'], capacity: 3 },
      roles: as('supervisor'),
    });
    expect(sent).toMatchObject({ status: 201, invitation: { email, roles: as('supervisor'), isWhole: true } });
    expect(await check(sent.link.token)).toMatchObject({ email, name: 'Nina', sites: ['Fairplay'], hasAccount: false });
    const accepted = await accept(sent.link.token);
    expect(accepted).toMatchObject({
      status: 200,
      operator: { name: 'Nina K.', email, role: 'supervisor', languages: { pl: 'native' } },
      sites: [{ id: site.id }],
    });
    expect((await asking(relay.url, accepted.cookie)('GET', 'session')).status).toBe(200);
    expect((await admins.look()).people.find(({ name }) => name === 'Nina K.')).toMatchObject({
      ...{ topics: ['bets'], capacity: 3, email },
    });
    expect((await admins.look()).invitations).toEqual([]);
    expect(await acts(site.id)).toEqual(['invitation.sent', 'invitation.accepted']);
  });

  it('works once, also for eight at a time', async () => {
    const { admins, as } = await brand();
    const { link } = await admins.invite({ email: address(), roles: as('operator') });
    const statuses = await Promise.all(Array.from({ length: 8 }, () => accept(link.token)));
    expect(statuses.filter(({ status }) => status === 200)).toHaveLength(1);
    expect((await check(link.token)).status).toBe(404);
  });

  it('asks for a password as the first run does, and is not spent by one that is refused', async () => {
    const { admins, as } = await brand();
    const { link } = await admins.invite({ email: address(), roles: as('operator') });
    expect(await accept(link.token, 'eleven char')).toMatchObject({
      status: 400,
      error: { fields: { password: expect.anything() } },
    });
    expect((await accept(link.token)).status).toBe(200);
  });

  it('is told once: no list, no audit and no row of the table holds its token', async () => {
    const { admins, as } = await brand();
    const { link, invitation } = await admins.invite({ email: address(), roles: as('operator') });
    const [look] = [JSON.stringify(await admins.look())];
    expect(look).toContain(invitation.id);
    const { rows } = await db.query(
      `select (select string_agg(a::text, '') from audit a) as audit, (select string_agg(i::text, '') from invitations i) as kept`,
    );
    for (const text of [look, rows[0]?.audit, rows[0]?.kept] as string[]) expect(text).not.toContain(link.token);
  });

  it('is over after a week, and when it is withdrawn; a new link ends the one before', async () => {
    const { site, admins, as } = await brand();
    const { link, invitation } = await admins.invite({ email: address(), roles: as('operator') });
    expect(invitation.expiresAt - invitation.createdAt).toBe(7 * 86_400_000);
    const renewed = await admins.ask('POST', `invitations/${invitation.id}/link`);
    expect((await check(link.token)).status).toBe(404);
    expect((await check(renewed.link.token)).status).toBe(200);
    await db.query(`update invitations set expires_at = now() where id = $1`, [invitation.id]);
    expect((await accept(renewed.link.token)).status).toBe(404);
    expect((await admins.look()).invitations).toEqual([]);
    const second = await admins.invite({ email: address(), roles: as('operator') });
    expect((await admins.ask('DELETE', `invitations/${second.invitation.id}`)).status).toBe(204);
    expect((await accept(second.link.token)).status).toBe(404);
    expect(await acts(site.id)).toEqual([
      ...['invitation.sent', 'invitation.renewed', 'invitation.sent', 'invitation.withdrawn'],
    ]);
  });

  it('is not for who is there already, nor sent twice', async () => {
    const { admin, admins, as } = await brand();
    const email = address();
    const to = (said: string) => admins.invite({ email: said, roles: as('operator') });
    expect(await to(admin.email)).toMatchObject({ status: 409, error: { fields: { email: 'here' } } });
    expect((await to(email)).status).toBe(201);
    expect(await to(email)).toMatchObject({ status: 409, error: { fields: { email: 'invited' } } });
    expect((await to('no address')).status).toBe(400);
    expect((await admins.invite({ email: address(), roles: [] })).status).toBe(400);
  });

  it('lets nobody in whom somebody invited who was dismissed meanwhile', async () => {
    const { site, admin, admins, as } = await brand();
    const other = await createOperator(db, [site], { name: 'Marek', role: 'admin' });
    const mareks = await peopleDesk(relay.url, other);
    const { link } = await mareks.invite({ email: address(), roles: as('admin') });
    expect((await check(link.token)).status).toBe(200);
    expect((await admins.disable(other.id)).status).toBe(204);
    expect((await check(link.token)).status).toBe(404);
    expect((await accept(link.token)).status).toBe(404);
    const { rows } = await db.query('select 1 from memberships where site_id = $1', [site.id]);
    expect(rows).toHaveLength(2);
    expect(admin.id).not.toBe(other.id);
  });
});

describe('somebody with an account', () => {
  /** Answers on another brand, and is invited to this one. */
  async function invited() {
    const here = await brand();
    const elsewhere = await createSite(db, { name: 'Other' });
    const known = await createOperator(db, [elsewhere], { name: 'Rauf' });
    const sent = await here.admins.invite({ email: known.email, roles: here.as('supervisor') });
    return { ...here, elsewhere, known, ...sent };
  }

  it('joins by their own sign-in, and keeps what they are', async () => {
    const { site, elsewhere, known, link, admins } = await invited();
    expect(await check(link.token)).toMatchObject({ status: 200, hasAccount: true });
    // The link is no way to a password of theirs.
    expect((await accept(link.token, 'a password of an intruder')).status).toBe(404);
    const his = asking(relay.url, await signIn(relay.url, known));
    expect((await his('POST', 'invitations/membership', { token: link.token })).status).toBe(204);
    const { sites } = await his('GET', 'session');
    expect(sites.map(({ id }: { id: string }) => id).sort()).toEqual([site.id, elsewhere.id].sort());
    expect(await admins.person(known.id)).toMatchObject({ name: 'Rauf', reach: 'shared' });
    expect((await his('POST', 'invitations/membership', { token: link.token })).status).toBe(404);
  });

  it('is told apart from somebody new only by who has the link', async () => {
    const { invitation, as, admins, known } = await invited();
    const fresh = await admins.invite({ email: address(), roles: as('supervisor') });
    const shape = (one: object) => Object.keys(one).sort();
    expect(shape(invitation)).toEqual(shape(fresh.invitation));
    expect((await admins.look()).people.map(({ id }) => id)).not.toContain(known.id);
  });

  it('cannot use an invitation of somebody else’s', async () => {
    const { site, link } = await invited();
    const stranger = await createOperator(db, []);
    const theirs = asking(relay.url, await signIn(relay.url, stranger));
    expect((await theirs('POST', 'invitations/membership', { token: link.token })).status).toBe(404);
    expect((await check(link.token)).status).toBe(200);
    const { rows } = await db.query('select 1 from memberships where site_id = $1 and operator_id = $2', [
      ...[site.id, stranger.id],
    ]);
    expect(rows).toEqual([]);
  });
});

describe('whoever may not', () => {
  it('sends none, to no site that they do not administer', async () => {
    const { site, admins, as } = await brand();
    const other = await brand();
    expect((await admins.invite({ email: address(), roles: other.as('operator') })).status).toBe(404);
    const both = [...as('operator'), ...other.as('operator')];
    expect((await admins.invite({ email: address(), roles: both })).status).toBe(404);
    const vera = await peopleDesk(relay.url, await createOperator(db, [site], { role: 'supervisor' }));
    expect((await vera.invite({ email: address(), roles: as('operator') })).status).toBe(404);
  });

  it('sees of an invitation to several brands their own, may withdraw it and not renew it', async () => {
    const [one, two] = [await brand(), await brand()];
    const wide = await peopleDesk(relay.url, await createOperator(db, [one.site, two.site], { role: 'admin' }));
    const both = [...one.as('operator'), ...two.as('operator')];
    const { invitation, link } = await wide.invite({ email: address(), roles: both });
    const [seen] = (await one.admins.look()).invitations;
    expect(seen).toMatchObject({ id: invitation.id, roles: one.as('operator'), isWhole: false });
    expect((await one.admins.ask('POST', `invitations/${invitation.id}/link`)).status).toBe(403);
    expect((await one.admins.ask('DELETE', `invitations/${invitation.id}`)).status).toBe(204);
    expect((await check(link.token)).status).toBe(404);
  });
});
