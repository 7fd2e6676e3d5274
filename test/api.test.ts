/** Keys for programs: for whom they act, how far they reach, and that what they ask for is done once. */
import { systemClock } from '@touchline/shared/clock.ts';
import { newId, newToken } from '@touchline/shared/wire.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { program as programWith } from './support/api-program.ts';
import { connectPlayer } from './support/frame-client.ts';
import { createTestDatabase } from './support/postgres.ts';
import { createSite, startTestRelay, type TestRelay, UNLIMITED } from './support/relay.ts';

const { db } = await createTestDatabase();
let relay: TestRelay;
let other: TestRelay;
beforeAll(async () => {
  relay = await startTestRelay(db);
  other = await startTestRelay(db, { limits: { ...UNLIMITED, api: { points: 3, seconds: 60 } } });
});
afterAll(() => Promise.all([relay.close(), other.close()]));

const id = () => newId(systemClock.now());

const program = (scopes = ['desk:read', 'desk:write', 'settings:read', 'settings:write', 'keys:write']) =>
  programWith(db, relay.url, scopes);

describe('a key for programs', () => {
  it('is shown once, and kept as nothing that one could come in with', async () => {
    const { token, owner } = await program();
    expect(token).toMatch(/^tlk_[\w-]{43}$/);
    expect(JSON.stringify(await owner.ask('GET', 'api-keys'))).not.toContain(token);
    const { rows } = await db.query("select k.*, encode(token_hash, 'escape') as text from api_keys k");
    expect(JSON.stringify(rows)).not.toContain(token);
    expect((await owner.ask<{ keys: object[] }>('GET', 'api-keys')).keys).toMatchObject([{ name: 'Bot', by: 'Owner' }]);
  });

  it('does what its scopes say and its maker may, and nothing once its maker may not', async () => {
    const { ask, owner } = await program(['settings:read']);
    expect((await ask('GET', 'settings')).status).toBe(200);
    expect((await ask('PUT', 'settings/look', { version: 0, value: { name: 'X', color: null } })).status).toBe(403);
    expect((await ask('GET', 'conversations')).status).toBe(403);
    expect((await ask('GET', 'api-keys')).status).toBe(403);
    await db.query(`update memberships set role = 'operator' where operator_id = $1`, [owner.person.id]);
    expect((await ask('GET', 'settings')).status).toBe(404);
    await db.query('update operators set disabled_at = now() where id = $1', [owner.person.id]);
    expect((await ask('GET', 'settings')).status).toBe(401);
  });

  it('is over with its day, and at once when it is ended', async () => {
    const { ask, key, owner } = await program();
    expect((await owner.ask('DELETE', `api-keys/${key}`)).status).toBe(204);
    expect((await ask('GET', 'settings')).status).toBe(401);
    expect((await owner.ask('DELETE', `api-keys/${key}`)).status).toBe(404);
    const second = await program();
    await db.query('update api_keys set expires_at = now() where id = $1', [second.key]);
    expect((await second.ask('GET', 'settings')).status).toBe(401);
    const { rows } = await db.query('select act from audit where actor_id = $1 order by id', [owner.person.id]);
    expect(rows).toEqual([{ act: 'api-key.made' }, { act: 'api-key.ended' }]);
  });

  it('is told what it is', async () => {
    const { call, site } = await program(['desk:read']);
    const { body } = await call('GET', 'program');
    expect(body).toMatchObject({
      name: 'Bot',
      site: { id: site.id, key: site.key },
      scopes: ['desk:read'],
      by: 'Owner',
    });
    expect(body.expiresAt).toBeGreaterThan(systemClock.now());
  });

  it('opens no door of the browser: no session, no socket, no other brand of its maker', async () => {
    const { token, site, owner } = await program();
    const brand = await createSite(db);
    await db.query(`insert into memberships (operator_id, site_id, role) values ($1, $2, 'admin')`, [
      owner.person.id,
      brand.id,
    ]);
    const authorization = `Bearer ${token}`;
    const status = async (path: string) => (await fetch(relay.url + path, { headers: { authorization } })).status;
    expect(await status(`/api/sites/${brand.id}/settings`)).toBe(404);
    expect(await status(`/api/reports/table?sites=${site.id},${brand.id}&from=2026-11-01&to=2026-11-02`)).toBe(403);
    expect(await status('/api/session')).toBe(403);
    expect(await status('/inbox/socket')).not.toBe(101);
  });

  it('says how much is left, and when there will be more', async () => {
    const { ask } = await program();
    const left: (string | null)[] = [];
    for (let n = 0; n < 3; n++)
      left.push((await ask('GET', 'settings', undefined, { at: other.url })).headers.get('ratelimit-remaining'));
    expect(left).toEqual(['2', '1', '0']);
    const { status, headers, body } = await ask('GET', 'settings', undefined, { at: other.url });
    expect([status, body.error.kind]).toEqual([429, 'too-fast']);
    for (const name of ['retry-after', 'ratelimit-reset']) expect(Number(headers.get(name))).toBeGreaterThan(0);
  });
});

