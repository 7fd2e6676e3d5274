/** What players of a site call an operator, on the wire: the name itself is in no frame of theirs. */
import { routingRules } from '@touchline/shared/routing-rules.ts';
import { CLOSE, PROTOCOL_VERSION } from '@touchline/shared/wire.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { contactDesk, id, knownPlayer } from './support/contact-desk.ts';
import { connect, connectPlayer, type OperatorClient } from './support/frame-client.ts';
import { createTestDatabase } from './support/postgres.ts';
import { createOperator, createSite, signIn, startTestRelay, type TestRelay } from './support/relay.ts';

const { db } = await createTestDatabase();
const [site, other] = [await createSite(db), await createSite(db)];
let relay: TestRelay;
beforeAll(async () => {
  relay = await startTestRelay(db);
});
afterAll(() => relay.close());

const NAME = 'Aliaksandra Secretova';
const operatorOf = (name = NAME) => createOperator(db, [site, other], { name });
type Desk = Awaited<ReturnType<typeof contactDesk>>;

/** Everything that players are told of operators: taken, answered, typing, transferred, read, tagged, resolved, reset. */
async function served(desk: Desk, where = site, colleague?: { id: string }) {
  const player = await knownPlayer(relay.url, where);
  const { conversation } = player;
  const ask = async (frame: Parameters<Desk['send']>[0] & { clientId: string }) => {
    desk.send(frame);
    await desk.next('ack', (ack) => ack.clientId === frame.clientId);
  };
  await desk.open(conversation);
  await ask({ type: 'take', conversation, clientId: id() });
  desk.typing(conversation);
  await player.next('typing');
  await desk.answer(conversation, 'Good evening!');
  await desk.read(conversation);
  await ask({ type: 'speak', conversation, clientId: id(), language: 'be' });
  await ask({ type: 'note', conversation, clientId: id(), text: 'a note' });
  await ask({ type: 'snooze', conversation, clientId: id(), until: null });
  if (colleague) await ask({ type: 'transfer', conversation, clientId: id(), to: colleague.id });
  else await desk.resolve(conversation);
  const again = await connectPlayer(relay.url, where, { token: player.token ?? '' });
  await again.next('opened');
  again.send({ type: 'history', conversation, before: 100 });
  await again.next('history');
  player.close();
  again.close();
  return JSON.stringify([player.received, again.received, player.ready, again.ready]);
}

it('an alias is all that players of that site read, and those of other sites read the name', async () => {
  const person = await operatorOf();
  const colleague = await operatorOf('Rauf');
  const before = await contactDesk(relay.url, person);
  // Control: without an alias the same search finds the name.
  expect(await served(before)).toContain(NAME);

  expect((await before.ask('PUT', 'me/aliases', { site: site.id, alias: ' Ann ' })).status).toBe(204);
  // Sessions know the name from their hello.
  expect(await before.closed).toBe(CLOSE.restart);
  const desk = await contactDesk(relay.url, person);
  expect(desk.ready.sites.map(({ id: one, alias }) => [one, alias])).toContainEqual([site.id, 'Ann']);
  for (const to of [undefined, colleague]) {
    const heard = await served(desk, site, to);
    expect(heard).not.toContain(NAME);
    expect(heard).toContain('"name":"Ann"');
  }
  expect(await served(desk, other)).toContain(NAME);

  // Taken back, it is the name again.
  await desk.ask('PUT', 'me/aliases', { site: site.id, alias: null });
  await desk.closed;
  expect(await served(await contactDesk(relay.url, person))).toContain(NAME);
  const { rows } = await db.query(
    `select about->>'alias' as alias from audit where act = 'operator.alias' order by id`,
  );
  expect(rows).toEqual([{ alias: 'Ann' }, { alias: null }]);
});

it('an alias that is set between the upgrade and the hello is the one under which that session writes', async () => {
  const person = await operatorOf();
  const headers = { cookie: await signIn(relay.url, person), origin: relay.url };
  const session: OperatorClient = await connect(`${relay.url.replace(/^http/, 'ws')}/inbox/socket`, headers);
  const another = await contactDesk(relay.url, person);
  await another.ask('PUT', 'me/aliases', { site: site.id, alias: 'Ann' });
  session.send({ type: 'hello', version: PROTOCOL_VERSION });
  expect((await session.next('ready')).sites.find((one) => one.id === site.id)).toMatchObject({ alias: 'Ann' });
  const player = await knownPlayer(relay.url, site);
  session.send({ type: 'take', conversation: player.conversation, clientId: id() });
  await session.next('ack');
  const { rows } = await db.query('select e::text as event from events e where e.conversation_id = $1', [
    player.conversation,
  ]);
  expect(JSON.stringify(rows)).toContain('Ann');
  expect(JSON.stringify(rows)).not.toContain(NAME);
  session.close();
  player.close();
});

it('whom routing gives a conversation, and whom one is transferred to, is called by the alias', async () => {
  const assigning = await createSite(db, { routing: routingRules.parse({ mode: 'assign' }) });
  const person = await createOperator(db, [assigning], { name: NAME });
  await db.query(`update memberships set alias = 'Ann' where operator_id = $1`, [person.id]);
  const desk = await contactDesk(relay.url, person);
  desk.send({ type: 'presence', choice: 'online' });
  const player = await knownPlayer(relay.url, assigning);
  const { events } = await player.next('events', (frame) => frame.events.some(({ type }) => type === 'assigned'));
  expect(events.find(({ type }) => type === 'assigned')).toMatchObject({ operator: { id: '', name: 'Ann' } });
  expect(JSON.stringify(player.received)).not.toContain(NAME);

  const colleague = await contactDesk(relay.url, await createOperator(db, [assigning], { name: 'Rauf' }));
  const { conversation } = player;
  colleague.send({ type: 'take', conversation, over: person.id, clientId: id() });
  await colleague.next('ack');
  await colleague.open(conversation);
  colleague.send({ type: 'transfer', conversation, to: person.id, clientId: id() });
  const transferred = await colleague.next('events', (frame) =>
    frame.events.some(({ type }) => type === 'transferred'),
  );
  expect(transferred.events.find(({ type }) => type === 'transferred')).toMatchObject({ to: { name: 'Ann' } });
  desk.close();
  colleague.close();
});

it('an alias is a name: of one line, not too long, and not of a site where one does not answer', async () => {
  const desk = await contactDesk(relay.url, await operatorOf());
  const foreign = await createSite(db);
  const set = async (alias: string, where = site) =>
    (await desk.ask('PUT', 'me/aliases', { site: where.id, alias })).status;
  expect(await set('x'.repeat(61))).toBe(400);
  expect(await set('\u202e')).toBe(400);
  expect(await set('Ann', foreign)).toBe(404);
});
