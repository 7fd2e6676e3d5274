/** What operators are told of a player: who sees what is personal, what is written down, and that nothing leaks. */

import { newToken } from '@touchline/shared/wire.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditOf, type ContactDesk, contactDesk, id, knownPlayer } from './support/contact-desk.ts';
import { createTestDatabase } from './support/postgres.ts';
import { createOperator, createSite, startTestRelay, type TestRelay } from './support/relay.ts';

const { db } = await createTestDatabase();
let relay: TestRelay;
beforeAll(async () => {
  relay = await startTestRelay(db);
});
afterAll(() => relay.close());

const PERSONAL = {
  balance: '48213.77',
  email: 'maryna.secret@mail.example',
  phone: '+48 600 111 222',
  birthYear: '1987',
};
const CLAIMS = {
  ...PERSONAL,
  birthYear: 1987,
  ...{ name: 'Maryna', tier: 'gold', kyc: 'verified', currency: 'EUR', country: 'PL', registeredAt: '2024-05-01' },
};

async function scene() {
  const [site, other] = [await createSite(db), await createSite(db)];
  const sub = id();
  const player = await knownPlayer(relay.url, site, { claims: { sub, ...CLAIMS } });
  const desk = async (role: 'operator' | 'supervisor' | 'admin') =>
    contactDesk(relay.url, await createOperator(db, [site], { role, name: role }));
  return { site, other, sub, player, desk };
}

/** Everything that an inbox asks for and hears of one conversation. */
async function work(desk: ContactDesk, { contact, conversation }: { contact: string; conversation: string }) {
  await desk.answer(conversation, 'Good evening!');
  desk.send({ type: 'list', view: 'all' });
  await desk.next('list');
  desk.send({ type: 'history', conversation, before: 100 });
  await desk.next('history');
  await desk.next('visiting');
  for (const part of ['', '/conversations', '/notes']) await desk.ask('GET', `contacts/${contact}${part}`);
  await desk.ask('POST', `contacts/${contact}/notes`, { id: id(), text: 'Polite.' });
  await desk.ask('PUT', `contacts/${contact}/block`, { term: 'hour', reason: 'insults' });
  await desk.ask('DELETE', `contacts/${contact}/block`);
  await desk.ask('POST', 'search', { text: 'Maryna' });
  await desk.ask('GET', 'session');
}

const leaked = (desk: ContactDesk) => Object.values(PERSONAL).filter((value) => desk.everything().includes(value));