describe('a request with an Idempotency-Key', () => {
  it('is done once, and answered the same on every relay; what it holds lies sealed', async () => {
    const { ask } = await program();
    const first = await ask('POST', 'keys', { kind: 'secret' }, { name: 'rotate-1' });
    const again = await ask('POST', 'keys', { kind: 'secret' }, { name: 'rotate-1', at: other.url });
    expect([again.status, again.text]).toEqual([201, first.text]);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect((await ask('GET', 'keys')).body.keys).toHaveLength(2);
    const { rows } = await db.query(
      `select encode(answer, 'escape') as answer from api_answers where name = 'rotate-1'`,
    );
    expect(rows).toHaveLength(1);
    for (const part of [first.body.kid, first.body.secret]) expect(JSON.stringify(rows)).not.toContain(part);
  });

  it('is done once however often it comes at once', async () => {
    const { ask } = await program();
    const key = `copy-${crypto.randomUUID().slice(0, 8)}`;
    const change = { version: 0, value: { name: key, color: null } };
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => ask('PUT', 'settings/look', change, { name: key })),
    );
    const statuses = new Set(answers.map(({ status }) => status));
    expect([...statuses].filter((status) => status !== 200 && status !== 503)).toEqual([]);
    expect((await ask('PUT', 'settings/look', change, { name: key })).body.held.version).toBe(1);
    // Without a name the second would be somebody else's change.
    expect((await ask('PUT', 'settings/look', change)).status).toBe(409);
  });

  it('is another one when it asks for something else, and then refused', async () => {
    const { ask } = await program();
    await ask('POST', 'token-check', { token: 'a' }, { name: 'n' });
    expect((await ask('POST', 'token-check', { token: 'b' }, { name: 'n' })).body.error.kind).toBe('conflict');
    expect((await ask('POST', 'token-check', { token: 'b' }, { name: 'x'.repeat(201) })).status).toBe(400);
  });

  it('is forgotten after a day, by whatever is asked next', async () => {
    const [{ ask, key }, next] = [await program(), await program()];
    await ask('POST', 'token-check', { token: 'a' }, { name: 'n' });
    const kept = async () => (await db.query('select 1 from api_answers where key_id = $1', [key])).rows.length;
    expect(await kept()).toBe(1);
    await next.ask('POST', 'token-check', { token: 'a' }, { name: 'n' });
    expect(await kept()).toBe(1);
    await db.query(`update api_answers set at = now() - interval '25 hours' where key_id = $1`, [key]);
    await next.ask('POST', 'token-check', { token: 'a' }, { name: 'm' });
    expect(await kept()).toBe(0);
  });

  it('under which a relay died is taken up again', async () => {
    const { ask, key } = await program();
    await ask('POST', 'keys', { kind: 'secret' }, { name: 'n' });
    await db.query('update api_answers set status = null, answer = null where key_id = $1', [key]);
    expect((await ask('POST', 'keys', { kind: 'secret' }, { name: 'n' })).status).toBe(503);
    await db.query(`update api_answers set at = now() - interval '2 minutes' where key_id = $1`, [key]);
    expect((await ask('POST', 'keys', { kind: 'secret' }, { name: 'n' })).status).toBe(409);
  });
});

describe('the desk over HTTP', () => {
  async function begun() {
    const made = await program();
    const player = await connectPlayer(relay.url, made.site, { token: newToken() });
    const conversation = id();
    player.send({ type: 'post', conversation, clientId: id(), text: 'Where is my withdrawal?' });
    await player.next('ack');
    player.send({ type: 'open', conversation, epoch: '', seq: 0 });
    await player.next('opened');
    const command = (body: object, name = '') =>
      made.ask('POST', `conversations/${conversation}/commands`, body, { name });
    return { ...made, player, conversation, command };
  }

  it('answers a player, exactly once, under the maker’s name', async () => {
    const { ask, player, conversation, command } = await begun();
    const { body: listed } = await ask('GET', 'conversations?view=waiting');
    expect(listed).toMatchObject({ conversations: [{ id: conversation }], next: null });
    expect((await command({ type: 'take' })).status).toBe(200);
    const { state } = (await ask('GET', `conversations/${conversation}`)).body.conversation;
    const reply = { type: 'post', text: 'It is on its way.', seen: state.seq };
    const [first, second] = [await command(reply, 'reply-1'), await command(reply, 'reply-1')];
    expect(second.text).toBe(first.text);
    // The log itself knows the repeat, where the answer was lost.
    await db.query('delete from api_answers');
    expect((await command(reply, 'reply-1')).text).toBe(first.text);
    await player.next('events', ({ events }) =>
      events.some((one) => one.type === 'message' && one.text === reply.text),
    );
    const { events } = (await ask('GET', `conversations/${conversation}/events`)).body;
    expect(events.filter((one: { type: string }) => one.type === 'message')).toMatchObject([
      { author: { kind: 'player' } },
      { author: { kind: 'operator', name: 'Owner' }, text: reply.text },
    ]);
    player.close();
  });

  it('does not answer what its author has not seen', async () => {
    const { player, conversation, command, ask } = await begun();
    await command({ type: 'take' });
    const { seq } = (await ask('GET', `conversations/${conversation}`)).body.conversation.state;
    const clientId = id();
    player.send({ type: 'post', conversation, clientId, text: 'Never mind' });
    await player.next('ack', (ack) => ack.clientId === clientId);
    const answer = await command({ type: 'post', text: 'It is on its way.', seen: seq });
    expect([answer.status, answer.body.error.kind]).toEqual([409, 'behind']);
    player.close();
  });

  it('reads a long log in pages', async () => {
    const { ask, player, conversation } = await begun();
    for (let n = 0; n < 120; n++) {
      const clientId = id();
      player.send({ type: 'post', conversation, clientId, text: `line ${n}` });
      await player.next('ack', (ack) => ack.clientId === clientId);
    }
    const seqs: number[] = [];
    let before = '';
    for (let pages = 0; pages < 10; pages++) {
      const { body } = await ask('GET', `conversations/${conversation}/events${before}`);
      seqs.unshift(...body.events.map((one: { seq: number }) => one.seq));
      if (body.next === null) break;
      before = `?before=${body.next}`;
    }
    expect(seqs).toEqual(Array.from({ length: seqs.length }, (_, i) => i + 1));
    expect(seqs.length).toBeGreaterThan(120);
    player.close();
  });
});
