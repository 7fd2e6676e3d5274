/** Blocked players: what they may not do, what they may always do, who may block whom and for how long, on two relays. */
import type { Topic } from '@touchline/shared/people.ts';
import { newToken } from '@touchline/shared/wire.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from './support/conditions.ts';
import { auditOf, contactDesk, id, knownPlayer } from './support/contact-desk.ts';
import { connectPlayer } from './support/frame-client.ts';
import { identityToken } from './support/identity-tokens.ts';
import { createTestDatabase } from './support/postgres.ts';
import { createOperator, createSite, startTestRelay, type TestRelay } from './support/relay.ts';
import { writtenTexts } from './support/written.ts';

const { db } = await createTestDatabase();
const site = await createSite(db);
/** Two that hear nothing of each other: what one blocks the other reads. */
let relays: [TestRelay, TestRelay];
beforeAll(async () => {
  relays = [await startTestRelay(db), await startTestRelay(db)];
});
afterAll(() => Promise.all(relays.map((relay) => relay.close())));

const VISIBLE_WITHIN_MS = 5_000;
const HOUR_MS = 3_600_000;
const desk = async (role: 'operator' | 'supervisor' = 'operator') =>
  contactDesk(relays[0].url, await createOperator(db, [site], { role, name: role }));
type Player = Awaited<ReturnType<typeof knownPlayer>>;

/** What becomes of a text: `ack`, or the error frame. */
async function outcome(player: Player, text: string, into = player.conversation, topic?: string) {
  const clientId = await player.write(text, into, topic);
  return Promise.race([
    player.next('ack', (ack) => ack.clientId === clientId),
    player.next('error', (error) => error.clientId === clientId),
  ]);
}

async function untilRefused(player: Player, wanted = true) {
  await until(
    `a text is ${wanted ? 'refused' : 'taken'}`,
    async () => ((await outcome(player, 'again')).type === 'error') === wanted,
    VISIBLE_WITHIN_MS,
  );
}

describe('a blocked player', () => {
  it('is told so, and until when, on every relay within 5 s; lifted, they write again', async () => {
    const players = [await knownPlayer(relays[0].url, site), await knownPlayer(relays[1].url, site)] as const;
    const supervisor = await desk('supervisor');
    for (const player of players) {
      await supervisor.ask('PUT', `contacts/${player.contact}/block`, { term: 'hour', reason: 'insults' });
    }
    // Where it was done it counts at once.
    expect(await outcome(players[0], 'still here')).toMatchObject({ type: 'error', kind: 'blocked' });
    await untilRefused(players[1]);
    const refused = await outcome(players[1], 'still here');
    expect(refused).toMatchObject({ type: 'error', kind: 'blocked' });
    const leftMs = 'retryAfterMs' in refused ? (refused.retryAfterMs ?? 0) : 0;
    expect(leftMs).toBeGreaterThan(HOUR_MS - 60_000);
    expect(leftMs).toBeLessThanOrEqual(HOUR_MS);
    expect(await writtenTexts(db, players[0].conversation)).toEqual(['hello']);

    for (const player of players) await supervisor.ask('DELETE', `contacts/${player.contact}/block`);
    expect(await outcome(players[0], 'thank you')).toMatchObject({ type: 'ack' });
    await untilRefused(players[1], false);
  });

  it('writes to nobody, in old conversations or new, sends no file and is not seen typing or reading', async () => {
    const player = await knownPlayer(relays[0].url, site, { topic: 'payments' });
    const supervisor = await desk('supervisor');
    await supervisor.answer(player.conversation, 'Good evening!');
    await supervisor.ask('PUT', `contacts/${player.contact}/block`, { term: 'forever', reason: 'threats' });
    const refused = await outcome(player, 'more');
    expect(refused).toMatchObject({ kind: 'blocked' });
    expect(refused).not.toHaveProperty('retryAfterMs');
    expect(await outcome(player, 'elsewhere', id(), 'bets')).toMatchObject({ kind: 'blocked' });
    // Control for the next one: what an existing conversation is about is not the player's to say.
    expect(await outcome(player, 'limits?', player.conversation, 'safer-gambling')).toMatchObject({ kind: 'blocked' });
    const clientId = id();
    player.send({
      ...{ type: 'attach', conversation: player.conversation, clientId },
      ...{ name: 'a.png', contentType: 'image/png', bytes: 10 },
    });
    expect(await player.next('error', (error) => error.clientId === clientId)).toMatchObject({ kind: 'blocked' });

    player.send({ type: 'typing', conversation: player.conversation });
    player.send({ type: 'read', conversation: player.conversation, upTo: 4 });
    player.send({ type: 'history', conversation: player.conversation, before: 100 });
    const { events } = await player.next('history');
    // What was meant for her has come by now.
    supervisor.send({ type: 'ping' });
    await supervisor.next('pong');
    expect(events.filter(({ type }) => type === 'read')).toEqual([]);
    expect(supervisor.received.filter(({ type }) => type === 'typing')).toEqual([]);
    const { rows } = await db.query('select read_by_player as upto from conversations where id = $1', [
      player.conversation,
    ]);
    expect(rows).toEqual([{ upto: 0 }]);
  });

  it('is always let through with what is about safer gambling, and is seen typing there', async () => {
    const player = await knownPlayer(relays[0].url, site);
    const supervisor = await desk('supervisor');
    await supervisor.ask('PUT', `contacts/${player.contact}/block`, { term: 'forever', reason: 'threats' });
    const plea = id();
    expect(await outcome(player, 'please exclude me', plea, 'safer-gambling')).toMatchObject({ type: 'ack' });
    expect(await outcome(player, 'for a year', plea)).toMatchObject({ type: 'ack' });
    await supervisor.open(plea);
    player.send({ type: 'typing', conversation: plea });
    await supervisor.next('typing', (frame) => frame.conversation === plea);

    // A photo may be what it begins with.
    const photo = { name: 'a.png', contentType: 'image/png', bytes: 10 };
    const attached = (topic?: Topic) => {
      const clientId = id();
      player.send({ type: 'attach', conversation: id(), clientId, ...photo, ...(topic && { topic }) });
      const isIts = (frame: { clientId?: string | undefined }) => frame.clientId === clientId;
      return Promise.race([player.next('upload', isIts), player.next('error', isIts)]);
    };
    expect(await attached('safer-gambling')).toMatchObject({ type: 'upload' });
    expect(await attached('bets')).toMatchObject({ kind: 'blocked' });
    expect(await attached()).toMatchObject({ kind: 'blocked' });
  });

  it('does not get out of it by signing in, nor does a guest’s shorter block lift a longer one', async () => {
    const supervisor = await desk('supervisor');
    const termOf = async (contact: string) =>
      (await db.query(`select blocked_until = 'infinity' as forever from contacts where id = $1`, [contact])).rows[0];
    const block = (contact: string, term: string) =>
      supervisor.ask('PUT', `contacts/${contact}/block`, { term, reason: 'threats' });

    // 1. A guest who is blocked signs in.
    const token = newToken();
    const guest = await knownPlayer(relays[0].url, site, { token });
    const known = { sub: id() };
    const member = await knownPlayer(relays[0].url, site, { claims: known });
    await block(guest.contact, 'forever');
    await supervisor.ask('POST', `contacts/${guest.contact}/notes`, { id: id(), text: 'Threatened Rauf.' });
    await connectPlayer(relays[0].url, site, { token, identity: await identityToken(site, known) });
    expect(await termOf(member.contact)).toEqual({ forever: true });
    expect(await outcome(member, 'it was not me')).toMatchObject({ kind: 'blocked' });
    // Who asks about the guest is told of whom that was, notes included.
    expect(await supervisor.card(guest.contact)).toMatchObject({
      id: member.contact,
      conversations: 2,
      block: { until: null },
    });
    expect((await supervisor.ask('GET', `contacts/${member.contact}/notes`)).body.notes).toHaveLength(1);

    // 2. The member is blocked for longer than the guest.
    const secondToken = newToken();
    const second = await knownPlayer(relays[0].url, site, { token: secondToken });
    await block(second.contact, 'hour');
    await connectPlayer(relays[0].url, site, { token: secondToken, identity: await identityToken(site, known) });
    expect(await termOf(member.contact)).toEqual({ forever: true });
  });
});

