/** Who may fetch by an address, and until when: revocation counts from the next request on. */
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createOperatorStore } from '@touchline/relay/operators/store.ts';
import type { Database } from '@touchline/relay/platform/postgres.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectOperator, connectPlayer } from './support/frame-client.ts';
import { identityToken } from './support/identity-tokens.ts';
import { PDF } from './support/pictures.ts';
import { createTestDatabase } from './support/postgres.ts';
import { createOperator, createSite, signIn, startTestRelay, type TestRelay, testFileStore } from './support/relay.ts';
import { attach, freshId, linkTo, put, send } from './support/sending-files.ts';

const { db } = await createTestDatabase();
const folder = join(tmpdir(), `touchline-rights-${crypto.randomUUID()}`);
let relay: TestRelay;
/** Another relay of the same installation: what is revoked here counts there. */
let other: TestRelay;
beforeAll(async () => {
  relay = await startTestRelay(db, { fileStore: testFileStore(folder) });
  other = await startTestRelay(db, { fileStore: testFileStore(folder) });
});
afterAll(async () => {
  await Promise.all([relay.close(), other.close()]);
  await rm(folder, { recursive: true, force: true });
});

const pdf = { name: 'statement.pdf', contentType: 'application/pdf', bytes: PDF };

/** A file that a player has sent, and everybody's addresses of it and of the transcript. */
async function scene(at: TestRelay = relay) {
  const site = await createSite(db);
  const alesia = await createOperator(db, [site]);
  const cookie = await signIn(at.url, alesia);
  const player = await connectPlayer(at.url, site);
  const desk = await connectOperator(at.url, cookie);
  const conversation = freshId();
  const { clientId } = await send(at.url, player, conversation, pdf);
  player.send({ type: 'post', conversation, clientId: freshId(), text: '', files: [clientId] });
  await player.next('ack');
  const addresses = async (client: Parameters<typeof linkTo>[0]) => [
    (await linkTo(client, conversation, clientId)).url,
    (await linkTo(client, conversation, 'transcript')).url,
  ];
  return {
    site,
    alesia,
    cookie,
    player,
    desk,
    conversation,
    players: await addresses(player),
    operators: await addresses(desk),
  };
}

const statuses = (at: TestRelay, urls: string[], headers: Record<string, string> = {}) =>
  Promise.all(urls.map(async (url) => (await fetch(`${at.url}/${url}`, { headers })).status));

describe('an address', () => {
  it('does for whoever it was made for, on every relay', async () => {
    const { players, operators, cookie } = await scene();
    for (const at of [relay, other]) {
      expect(await statuses(at, players)).toEqual([200, 200]);
      expect(await statuses(at, operators, { cookie })).toEqual([200, 200]);
    }
  });

  it('of an operator’s does nothing without their session, with a colleague’s, or from another page', async () => {
    const { operators, cookie, site } = await scene();
    const colleague = await signIn(relay.url, await createOperator(db, [site], { name: 'Rauf' }));
    expect(await statuses(relay, operators)).toEqual([401, 401]);
    expect(await statuses(relay, operators, { cookie: colleague })).toEqual([404, 404]);
    expect(await statuses(relay, operators, { cookie, 'sec-fetch-site': 'cross-site' })).toEqual([403, 403]);
    const asPlayers = operators.map((url) => url.replace('by=operator', 'by=player'));
    expect(await statuses(relay, asPlayers, { cookie })).toEqual([404, 404]);
  });

  it('is void once it has expired', async () => {
    const { players } = await scene();
    const expired = players.map((url) => url.replace(/until=\d+/, 'until=1763800000000'));
    expect(await statuses(relay, expired)).toEqual([404, 404]);
  });
});

describe('from the next request on, on every relay, an address is void of', () => {
  it('an operator who signs out', async () => {
    const { operators, cookie } = await scene();
    await fetch(`${relay.url}/api/session`, { method: 'DELETE', headers: { cookie } });
    for (const at of [relay, other]) expect(await statuses(at, operators, { cookie })).toEqual([401, 401]);
  });

  it('an operator who is disabled', async () => {
    const { operators, cookie, alesia } = await scene();
    await db.query('update operators set disabled_at = now() where id = $1', [alesia.id]);
    for (const at of [relay, other]) expect(await statuses(at, operators, { cookie })).toEqual([401, 401]);
  });

  it('an operator who leaves the site', async () => {
    const { operators, cookie, alesia } = await scene();
    await db.query('delete from memberships where operator_id = $1', [alesia.id]);
    for (const at of [relay, other]) expect(await statuses(at, operators, { cookie })).toEqual([404, 404]);
  });

  it('a player whose token is spent by signing in; signed in they have their own', async () => {
    const { players, player, site, conversation } = await scene();
    const identity = await identityToken(site, { sub: freshId() });
    const signed = await connectPlayer(relay.url, site, { identity, token: player.token ?? '' });
    for (const at of [relay, other]) expect(await statuses(at, players)).toEqual([404, 404]);
    const { url } = await linkTo(signed, conversation, 'transcript');
    expect(await statuses(relay, [url])).toEqual([200]);
  });

  it('a player who is blocked, until the block ends', async () => {
    const { players, player, conversation } = await scene();
    const { url } = await attach(player, conversation, pdf);
    const block = (until: string) =>
      db.query(
        `update contacts set blocked_until = now() + $2::interval
         where id = (select contact_id from conversations where id = $1)`,
        [conversation, until],
      );
    await block('1 hour');
    for (const at of [relay, other]) expect(await statuses(at, players)).toEqual([404, 404]);
    expect((await put(relay.url, url, PDF)).status).toBe(404);
    // Nobody is kept from asking for limits, nor from what proves it.
    await db.query(`update conversations set topic = 'safer-gambling' where id = $1`, [conversation]);
    for (const at of [relay, other]) expect(await statuses(at, players)).toEqual([200, 200]);
    expect((await put(relay.url, url, PDF)).status).toBe(200);
    await db.query(`update conversations set topic = 'bets' where id = $1`, [conversation]);
    await block('-1 second');
    expect(await statuses(relay, players)).toEqual([200, 200]);
  });
});

describe('the check fails', () => {
  it('when a relay does not ask again whether an operator is signed in', async () => {
    const seen = new Map<unknown, unknown>();
    const remembers: Database = {
      ...db,
      query: (async (text: string, values?: unknown[]) => {
        if (!text.startsWith('with seen as')) return db.query(text, values);
        const key = String(values?.[0]);
        const answer = seen.get(key) ?? (await db.query(text, values));
        seen.set(key, answer);
        return answer;
      }) as Database['query'],
    };
    const careless = await startTestRelay(remembers, { fileStore: testFileStore(folder) });
    const { operators, cookie } = await scene(careless);
    await createOperatorStore(db).closeSession(cookie.split('=')[1] ?? '');
    expect(await statuses(careless, operators, { cookie })).toEqual([200, 200]);
    await careless.close();
  });
});