describe('what is personal', () => {
  it('is never sent to an operator who has not asked for it, by any frame or route', async () => {
    const { player, desk } = await scene();
    const operator = await desk('operator');
    await work(operator, player);
    expect(leaked(operator)).toEqual([]);
    expect(await operator.card(player.contact)).toMatchObject({
      ...{ name: 'Maryna', verified: true, tier: 'gold', kyc: 'verified', currency: 'EUR', country: 'PL' },
      registeredAt: Date.UTC(2024, 4, 1),
      personal: { balance: null, email: null, phone: null, birthYear: null },
      conversations: 1,
      block: null,
      blockTerms: ['hour', 'day'],
    });
  });

  it('control: the search for leaks finds one', async () => {
    const { player, desk } = await scene();
    const supervisor = await desk('supervisor');
    await work(supervisor, player);
    expect(leaked(supervisor)).toEqual(Object.values(PERSONAL));
  });

  it.each(['supervisor', 'admin'] as const)('is shown to a %s, and nobody else’s attributes are', async (role) => {
    const { site, player, desk } = await scene();
    const guest = await knownPlayer(relay.url, site);
    const reader = await desk(role);
    expect((await reader.card(player.contact)).personal).toEqual(PERSONAL);
    expect(await reader.card(guest.contact)).toMatchObject({ verified: false, personal: {}, kyc: null });
    expect((await reader.card(player.contact)).blockTerms).toContain('forever');
  });

  it('is shown one value at a time to an operator who asks, and each is written down', async () => {
    const { site, player, desk } = await scene();
    const operator = await desk('operator');
    const reveal = (body: object) => operator.ask('POST', `contacts/${player.contact}/reveal`, body);
    const { conversation } = player;
    expect(
      await reveal({ field: 'email', conversation, reason: 'to send the form, card 4111 1111 1111 1111' }),
    ).toEqual({
      status: 200,
      body: { value: PERSONAL.email },
    });
    expect(leaked(operator)).toEqual([PERSONAL.email]);
    expect((await reveal({ field: 'balance' })).body).toEqual({ value: PERSONAL.balance });

    const audit = await auditOf(db, player.contact);
    expect(audit).toMatchObject([
      {
        ...{ act: 'contact.revealed', actor_id: operator.operator.id, site_id: site.id },
        about: { field: 'email', conversation },
      },
      { act: 'contact.revealed', about: { field: 'balance', conversation: null } },
    ]);
    expect(audit[0]?.about.reason).not.toContain('4111');
    expect(JSON.stringify(audit)).not.toContain(PERSONAL.email);
  });

  it('is not answered, and not written down, where there is no such value or the conversation is another’s', async () => {
    const { site, player, desk } = await scene();
    const guest = await knownPlayer(relay.url, site);
    const operator = await desk('operator');
    const reveal = (contact: string, body: object) => operator.ask('POST', `contacts/${contact}/reveal`, body);
    expect((await reveal(guest.contact, { field: 'email' })).status).toBe(404);
    expect((await reveal(player.contact, { field: 'email', conversation: guest.conversation })).status).toBe(404);
    expect((await reveal(player.contact, { field: 'tier' })).status).toBe(400);
    expect([...(await auditOf(db, guest.contact)), ...(await auditOf(db, player.contact))]).toEqual([]);
  });

  it('is not answered when it cannot be written down', async () => {
    const { player, desk } = await scene();
    const operator = await desk('operator');
    await db.query(`create function refuse() returns trigger language plpgsql as $$ begin raise 'no'; end $$`);
    await db.query(
      `create trigger refuse before insert on audit for each row when (new.act = 'contact.revealed') execute function refuse()`,
    );
    const answer = await operator.ask('POST', `contacts/${player.contact}/reveal`, { field: 'email' });
    await db.query('drop trigger refuse on audit');
    expect(answer.status).toBe(500);
    expect(leaked(operator)).toEqual([]);
  });
});

describe('brands', () => {
  it('know nothing of each other: one person is a player of each, with what that one signed', async () => {
    const { site, other, sub, player, desk } = await scene();
    const there = await knownPlayer(relay.url, other, { claims: { sub, name: 'M.', tier: 'new' } });
    expect(there.contact).not.toBe(player.contact);
    const here = await desk('supervisor');
    for (const part of ['', '/conversations', '/notes']) {
      expect((await here.ask('GET', `contacts/${there.contact}${part}`)).status).toBe(404);
    }
    const [card] = [await here.card(player.contact)];
    expect([card.site, card.conversations]).toEqual([site.id, 1]);

    // Who answers on both is a supervisor on one and an operator on the other.
    const both = await createOperator(db, [other], { role: 'operator' });
    await db.query('insert into memberships (operator_id, site_id, role) values ($1, $2, $3)', [
      both.id,
      site.id,
      'supervisor',
    ]);
    const reader = await contactDesk(relay.url, both);
    await knownPlayer(relay.url, other, { claims: { sub, name: 'M.', email: 'm@other.example' } });
    expect((await reader.card(player.contact)).personal).toEqual(PERSONAL);
    expect(await reader.card(there.contact)).toMatchObject({ tier: null, personal: { email: null }, conversations: 2 });
    await reader.ask('POST', `contacts/${player.contact}/notes`, { id: id(), text: 'Of this brand only.' });
    expect((await reader.ask('GET', `contacts/${there.contact}/notes`)).body.notes).toEqual([]);
  });
});

describe('a visit', () => {
  it('says which device and page it was, also of somebody who has just written for the first time', async () => {
    const { site, desk } = await scene();
    const guest = await knownPlayer(relay.url, site, { token: newToken() });
    const operator = await desk('operator');
    await expect.poll(async () => (await operator.card(guest.contact)).device).toMatchObject({ language: 'en' });
    const card = await operator.card(guest.contact);
    expect(card.lastSeen).toBeGreaterThanOrEqual(card.firstSeen);
  });
});
