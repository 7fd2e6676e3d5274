/** Erasing one player leaves nothing of them: every table, every file, the log and Redis are looked through. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRedisBus } from '@touchline/relay/platform/bus-redis.ts';
import { busKey } from '@touchline/relay/platform/bus-seal.ts';
import { createRetentionStore } from '@touchline/relay/privacy/retention-store.ts';
import { systemClock } from '@touchline/shared/clock.ts';
import { referenceOf } from '@touchline/shared/reference.ts';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from './support/conditions.ts';
import { id } from './support/contact-desk.ts';
import { connectPlayer } from './support/frame-client.ts';
import { createTestDatabase } from './support/postgres.ts';
import { type MarkedPlayer, markedPlayer, posted, translatedSite, turning } from './support/privacy-player.ts';
import { marker, scanDatabase, scanFolder, scanText } from './support/privacy-scan.ts';
import { startRedis, type TestRedis } from './support/redis.ts';
import { startTestRelay, type TestRelay, testFileStore } from './support/relay.ts';

const { db } = await createTestDatabase();
const site = await translatedSite(db);
const folder = await mkdtemp(join(tmpdir(), 'touchline-erase-'));
let logged = '';
const logger = pino(
  { level: 'debug' },
  {
    write(line: string) {
      logged += line;
    },
  },
);
let redis: TestRedis;
const relays: TestRelay[] = [];
const buses: { close(): Promise<void> }[] = [];
beforeAll(async () => {
  redis = await startRedis();
  for (let i = 0; i < 2; i++) {
    const bus = await openRedisBus({
      url: redis.url,
      key: await busKey(db),
      clock: systemClock,
      log: logger,
      onListenerError: (error) => logger.error({ err: error }, 'a listener failed'),
    });
    buses.push(bus);
    const fileStore = testFileStore(folder);
    relays.push(await startTestRelay(db, { bus, providers: [turning], fileStore, logger: logger as never }));
  }
});
afterAll(async () => {
  for (const one of [...relays, ...buses]) await one.close();
  await redis.stop();
  await rm(folder, { recursive: true, force: true });
});

const at = (index: number) => relays[index]?.url ?? '';
const erase = (player: MarkedPlayer, confirm = referenceOf(player.contact)) =>
  player.supervisor.ask('POST', `sites/${site.id}/players/erase`, { contact: player.contact, confirm });
const idsOf = (player: MarkedPlayer) => [player.contact, ...player.conversations, player.file];
/** What relays are told, and that for ten minutes. */
const later = async () => {
  await db.query(`update erased_lately set erased_at = erased_at - interval '11 minutes'`);
  await createRetentionStore(db, async () => {}).tidy();
};

/** Tables in which a word must have stood, or the proof proves nothing. */
const PLACES = [
  ...['audit', 'contact_notes', 'contacts', 'conversations', 'events', 'files', 'search_progress', 'search_texts'],
  'translation_cache',
];

describe('after erasing a player', () => {
  it('no table, file, log or Redis holds a word of theirs, or an id', { timeout: 180_000 }, async () => {
    const player = await markedPlayer(db, at(0), site);
    const before = await scanDatabase(db, player.all);
    expect([...new Set(before.map((found) => found.split(':')[0]))]).toEqual(PLACES);
    // Every word was somewhere, so that each place is proven.
    const seen = [...before, ...(await scanFolder(folder, player.all))].map((found) => found.split(': ')[1]);
    expect(Object.entries(player.words).filter(([, word]) => !seen.includes(word))).toEqual([]);

    expect((await erase(player)).status).toBe(200);
    await later();
    expect(await scanDatabase(db, [...player.all, ...idsOf(player), player.token])).toEqual([]);
    expect(await scanFolder(folder, [...player.all, player.file])).toEqual([]);
    expect(logged).toContain('a file was stored');
    expect(scanText(logged, player.all)).toEqual([]);
    expect(await redis.command('DBSIZE')).toBe(':0');
    await player.close();
  });

  it.each(PLACES)('is not proven where %s is passed over', { timeout: 180_000 }, async (table) => {
    const player = await markedPlayer(db, at(0), site);
    await db.query(
      `create or replace function passed_over() returns trigger language plpgsql as $$ begin return null; end $$`,
    );
    await db.query(
      `create trigger planted before update or delete on ${table} for each row execute function passed_over()`,
    );
    const { status } = await erase(player);
    await db.query(`drop trigger planted on ${table}`);
    const left = await scanDatabase(db, player.all);
    // Either it could not be done at all, or what was passed over is found.
    if (status === 200) expect(left.map((found) => found.split(':')[0])).toContain(table);
    else expect(left.length).toBeGreaterThan(10);
    await db.query('delete from contact_notes; delete from audit; delete from translation_cache');
    await player.close();
  });

  it('bytes that cannot be removed keep everything as it is, to be tried again', { timeout: 180_000 }, async () => {
    const player = await markedPlayer(db, at(0), site);
    const real = testFileStore(folder);
    const broken = { ...real, remove: () => Promise.reject(new Error('planted')) };
    const relay = await startTestRelay(db, { fileStore: broken });
    const headers = { cookie: await cookieOf(player, relay.url), 'content-type': 'application/json' };
    const body = JSON.stringify({ contact: player.contact, confirm: referenceOf(player.contact) });
    const path = `${relay.url}/api/sites/${site.id}/players/erase`;
    expect((await fetch(path, { method: 'POST', headers, body })).status).toBe(500);
    expect((await scanDatabase(db, [player.words.message ?? ''])).length).toBeGreaterThan(1);
    expect((await erase(player)).status).toBe(200);
    expect(await scanFolder(folder, player.all)).toEqual([]);
    await relay.close();
    await player.close();
  });
});

