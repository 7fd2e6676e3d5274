/** Where a player is, as the operator who looks at their conversation is told, over real sockets and two relays. */
import { createLocalBus } from '@touchline/relay/platform/bus.ts';
import { TIMING } from '@touchline/relay/relay-deps.ts';
import { newToken } from '@touchline/shared/wire.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { contactDesk, id, knownPlayer } from './support/contact-desk.ts';
import { connectPlayer } from './support/frame-client.ts';
import { identityToken } from './support/identity-tokens.ts';
import { createTestDatabase } from './support/postgres.ts';
import { createOperator, createSite, startTestRelay, type TestRelay } from './support/relay.ts';

const { db } = await createTestDatabase();
const site = await createSite(db);
const bus = createLocalBus((error) => {
  throw error;
});
let relays: [TestRelay, TestRelay];
beforeAll(async () => {
  const timing = { ...TIMING, lingerMs: 300 };
  relays = [await startTestRelay(db, { bus, timing }), await startTestRelay(db, { bus, timing })];
});
afterAll(() => Promise.all(relays.map((relay) => relay.close())));

const slip = { url: 'https://brand.example/slip', title: 'Bet slip' };
const desk = async () => contactDesk(relays[1].url, await createOperator(db, [site]));

it('visiting follows a player over pages, away, and back on another relay', async () => {
  const token = newToken();
  const player = await knownPlayer(relays[0].url, site, { token });
  const operator = await desk();
  await operator.open(player.conversation);
  expect(await operator.next('visiting')).toMatchObject({
    conversation: player.conversation,
    online: true,
    page: null,
  });
  player.send({ type: 'page', ...slip, url: `${slip.url}?secret=1#x` });
  expect(await operator.next('visiting')).toMatchObject({ online: true, page: slip });
  player.send({ type: 'page', url: 'javascript:alert(1)', title: 'x' });
  expect(await operator.next('visiting')).toMatchObject({ online: true, page: null });
  player.send({ type: 'page', ...slip });
  await operator.next('visiting');

  player.close();
  expect(await operator.next('visiting')).toMatchObject({ online: false, page: slip });
  await expect.poll(async () => (await operator.card(player.contact)).page).toEqual(slip);
  const back = await connectPlayer(relays[1].url, site, {
    token,
    page: { url: 'https://brand.example/', title: 'Home' },
  });
  expect(await operator.next('visiting')).toMatchObject({ online: true, page: { title: 'Home' } });
  // It is no news to the player, nor to who has shut the conversation.
  operator.send({ type: 'shut', conversation: player.conversation });
  operator.send({ type: 'list', view: 'all' });
  await operator.next('list');
  back.send({ type: 'page', ...slip });
  back.send({ type: 'open', conversation: player.conversation, epoch: '', seq: 0 });
  await back.next('opened');
  await operator.open(player.conversation);
  expect((await operator.next('visiting')).page).toEqual(slip);
  expect(back.received.filter(({ type }) => (type as string) === 'visiting')).toEqual([]);
});

it('follows a guest who signs in while somebody looks', async () => {
  const token = newToken();
  const guest = await knownPlayer(relays[0].url, site, { token });
  const operator = await desk();
  await operator.open(guest.conversation);
  await operator.next('visiting', ({ online }) => online);
  const identity = await identityToken(site, { sub: id(), name: 'Maryna' });
  const member = await connectPlayer(relays[0].url, site, { token, identity, page: slip });
  expect(member.ready.merged).toBe(true);
  expect(await operator.next('visiting', ({ page }) => page !== null)).toMatchObject({ online: true, page: slip });
});
