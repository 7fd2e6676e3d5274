/** Hostile files: each is refused, or kept as a picture or a document that runs nothing, under a name of our own. */
import { readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { storedAs } from '@touchline/relay/files/file-store.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMemoryStore } from './support/file-store-memory.ts';
import { connectPlayer, type PlayerClient } from './support/frame-client.ts';
import { type HostileFile, hostileFiles, MARK } from './support/hostile-files.ts';
import { described, PDF } from './support/pictures.ts';
import { createTestDatabase } from './support/postgres.ts';
import { createSite, startTestRelay } from './support/relay.ts';
import { type RelayProcess, startRelayProcess } from './support/relay-process.ts';
import { attach, freshId, linkTo, put } from './support/sending-files.ts';

const { db, url: databaseUrl } = await createTestDatabase();
const folder = join(tmpdir(), `touchline-hostile-${crypto.randomUUID()}`);
const files = await hostileFiles();
let relay: RelayProcess;
let player: PlayerClient;
beforeAll(async () => {
  // By itself: what this process does to make and read images is no work of the relay's.
  relay = await startRelayProcess({ databaseUrl, filesFolder: folder });
  player = await connectPlayer(relay.url, await createSite(db));
});
afterAll(async () => {
  await relay.kill('SIGTERM');
  await rm(folder, { recursive: true, force: true });
});

const conversation = freshId();

/** What becomes of it: the kind of the refusal, or the type and the answer with the bytes. */
async function tried(file: HostileFile) {
  const { announced: bytes = file.bytes.length } = file;
  const { clientId, url, refused } = await attach(player, conversation, file, { bytes });
  if (refused) return { outcome: refused };
  const { kind, file: ref } = await put(relay.url, url, file.bytes).catch(() => ({
    kind: 'file-too-large',
    file: undefined,
  }));
  if (!ref) return { outcome: kind, clientId };
  const link = await linkTo(player, conversation, clientId);
  const answer = await fetch(`${relay.url}/${link.url}`);
  return { outcome: ref.type, ref, answer, body: Buffer.from(await answer.arrayBuffer()), clientId };
}

it('there are enough of them', () => {
  expect(files.length).toBeGreaterThanOrEqual(60);
  expect(new Set(files.map(({ title }) => title)).size).toBe(files.length);
});

describe('a hostile file', () => {
  it.each(files.map((file) => [file.title, file] as const))('%s', async (_, file) => {
    const { outcome, ref, answer, body, clientId } = await tried(file);
    expect(outcome).toBe(file.becomes);
    if (!ref || !answer || !body) {
      const { rows } = await db.query('select 1 from files where id = $1 and stored_at is not null', [clientId]);
      expect(rows).toEqual([]);
      return;
    }
    const disposition = answer.headers.get('content-disposition') ?? '';
    expect(ref.name).toMatch(/^[^\p{Cc}\p{Cf}/\\<>:"|?*]{1,200}$/u);
    expect(ref.name).not.toMatch(/4111|^\./);
    expect(disposition).toMatch(outcome === 'application/pdf' ? /^attachment;/ : /^inline;/);
    expect(answer.headers.get('content-type')).toBe(outcome);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-security-policy')).toContain('sandbox');
    expect(answer.headers.get('set-cookie')).toBeNull();
    if (outcome === 'application/pdf') return;
    expect(`image/${(await described(body)).format}`).toBe(outcome);
    expect(body.includes(MARK)).toBe(false);
    expect(body.includes('<?php')).toBe(false);
  });
});

describe('the checks fail', () => {
  it('for a relay that keeps what comes as it comes', async () => {
    const { store } = createMemoryStore(() => 0);
    const careless = await startTestRelay(db, { fileStore: store });
    const site = await createSite(db);
    const client = await connectPlayer(careless.url, site);
    const sent = files.find(({ title }) => title === 'a PNG with a page behind it') as HostileFile;
    const conversation = freshId();
    const { clientId } = await attach(client, conversation, sent);
    await (await store.write(Readable.from([sent.bytes]))).keep(storedAs(site.id, clientId));
    await db.query('update files set stored_at = now() where id = $1', [clientId]);
    const { url } = await linkTo(client, conversation, clientId);
    const body = Buffer.from(await (await fetch(`${careless.url}/${url}`)).arrayBuffer());
    expect(body.includes(MARK)).toBe(true);
    await careless.close();
  });
});

describe('after all of them', () => {
  it('every name in the folder is made of ids, nothing can be run, and no draft is left', async () => {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const stored = entries.filter((entry) => entry.isFile());
    expect(stored.length).toBeGreaterThan(20);
    for (const { parentPath, name } of stored) {
      expect(join(parentPath, name).slice(folder.length)).toMatch(
        /^\/[0-9a-f-]{36}\/[0-9a-f]{2}\/[0-9a-f-]{36}(\.preview)?$/,
      );
      expect((await stat(join(parentPath, name))).mode & 0o777).toBe(0o600);
    }
  });

  it('the relay still answers, and was never held up for longer than 100 ms', async () => {
    expect(
      (await attach(player, conversation, { name: 'a.pdf', contentType: 'application/pdf', bytes: PDF })).refused,
    ).toBeNull();
    expect(await relay.longestStallMs()).toBeLessThan(100);
  });
});
