/** How far an operator's words have got: marked only when a device of the player's has them, told to whoever looks. */
import type { Site } from '@touchline/relay/sites/store.ts';
import { systemClock } from '@touchline/shared/clock.ts';
import type { PlayerDown } from '@touchline/shared/down.ts';
import { newId, newToken, PROTOCOL_VERSION } from '@touchline/shared/wire.ts';
import { afterAll, describe, expect, it } from 'vitest';
import { until } from './support/conditions.ts';
import { connectPlayer } from './support/frame-client.ts';
import { startLineProxy } from './support/line-proxy.ts';
import { randomOf } from './support/match-day.ts';
import { createTestDatabase } from './support/postgres.ts';
import { startRedis } from './support/redis.ts';
import { createSite, TEST_ORIGIN } from './support/relay.ts';
import { startRelayProcess } from './support/relay-process.ts';
import { atDesk, hire, playerWrites } from './support/shift.ts';

const { db, url: databaseUrl } = await createTestDatabase();
const redis = await startRedis();
const options = { databaseUrl, redisUrl: redis.url };
const [one, two, trusting] = await Promise.all([
  startRelayProcess(options),
  startRelayProcess(options),
  startRelayProcess({ ...options, socketPlant: 'trustsLines' }),
]);
afterAll(async () => {
  await Promise.all([one, two, trusting].map((relay) => relay.kill()));
  await redis.stop();
});

const id = () => newId(systemClock.now());

async function markOf(conversation: string): Promise<number> {
  const { rows } = await db.query<{ mark: number }>(
    'select delivered_to_player as mark from conversations where id = $1',
    [conversation],
  );
  return rows[0]?.mark ?? 0;
}
const marked = (conversation: string, seq: number) =>
  until(`${seq} is marked`, async () => (await markOf(conversation)) >= seq);

async function scene(relayUrl: string, playersUrl = relayUrl) {
  const site = await createSite(db);
  const hers = await atDesk(relayUrl, await hire(db, site, 'Alesia'));
  const player = await playerWrites(playersUrl, site);
  const { conversation } = player;
  await hers.command({ type: 'take', conversation });
  /** Resolves to the seq of what she writes, once it is in the log. */
  const say = async (text = 'hello') => {
    const clientId = id();
    hers.send({ type: 'post', conversation, clientId, text, seen: 1_000 });
    return (await hers.next('ack', (ack) => ack.clientId === clientId)).seq;
  };
  return { site, hers, player, conversation, say };
}

describe('a message of an operator', () => {
  it('is told as delivered to all who look, on every relay, once the player’s browser has it', async () => {
    const { site, hers, player, conversation, say } = await scene(one.url);
    const his = await atDesk(two.url, await hire(db, site, 'Rauf'));
    for (const desk of [hers, his]) {
      await desk.open(conversation);
      expect((await desk.next('delivered')).upTo).toBe(0);
    }
    const seq = await say();
    for (const desk of [hers, his]) await desk.next('delivered', ({ upTo }) => upTo === seq);
    // Whoever opens it later hears it at once.
    const late = await atDesk(two.url, await hire(db, site, 'Ksenia'));
    await late.open(conversation);
    expect((await late.next('delivered')).upTo).toBe(seq);
    expect(player.received.map(({ type }) => type as string)).not.toContain('delivered');
    const { rows } = await db.query('select last_seq from conversations where id = $1', [conversation]);
    expect(rows[0]?.last_seq).toBe(seq);
  });

  it('is not while the player is away, and is when they come back', async () => {
    const { site, player, conversation, say } = await scene(one.url);
    player.close();
    await player.closed;
    const seq = await say();
    const probe = await scene(one.url);
    await marked(probe.conversation, await probe.say());
    expect(await markOf(conversation)).toBe(0);
    await connectPlayer(two.url, site, { token: player.token ?? '' });
    await marked(conversation, seq);
  });
});

