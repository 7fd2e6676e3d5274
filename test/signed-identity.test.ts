/** Players with a signed identity, over real sockets: who they are, what is theirs, and how an anonymous one becomes one. */
import { systemClock } from '@touchline/shared/clock.ts';
import type { PlayerUp } from '@touchline/shared/up.ts';
import { CLOSE, newId, newToken, PROTOCOL_VERSION } from '@touchline/shared/wire.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, connectPlayer, type PlayerClient } from './support/frame-client.ts';
import { identityToken } from './support/identity-tokens.ts';
import { createTestDatabase } from './support/postgres.ts';
import { createSite, startTestRelay, TEST_ORIGIN, type TestRelay } from './support/relay.ts';

const { db } = await createTestDatabase();
let relay: TestRelay;
beforeAll(async () => {
  relay = await startTestRelay(db);
});
afterAll(() => relay.close());

const id = () => newId(systemClock.now());
type Site = Awaited<ReturnType<typeof createSite>>;
type Player = Awaited<ReturnType<typeof connectPlayer>>;

async function write(player: Player, conversation: string, text: string, clientId = id()) {
  player.send({ type: 'post', conversation, clientId, text });
  return player.next('ack', (ack) => ack.clientId === clientId);
}

/** Says hello and tells what came of it: the type of the first answer, and the close code where there is one. */
async function hello(site: Site, proof: Partial<Extract<PlayerUp, { type: 'hello' }>>) {
  const url = `${relay.url.replace('http', 'ws')}/socket?site=${site.key}`;
  const client: PlayerClient = await connect(url, { origin: TEST_ORIGIN });
  client.send({ type: 'hello', version: PROTOCOL_VERSION, locale: 'en', ...proof });
  const code = await client.closed;
  return { code, received: client.received };
}

describe('a bad token', () => {
  it('closes the socket with 4401, and tells nothing but that', async () => {
    const site = await createSite(db);
    const good = await identityToken(site, { sub: 'vip' });
    const victim = await connectPlayer(relay.url, site, { identity: good });
    await write(victim, id(), 'my secret');
    const bad = [
      await identityToken(site, { sub: 'vip' }, {}, new TextEncoder().encode('another secret of thirty-two bytes')),
      await identityToken(site, { sub: 'vip', exp: 1 }),
      await identityToken(site, { sub: 'vip', aud: ['touchline'] }),
      `${good.slice(0, -2)}AA`,
      good.replace(/\.[^.]*$/, '.'),
      'vip',
      '',
    ];
    for (const identity of bad) {
      const { code, received } = await hello(site, { identity });
      expect(code).toBe(CLOSE.signedOut);
      expect(received).toMatchObject([{ type: 'error', kind: 'unauthenticated' }]);
      expect(JSON.stringify(received)).not.toMatch(/vip|secret/);
    }
    victim.close();
  });

  it('is not made good by an anonymous token beside it', async () => {
    const site = await createSite(db);
    const identity = await identityToken(site, { exp: 1 });
    expect((await hello(site, { identity, token: newToken() })).code).toBe(CLOSE.signedOut);
  });

  it('is what a good one is at another site', async () => {
    const site = await createSite(db);
    const other = await createSite(db);
    expect((await hello(other, { identity: await identityToken(site) })).code).toBe(CLOSE.signedOut);
  });

  it('is what a good one becomes when its key is retired', async () => {
    const site = await createSite(db);
    await db.query('update identity_keys set retired_at = now() where site_id = $1', [site.id]);
    expect((await hello(site, { identity: await identityToken(site) })).code).toBe(CLOSE.signedOut);
  });
});

describe('a hello without any proof', () => {
  it('is nobody', async () => {
    expect((await hello(await createSite(db), {})).code).toBe(CLOSE.signedOut);
  });
});