describe('what stays', () => {
  it('is what numbers are made of, and that it was done', { timeout: 180_000 }, async () => {
    const player = await markedPlayer(db, at(0), site);
    const log = () =>
      db.query(
        `select e.seq, e.at, e.type, e.author_kind, e.author_id, c.topic, c.language, c.site_id from events e
         join conversations c on c.id = e.conversation_id where c.site_id = $1
         order by e.at, c.created_at, e.seq`,
        [site.id],
      );
    const before = (await log()).rows;
    const erased = await erase(player);
    const after = (await log()).rows;
    // One of the two conversations was under way: it has an end now.
    expect(after.filter(({ type, author_kind }) => type === 'resolved' && author_kind === 'system').length).toBe(
      before.filter(({ type, author_kind }) => type === 'resolved' && author_kind === 'system').length + 1,
    );
    const known = new Set(before.map((row) => JSON.stringify(row)));
    expect(after.length).toBe(before.length + 1);
    expect(after.filter((row) => !known.has(JSON.stringify(row))).length).toBe(1);
    const { rows: marks } = await db.query(
      `select rating->'speed' as speed, rating->'comment' as comment from conversations
       where site_id = $1 and rating is not null order by updated_at desc limit 1`,
      [site.id],
    );
    expect(marks).toEqual([{ speed: 4, comment: null }]);

    const { rows } = await db.query(
      `select actor_id, about from audit where act = 'player.erased' order by id desc limit 1`,
    );
    expect(rows).toEqual([
      { actor_id: player.admin.id, about: { player: erased.body.player, conversations: 2, files: 1, players: 1 } },
    ]);
    const { body } = await player.supervisor.ask('GET', `sites/${site.id}/keeping`);
    expect(body.acts[0]).toMatchObject({ act: 'player.erased', by: 'Alesia', conversations: 2, files: 1 });
    // Nobody is there to find; doing it again changes nothing.
    for (const who of [player.sub, player.email, player.contact, referenceOf(player.conversation)]) {
      expect((await player.supervisor.ask('POST', `sites/${site.id}/players/find`, { who })).body.players).toEqual([]);
    }
    expect((await erase(player)).status).toBe(404);
    expect((await log()).rows).toEqual(after);
    await player.close();
  });

  it('takes the code of that very player, of this very site', { timeout: 180_000 }, async () => {
    const player = await markedPlayer(db, at(0), site);
    const refused = await erase(player, 'AAAA-AAAA');
    expect([refused.status, refused.body.error.fields]).toEqual([400, { confirm: expect.any(String) }]);
    const other = await translatedSite(db);
    const path = `sites/${other.id}/players/erase`;
    const asked = { contact: player.contact, confirm: referenceOf(player.contact) };
    expect((await player.supervisor.ask('POST', path, asked)).status).toBe(404);
    expect((await player.colleague.ask('POST', `sites/${site.id}/players/erase`, asked)).status).toBe(404);
    expect((await erase(player, referenceOf(player.contact).toLowerCase().replace('-', ' '))).status).toBe(200);
    await player.close();
  });
});