describe('blocking', () => {
  it('is for a day at most by an operator, who undoes nobody else’s', async () => {
    const { contact } = await knownPlayer(relays[0].url, site);
    const [operator, colleague, supervisor] = [await desk(), await desk(), await desk('supervisor')];
    const block = (by: typeof operator, term: string) =>
      by.ask('PUT', `contacts/${contact}/block`, { term, reason: 'spam' });
    for (const term of ['week', 'forever']) expect((await block(operator, term)).status).toBe(403);
    expect((await block(operator, 'year')).status).toBe(400);
    expect((await operator.ask('PUT', `contacts/${contact}/block`, { term: 'day', reason: ' ' })).status).toBe(400);
    expect((await block(operator, 'day')).body.contact.block).toMatchObject({ reason: 'spam', mayLift: true });

    expect((await colleague.card(contact)).block).toMatchObject({ mayLift: false, by: { id: operator.operator.id } });
    expect((await block(colleague, 'hour')).status).toBe(403);
    expect((await colleague.ask('DELETE', `contacts/${contact}/block`)).status).toBe(403);
    expect((await block(supervisor, 'week')).status).toBe(200);
    expect((await operator.ask('DELETE', `contacts/${contact}/block`)).status).toBe(403);
    expect((await supervisor.ask('DELETE', `contacts/${contact}/block`)).body.contact.block).toBe(null);
    expect((await auditOf(db, contact)).map(({ act, actor_id, about }) => [act, actor_id, about.term])).toEqual([
      ['contact.blocked', operator.operator.id, 'day'],
      ['contact.blocked', supervisor.operator.id, 'week'],
      ['contact.unblocked', supervisor.operator.id, undefined],
    ]);
  });

  it('shows on the rows of colleagues, and so does its end', async () => {
    const { contact, conversation } = await knownPlayer(relays[0].url, site);
    const [operator, colleague] = [await desk(), await desk()];
    const row = async () => {
      const { rows } = await colleague.next('upsert', (frame) =>
        frame.rows.some(({ id: one }) => one === conversation),
      );
      return rows.find(({ id: one }) => one === conversation)?.contact.block;
    };
    await operator.ask('PUT', `contacts/${contact}/block`, { term: 'hour', reason: 'spam' });
    expect(await row()).toMatchObject({ until: expect.any(Number) });
    await operator.ask('DELETE', `contacts/${contact}/block`);
    expect(await row()).toBe(undefined);
  });

  it('ends by itself', async () => {
    const player = await knownPlayer(relays[1].url, site);
    const operator = await desk();
    await operator.ask('PUT', `contacts/${player.contact}/block`, { term: 'hour', reason: 'spam' });
    await untilRefused(player);
    await db.query(`update contacts set blocked_until = now() + interval '1 second' where id = $1`, [player.contact]);
    await untilRefused(player, false);
    expect((await operator.card(player.contact)).block).toBe(null);
  });
});