describe('an anonymous player who signs in', () => {
  it('keeps every message, and the repeat of one returns the first seq', async () => {
    const site = await createSite(db);
    const conversation = id();
    const repeated = id();
    const anonymous = await connectPlayer(relay.url, site);
    await write(anonymous, conversation, 'one');
    const first = await write(anonymous, conversation, 'two', repeated);
    const signed = await connectPlayer(relay.url, site, {
      token: anonymous.token ?? '',
      identity: await identityToken(site, { sub: 'ann', name: 'Ann' }),
    });
    expect(signed.ready).toMatchObject({
      verified: true,
      name: 'Ann',
      merged: true,
      conversations: [{ id: conversation }],
    });
    const { events } = await signed.next('events');
    expect(events.flatMap((event) => (event.type === 'message' ? [event.text] : []))).toEqual(['one', 'two']);
    expect(await write(signed, conversation, 'two', repeated)).toMatchObject({ seq: first.seq, at: first.at });
    expect(await write(signed, conversation, 'three')).toMatchObject({ seq: 4 });
    signed.close();
  });

  it('spends the token: its open sockets close, and it opens none again', async () => {
    const site = await createSite(db);
    const anonymous = await connectPlayer(relay.url, site);
    await write(anonymous, id(), 'hello');
    const token = anonymous.token ?? '';
    const signed = await connectPlayer(relay.url, site, { token, identity: await identityToken(site) });
    expect(await anonymous.closed).toBe(CLOSE.signedOut);
    expect((await hello(site, { token })).code).toBe(CLOSE.signedOut);
    // The same two proofs again, as after a reload, are still good.
    const again = await connectPlayer(relay.url, site, { token, identity: await identityToken(site) });
    expect(again.ready.merged).toBe(true);
    signed.close();
    again.close();
  });

  it('who never wrote has spent nothing yet, and what they write meanwhile joins at their next hello', async () => {
    const site = await createSite(db);
    const both = { token: newToken(), identity: await identityToken(site) };
    const signed = await connectPlayer(relay.url, site, both);
    const otherTab = await connectPlayer(relay.url, site, { token: both.token });
    const conversation = id();
    await write(otherTab, conversation, 'not lost');
    const reloaded = await connectPlayer(relay.url, site, both);
    expect(reloaded.ready.conversations).toMatchObject([{ id: conversation }]);
    expect(await otherTab.closed).toBe(CLOSE.signedOut);
    signed.close();
    reloaded.close();
  });

  it('loses nothing to a first message that was on its way meanwhile', async () => {
    const site = await createSite(db);
    for (let round = 0; round < 20; round++) {
      const sub = `player-${round}`;
      const anonymous = await connectPlayer(relay.url, site);
      await write(anonymous, id(), 'before');
      const conversation = id();
      anonymous.send({ type: 'post', conversation, clientId: id(), text: 'meanwhile' });
      const identity = await identityToken(site, { sub });
      const signed = await connectPlayer(relay.url, site, { token: anonymous.token ?? '', identity });
      await anonymous.closed;
      const acked = anonymous.received.some((down) => down.type === 'ack' && down.conversation === conversation);
      const later = await connectPlayer(relay.url, site, { identity });
      const kept = later.ready.conversations.some((one) => one.id === conversation);
      expect({ round, acked, kept }).toEqual({ round, acked, kept: acked || kept });
      signed.close();
      later.close();
    }
  });

  it('cannot take the token of somebody who has signed in already', async () => {
    const site = await createSite(db);
    const anonymous = await connectPlayer(relay.url, site);
    const conversation = id();
    await write(anonymous, conversation, 'mine');
    const token = anonymous.token ?? '';
    const owner = await connectPlayer(relay.url, site, {
      token,
      identity: await identityToken(site, { sub: 'owner' }),
    });
    const thief = await connectPlayer(relay.url, site, {
      token,
      identity: await identityToken(site, { sub: 'thief' }),
    });
    expect(thief.ready.conversations).toEqual([]);
    thief.send({ type: 'history', conversation, before: 10 });
    expect(await thief.next('error')).toMatchObject({ kind: 'not-found' });
    owner.close();
    thief.close();
  });
});

describe('two players of one sub', () => {
  it('on two sites are strangers', async () => {
    const [one, two] = [await createSite(db), await createSite(db)];
    const conversation = id();
    const ann = await connectPlayer(relay.url, one, { identity: await identityToken(one, { sub: 'ann' }) });
    await write(ann, conversation, 'private');
    const other = await connectPlayer(relay.url, two, { identity: await identityToken(two, { sub: 'ann' }) });
    expect(other.ready.contact).not.toBe(ann.ready.contact);
    expect(other.ready.conversations).toEqual([]);
    other.send({ type: 'open', conversation, epoch: '', seq: 0 });
    expect(await other.next('error')).toMatchObject({ kind: 'not-found' });
    ann.close();
    other.close();
  });
});