describe('screens that are open', () => {
  it('forget, on every relay: the player is signed out, threads empty, rows go', { timeout: 180_000 }, async () => {
    const player = await markedPlayer(db, at(0), site);
    const elsewhere = await connectPlayer(at(1), site, { identity: await player.identity() });
    const { conversation } = player;
    await player.colleague.open(conversation);
    const erased = await erase(player);
    expect(erased.status).toBe(200);
    expect(await elsewhere.closed).toBe(4401);
    expect(await player.player.closed).toBe(4401);
    const reset = await player.colleague.next(
      'reset',
      (frame) => frame.conversation === conversation && frame.events.length === 0,
    );
    expect(reset.state.seq).toBe(0);
    await player.colleague.next('upsert', (frame) => frame.gone?.includes(conversation) ?? false);

    // A browser that still has the token is told that it proves nobody, and the site's player is somebody new.
    await expect(connectPlayer(at(1), site, { token: player.token })).rejects.toThrow('4401');
    const back = await connectPlayer(at(1), site, { identity: await player.identity(), token: player.token });
    expect(back.ready.contact).not.toBe(player.contact);
    expect(back.ready).toMatchObject({ conversations: [], merged: true });
    await posted(back, { conversation: id(), text: 'Here again.' });
    back.close();
    await player.close();
  });

  it('forget without any news too: a relay looks for itself', { timeout: 180_000 }, async () => {
    const relay = await startTestRelay(db, { providers: [turning] });
    const player = await markedPlayer(db, relay.url, site);
    await player.colleague.open(player.conversation);
    // On the other relays, of which this one hears nothing.
    const headers = { cookie: await cookieOf(player, at(0)), 'content-type': 'application/json' };
    const body = JSON.stringify({ contact: player.contact, confirm: referenceOf(player.contact) });
    expect((await fetch(`${at(0)}/api/sites/${site.id}/players/erase`, { method: 'POST', headers, body })).status).toBe(
      200,
    );
    await player.colleague.next(
      'reset',
      (frame) => frame.conversation === player.conversation && frame.events.length === 0,
    );
    await player.colleague.next('upsert', (frame) => frame.gone?.includes(player.conversation) ?? false);
    expect(await player.player.closed).toBe(4401);
    await player.close();
    await relay.close();
  });
});

describe('a player who is writing as they are erased', () => {
  /** Words of what they wrote while it happened that are found afterwards. */
  async function writeAndErase(round: number): Promise<string[]> {
    const player = await markedPlayer(db, at(0), site, { isBlocked: false });
    const writer = round % 2 ? await connectPlayer(at(1), site, { identity: await player.identity() }) : player.player;
    const word = marker('late');
    let over = false;
    const answered = () => writer.received.filter(({ type }) => type === 'ack' || type === 'error').length;
    const writing = (async () => {
      for (let n = 0; !over; n++) {
        // Now in what there is, now in something new.
        const conversation = n % 2 === 0 ? id() : player.conversation;
        writer.send({ type: 'post', conversation, clientId: id(), text: `${word} ${n}` });
        do await new Promise((resolve) => setImmediate(resolve));
        while (!over && n - answered() > 20);
      }
    })();
    await until('some of it is written', () => answered() > 2 + round, 60_000);
    expect((await erase(player)).status).toBe(200);
    over = true;
    await writing;
    await writer.closed;
    await until('the relays are done with it', async () => {
      const { rows } = await db.query<{ busy: number }>(
        `select count(*) as busy from pg_stat_activity
         where datname = current_database() and state <> 'idle' and pid <> pg_backend_pid()`,
      );
      return rows[0]?.busy === 0;
    });
    await later();
    await player.close();
    return scanDatabase(db, [word, ...player.all, player.contact]);
  }

  it('leaves nothing behind it, however the two fall', { timeout: 400_000 }, async () => {
    for (let round = 0; round < 5; round++) expect(await writeAndErase(round)).toEqual([]);
  });

  it('would, if contacts that were erased could be written again', { timeout: 400_000 }, async () => {
    await db.query('alter table contacts disable trigger contacts_erased');
    let found: string[] = [];
    for (let round = 0; round < 30 && found.length === 0; round++) found = await writeAndErase(round);
    await db.query('alter table contacts enable trigger contacts_erased');
    expect(found.map((one) => one.split(':')[0])).toContain('contacts');
  });
});

async function cookieOf({ admin }: MarkedPlayer, url: string): Promise<string> {
  const response = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: admin.email, password: admin.password }),
  });
  return (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}
