/** What stands about a player besides this conversation: their earlier ones, and what operators wrote down. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contactDesk, id, knownPlayer } from './support/contact-desk.ts';
import { createTestDatabase } from './support/postgres.ts';
import { createOperator, createSite, startTestRelay, type TestRelay } from './support/relay.ts';

const { db } = await createTestDatabase();
const site = await createSite(db);
let relay: TestRelay;
beforeAll(async () => {
  relay = await startTestRelay(db);
});
afterAll(() => relay.close());

const desk = async (role: 'operator' | 'supervisor' = 'operator', name: string = role) =>
  contactDesk(relay.url, await createOperator(db, [site], { role, name }));

describe('earlier conversations', () => {
  it('come newest first, page by page, with what each was about and how it went', async () => {
    const operator = await desk();
    const player = await knownPlayer(relay.url, site, {
      topic: 'payments',
      text: `Where is my money? ${'x'.repeat(300)}`,
    });
    await operator.answer(player.conversation, 'Here it is.');
    await operator.resolve(player.conversation);
    const rating = { solved: true, speed: 5, courtesy: 4, competence: null, comment: 'Quick!' };
    const clientId = id();
    player.send({ type: 'rate', conversation: player.conversation, clientId, rating });
    await player.next('ack', (ack) => ack.clientId === clientId);
    const later = Array.from({ length: 21 }, id);
    for (const [n, conversation] of later.entries()) {
      const sent = await player.write(`number ${n}`, conversation, 'bets');
      await player.next('ack', (ack) => ack.clientId === sent);
    }
    await knownPlayer(relay.url, site, { text: 'somebody else' });

    const first = (await operator.ask('GET', `contacts/${player.contact}/conversations`)).body;
    expect(first.conversations.map((one: { id: string }) => one.id)).toEqual(later.toReversed().slice(0, 20));
    expect(first.conversations[0]).toMatchObject({
      ...{ status: 'waiting', topic: 'bets', rating: null },
      said: { text: 'number 20', translated: null },
    });
    const path = `contacts/${player.contact}/conversations?before=${encodeURIComponent(first.next)}`;
    const second = (await operator.ask('GET', path)).body;
    expect(second.next).toBe(null);
    expect(second.conversations.map((one: { id: string }) => one.id)).toEqual([later[0], player.conversation]);
    const [, oldest] = second.conversations;
    expect(oldest).toMatchObject({ status: 'resolved', topic: 'payments', rating });
    expect(oldest.said.text).toHaveLength(140);
    expect((await operator.card(player.contact)).conversations).toBe(22);
    // What is no cursor begins at the top.
    const odd = (await operator.ask('GET', `contacts/${player.contact}/conversations?before=1_x`)).body;
    expect(odd.conversations).toHaveLength(20);
  });
});

describe('notes about a player', () => {
  it('are added once, masked, listed newest first, and deleted by their author or a supervisor', async () => {
    const { contact, received } = await knownPlayer(relay.url, site);
    const [ann, rauf, supervisor] = [
      await desk('operator', 'Ann'),
      await desk('operator', 'Rauf'),
      await desk('supervisor'),
    ];
    const notes = async (by = ann) => (await by.ask('GET', `contacts/${contact}/notes`)).body.notes;
    const add = (by: typeof ann, text: string, note = id()) =>
      by.ask('POST', `contacts/${contact}/notes`, { id: note, text });

    const first = id();
    expect((await add(ann, 'Card 4111 1111 1111 1111 was hers.', first)).status).toBe(200);
    expect((await add(ann, 'Card 4111 1111 1111 1111 was hers.', first)).status).toBe(200);
    expect((await add(rauf, 'mine', first)).status).toBe(409);
    const second = (await add(rauf, 'Speaks Polish too.')).body.note;
    expect(await notes()).toMatchObject([
      { text: 'Speaks Polish too.', by: { name: 'Rauf' }, mayDelete: false },
      { id: first, text: expect.not.stringContaining('4111'), by: { name: 'Ann' }, mayDelete: true },
    ]);
    expect((await add(ann, '  ')).status).toBe(400);
    expect((await add(ann, 'x'.repeat(2_001))).status).toBe(413);

    const remove = async (by: typeof ann, note: string) =>
      (await by.ask('DELETE', `contacts/${contact}/notes/${note}`)).status;
    expect(await remove(ann, second.id)).toBe(404);
    expect(await remove(ann, first)).toBe(204);
    expect(await remove(ann, first)).toBe(404);
    expect((await notes(supervisor))[0].mayDelete).toBe(true);
    expect(await remove(supervisor, second.id)).toBe(204);
    const { rows } = await db.query(
      `select about->>'writtenBy' as by from audit where act = 'contact.note-deleted' order by id`,
    );
    expect(rows).toEqual([{ by: ann.operator.id }, { by: rauf.operator.id }]);
    expect(JSON.stringify(received)).not.toContain('Polish');
  });
});
