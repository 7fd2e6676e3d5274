/** Files when things go wrong: lines that are cut, disks that are full, too many at once, what nobody sends. */
import { readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFiles } from '@touchline/relay/files/files.ts';
import { fakeClock } from '@touchline/shared/clock-fake.ts';
import { routingRules } from '@touchline/shared/routing-rules.ts';
import { afterAll, describe, expect, it } from 'vitest';
import { until } from './support/conditions.ts';
import { createMemoryStore } from './support/file-store-memory.ts';
import { connectPlayer } from './support/frame-client.ts';
import { mayMount, mountSmallDisk } from './support/full-disk.ts';
import { noise, PDF, picture } from './support/pictures.ts';
import { createTestDatabase, quietLog } from './support/postgres.ts';
import { createSite, startTestRelay, testFileStore, UNLIMITED } from './support/relay.ts';
import { startRelayProcess } from './support/relay-process.ts';
import { attach, cutOff, freshId, linkTo, put, send } from './support/sending-files.ts';

const { db, url: databaseUrl } = await createTestDatabase();
const MB = 1024 * 1024;
const pdf = { name: 'statement.pdf', contentType: 'application/pdf', bytes: PDF };
const large = { ...pdf, bytes: Buffer.concat([PDF, Buffer.alloc(5 * MB, 0x20)]) };
const endings: (() => unknown)[] = [];
afterAll(async () => {
  for (const end of endings.reverse()) await end();
});

function newFolder(): string {
  const folder = join(tmpdir(), `touchline-trouble-${crypto.randomUUID()}`);
  endings.push(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

const filesIn = async (folder: string) =>
  (await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])).filter((entry) => entry.isFile());

async function start(more: Parameters<typeof startTestRelay>[1]) {
  const relay = await startTestRelay(db, more);
  endings.push(relay.close);
  const player = await connectPlayer(relay.url, await createSite(db));
  return { relay, player, conversation: freshId() };
}

async function isStored(id: string): Promise<boolean> {
  const { rows } = await db.query<{ stored: boolean }>(
    'select stored_at is not null as stored from files where id = $1',
    [id],
  );
  return rows[0]?.stored ?? false;
}

describe('a line that is cut', () => {
  it.each([0.01, 0.5, 0.99])('at %d of the file leaves nothing, and the same address takes it again', async (part) => {
    const folder = newFolder();
    const { relay, player, conversation } = await start({ fileStore: testFileStore(folder) });
    const { clientId, url } = await attach(player, conversation, large);
    const sent = Math.floor(large.bytes.length * part);
    await cutOff(relay.url, url, large.bytes, sent);
    await until('there is no draft left', async () => (await filesIn(folder)).length === 0);
    expect(await isStored(clientId)).toBe(false);
    expect((await linkTo(player, conversation, clientId)).refused).toBe('not-found');

    // Until the relay has seen that the line is cut, the file is still coming.
    let file: object | undefined;
    await until('it is taken', async () => {
      file ??= (await put(relay.url, url, large.bytes).catch(() => null))?.file;
      return file !== undefined;
    });
    expect(file).toMatchObject({ bytes: large.bytes.length });
    expect(await filesIn(folder)).toHaveLength(1);
  });
});

describe('a full disk', () => {
  it.skipIf(!mayMount)(
    'is said, nothing stays of the file, messages go on, and with room the same address takes it',
    async () => {
      const disk = mountSmallDisk(3);
      endings.push(disk.unmount);
      const store = testFileStore(disk.folder, { spareBytes: 0 });
      const { relay, player, conversation } = await start({ fileStore: store });
      const { clientId, url } = await attach(player, conversation, large);
      expect(await put(relay.url, url, large.bytes)).toMatchObject({ status: 503, kind: 'unavailable' });
      expect(await filesIn(disk.folder)).toEqual([]);
      expect(await isStored(clientId)).toBe(false);

      player.send({ type: 'post', conversation, clientId: freshId(), text: 'my statement cannot be sent' });
      await player.next('ack');

      disk.grow(20);
      expect(await put(relay.url, url, large.bytes)).toMatchObject({ status: 200 });
      player.send({ type: 'post', conversation, clientId: freshId(), text: '', files: [clientId] });
      await player.next('ack');
    },
  );

  it('while an image is written anew leaves neither of its parts', async () => {
    const memory = createMemoryStore(() => 0);
    const { relay, player, conversation } = await start({ fileStore: memory.store });
    const bytes = await picture('png');
    const { clientId, url } = await attach(player, conversation, { name: 'slip.png', contentType: 'image/png', bytes });
    // Enough for what comes and for the image, not for its preview.
    memory.fill(2 * bytes.length + 100);
    expect(await put(relay.url, url, bytes)).toMatchObject({ status: 503, kind: 'unavailable' });
    expect([memory.drafts(), memory.names(), await isStored(clientId)]).toEqual([0, [], false]);
  });
});