describe('a line that is cut between the relay and the browser', () => {
  /** Resolves when what is on the way elsewhere has arrived and is marked. */
  async function intoSilence(relay: { url: string }) {
    const proxy = await startLineProxy([relay.url]);
    const { player, conversation, say } = await scene(relay.url, proxy.url);
    const before = await say();
    await marked(conversation, before);
    for (const line of proxy.lines) line.silence(['down']);
    const after = await say();
    const probe = await scene(relay.url);
    await marked(probe.conversation, await probe.say());
    const mark = await markOf(conversation);
    player.terminate();
    await proxy.close();
    return { mark, before, after };
  }

  it('proves nothing', async () => {
    const { mark, before } = await intoSilence(one);
    expect(mark).toBe(before);
  });

  it('the check fails when a line is trusted', async () => {
    const { mark, after } = await intoSilence(trusting);
    expect(mark).toBe(after);
  });

  it('again and again never leads to a mark beyond what the browser has', { timeout: 60_000 }, async () => {
    const random = randomOf(7);
    const proxy = await startLineProxy([one.url, two.url]);
    const { site, player, conversation, say } = await scene(one.url, proxy.url);
    let client: Pick<typeof player, 'received' | 'terminate' | 'closed'> = player;
    let epoch = player.ready.epoch;
    let has = 0;
    const look = () => {
      for (const frame of client.received) {
        if (frame.type === 'events' || frame.type === 'reset') has = Math.max(has, frame.events.at(-1)?.seq ?? 0);
      }
    };
    let last = 0;
    for (let i = 0; i < 40; i++) {
      const what = random();
      if (what < 0.3) for (const line of proxy.lines) line.silence(['down']);
      else if (what < 0.4) for (const line of proxy.lines) line.silence(['up']);
      else if (what < 0.5) proxy.cutAll();
      last = await say(`${i} ${'x'.repeat(random() * 500)}`);
      const mark = await markOf(conversation);
      look();
      expect(mark).toBeLessThanOrEqual(has);
      if (what >= 0.5) continue;
      client.terminate();
      const resume = { conversation, epoch, seq: has };
      const next = await connectPlayer(proxy.url, site, { token: player.token ?? '', resume });
      epoch = next.ready.epoch;
      client = next;
    }
    await marked(conversation, last);
    await until('the browser has it', () => {
      look();
      return has >= last;
    });
    client.terminate();
    await proxy.close();
  });
});

describe('without a WebSocket', () => {
  it('the next poll proves what the one before it has brought', async () => {
    const { site, conversation, player, say } = await scene(one.url);
    player.close();
    await player.closed;
    const seq = await say();
    const token = player.token ?? '';
    const { frames } = await poll(site, { token });
    const { epoch } = frames.find((frame) => frame.type === 'ready') as PlayerDown & { type: 'ready' };
    expect(frames.flatMap((frame) => (frame.type === 'events' ? frame.events : [])).at(-1)?.seq).toBe(seq);
    const probe = await scene(one.url);
    await marked(probe.conversation, await probe.say());
    expect(await markOf(conversation)).toBe(0);
    await poll(site, { token, resume: { conversation, epoch, seq } });
    await marked(conversation, seq);
  });
});

describe('a client that says more than is so', () => {
  it('moves no mark past the log, none of somebody else’s conversation, none of another history, and none back', async () => {
    const { site, player, conversation, say } = await scene(one.url);
    const other = await scene(one.url);
    player.close();
    other.player.close();
    await Promise.all([player.closed, other.player.closed]);
    const [seq, theirs] = [await say(), await other.say()];
    const { epoch } = player.ready;
    const token = player.token ?? '';
    const claim = (at: { conversation: string; epoch: string; seq: number }, proof = token) =>
      poll(site, { token: proof, resume: at });
    await claim({ conversation, epoch: 'another', seq });
    await claim({ conversation: other.conversation, epoch, seq: theirs });
    await claim({ conversation, epoch, seq: theirs }, newToken());
    await claim({ conversation, epoch, seq: 1_000_000 });
    await until('the last one is written', async () => (await markOf(conversation)) > 0);
    expect(await markOf(conversation)).toBe(seq);
    expect(await markOf(other.conversation)).toBe(0);
    await claim({ conversation, epoch, seq: 1 });
    const probe = await scene(one.url);
    await marked(probe.conversation, await probe.say());
    expect(await markOf(conversation)).toBe(seq);
  });
});

async function poll(site: Site, hello: object): Promise<{ frames: PlayerDown[] }> {
  const response = await fetch(`${one.url}/poll?site=${site.key}`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain', origin: TEST_ORIGIN },
    body: JSON.stringify({
      wait: 0,
      frames: [{ type: 'hello', version: PROTOCOL_VERSION, locale: 'en', ...hello }],
    }),
  });
  return (await response.json()) as { frames: PlayerDown[] };
}