describe('several relays', () => {
  it('with one folder are one: announced here, put there, fetched here', async () => {
    const folder = newFolder();
    const { relay, player, conversation } = await start({ fileStore: testFileStore(folder) });
    const other = await startTestRelay(db, { fileStore: testFileStore(folder) });
    endings.push(other.close);
    const { clientId, url } = await attach(player, conversation, pdf);
    expect(await put(other.url, url, PDF)).toMatchObject({ status: 200 });
    const link = await linkTo(player, conversation, clientId);
    for (const from of [relay, other]) {
      const answer = await fetch(`${from.url}/${link.url}`);
      expect(Buffer.from(await answer.arrayBuffer())).toEqual(PDF);
    }
  });
});

describe('too many files', () => {
  it('of one person in an hour are refused, also when they are too large together; others are not', async () => {
    const limits = { files: 3, bytes: 3_000 };
    const { relay, player, conversation } = await start({
      limits: { ...UNLIMITED, files: { player: limits, operator: limits } },
    });
    for (let n = 0; n < 3; n++) expect((await attach(player, conversation, pdf)).refused).toBeNull();
    expect((await attach(player, conversation, pdf)).refused).toBe('too-fast');
    const site = await createSite(db);
    const another = await connectPlayer(relay.url, site);
    expect((await attach(another, freshId(), pdf, { bytes: 2_000 })).refused).toBeNull();
    expect((await attach(another, freshId(), pdf, { bytes: 2_000 })).refused).toBe('too-fast');
    expect((await attach(await connectPlayer(relay.url, site), freshId(), pdf)).refused).toBeNull();
  });

  it('is not said of one that is announced again', async () => {
    const limits = { files: 2, bytes: 3_000 };
    const { player, conversation } = await start({
      limits: { ...UNLIMITED, files: { player: limits, operator: limits } },
    });
    const { clientId } = await attach(player, conversation, pdf, { bytes: 1_500 });
    for (let n = 0; n < 5; n++) {
      expect((await attach(player, conversation, pdf, { bytes: 1_500, clientId })).refused).toBeNull();
    }
    expect((await attach(player, conversation, pdf, { bytes: 1_500 })).refused).toBeNull();
    expect((await attach(player, conversation, pdf, { bytes: 1 })).refused).toBe('too-fast');
  });

  it('is said of one that is begun again and again', async () => {
    const limits = { files: 1, bytes: MB };
    const { relay, player, conversation } = await start({
      limits: { ...UNLIMITED, files: { player: limits, operator: limits } },
    });
    const { url } = await attach(player, conversation, pdf);
    const kinds: (string | undefined)[] = [];
    for (let n = 0; n < 6; n++) kinds.push((await put(relay.url, url, Buffer.from('no PDF'))).kind);
    expect(kinds).toEqual([...Array(5).fill('file-refused'), 'too-fast']);
  });
});

describe('a conversation that begins with a file', () => {
  const exists = async (id: string) => (await db.query('select 1 from conversations where id = $1', [id])).rows.length;

  it('is let in like one that begins with a message', async () => {
    const relay = await startTestRelay(db);
    endings.push(relay.close);
    const site = await createSite(db, { routing: routingRules.parse({ mode: 'pick', anonymousWaitingMax: 1 }) });
    const [waiting, early, late] = [
      await connectPlayer(relay.url, site),
      await connectPlayer(relay.url, site),
      await connectPlayer(relay.url, site),
    ];
    const [begun, never] = [freshId(), freshId()];
    expect((await attach(early, begun, pdf)).refused).toBeNull();
    waiting.send({ type: 'post', conversation: freshId(), clientId: freshId(), text: 'hello' });
    await waiting.next('ack');
    expect((await attach(late, never, pdf)).refused).toBe('too-fast');
    expect([await exists(begun), await exists(never)]).toEqual([1, 0]);
    early.send({ type: 'post', conversation: begun, clientId: freshId(), text: 'hello' });
    expect(await early.next('error')).toMatchObject({ kind: 'too-fast' });
  });

  it('is not there when the file may not be sent', async () => {
    const limits = { files: 3, bytes: 1_000 };
    const { player } = await start({ limits: { ...UNLIMITED, files: { player: limits, operator: limits } } });
    for (const [file, bytes, kind] of [
      [{ ...pdf, name: 'run.exe' }, 10, 'file-refused'],
      [pdf, 11 * MB, 'file-too-large'],
      [pdf, 2_000, 'too-fast'],
    ] as const) {
      const conversation = freshId();
      expect((await attach(player, conversation, file, { bytes })).refused).toBe(kind);
      expect(await exists(conversation)).toBe(0);
    }
  });
});

describe('what nobody sends', () => {
  it('goes after a day, bytes and row; what was sent stays', async () => {
    const memory = createMemoryStore(() => 0);
    const { relay, player, conversation } = await start({ fileStore: memory.store });
    const bytes = await picture('png');
    const image = { name: 'slip.png', contentType: 'image/png', bytes };
    const [sent, unsent, fresh, refused, onItsWay, raced] = [
      await send(relay.url, player, conversation, pdf),
      await send(relay.url, player, conversation, image),
      await send(relay.url, player, conversation, pdf),
      await send(relay.url, player, conversation, pdf),
      await send(relay.url, player, conversation, pdf),
      await send(relay.url, player, conversation, pdf),
    ].map(({ clientId }) => clientId);
    const announced = (await attach(player, conversation, pdf)).clientId;
    for (const file of [sent, raced]) {
      player.send({ type: 'post', conversation, clientId: freshId(), text: '', files: [file ?? ''] });
      await player.next('ack');
    }
    // Meant for a message that was never written; of one of them another was, at the same moment.
    for (const file of [refused, onItsWay, raced]) {
      await db.query(`update files set sent_with = $2, bound_at = now() - interval '1 hour' where id = $1`, [
        file,
        freshId(),
      ]);
    }
    await db.query('update files set bound_at = now() where id = $1', [onItsWay]);
    await db.query(`update files set created_at = now() - interval '25 hours' where id <> $1`, [fresh]);

    const parts = { store: memory.store, clock: fakeClock(), log: quietLog, limits: UNLIMITED.files };
    await (await createFiles({ db, ...parts })).sweep();
    const { rows } = await db.query<{ id: string }>('select id from files where conversation_id = $1', [conversation]);
    const left = [sent, fresh, onItsWay, raced].sort();
    expect(rows.map(({ id }) => id).sort()).toEqual(left);
    expect(
      memory
        .names()
        .map((name) => name.split('/')[1])
        .sort(),
    ).toEqual(left);
    expect((await linkTo(player, conversation, unsent ?? '')).refused).toBe('not-found');
    expect(rows.some(({ id }) => id === announced)).toBe(false);
  });
});

describe('twenty images at once', () => {
  const STALL_MAX_MS = 100;

  it(`never keep the relay from others for longer than ${STALL_MAX_MS} ms`, async () => {
    const relay = await startRelayProcess({ databaseUrl, filesFolder: newFolder() });
    endings.push(() => relay.kill('SIGTERM'));
    const player = await connectPlayer(relay.url, await createSite(db));
    const conversation = freshId();
    const bytes = await noise({ width: 1_600, height: 1_200 });
    const photo = { name: 'photo.jpg', contentType: 'image/jpeg', bytes };
    const uploads = Promise.all(Array.from({ length: 20 }, () => send(relay.url, player, conversation, photo)));
    let isOver = false;
    const over = uploads.finally(() => {
      isOver = true;
    });
    let pongs = 0;
    while (!isOver) {
      player.send({ type: 'ping' });
      await player.next('pong');
      pongs++;
    }
    expect((await over).every(({ file }) => file.width === 1_600)).toBe(true);
    expect(pongs).toBeGreaterThan(20);
    expect(await relay.longestStallMs()).toBeLessThan(STALL_MAX_MS);
  }, 60_000);
});
