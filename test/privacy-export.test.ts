/** An export holds all that there is of one player, of nobody else, and nothing between operators unless it is asked for. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { referenceOf } from '@touchline/shared/reference.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { id, knownPlayer } from './support/contact-desk.ts';
import { PDF } from './support/pictures.ts';
import { createTestDatabase } from './support/postgres.ts';
import { type MarkedPlayer, markedPlayer, translatedSite, turning } from './support/privacy-player.ts';
import { scanText } from './support/privacy-scan.ts';
import { unzipped } from './support/privacy-zip.ts';
import { signIn, startTestRelay, type TestRelay, testFileStore } from './support/relay.ts';
import { send } from './support/sending-files.ts';

const { db } = await createTestDatabase();
const site = await translatedSite(db);
const folder = await mkdtemp(join(tmpdir(), 'touchline-export-'));
let relay: TestRelay;
beforeAll(async () => {
  relay = await startTestRelay(db, { providers: [turning], fileStore: testFileStore(folder) });
});
afterAll(async () => {
  await relay.close();
  await rm(folder, { recursive: true, force: true });
});

async function exportOf({ admin, contact }: MarkedPlayer, more: object = {}) {
  const response = await fetch(`${relay.url}/api/sites/${site.id}/players/export`, {
    method: 'POST',
    headers: { cookie: await signIn(relay.url, admin), 'content-type': 'application/json' },
    body: JSON.stringify({ contact, ...more }),
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  return { status: response.status, headers: response.headers, bytes };
}

/** Written by operators among themselves. */
const INTERNAL = ['note', 'whisper', 'tag', 'transfer', 'reveal', 'block', 'contactnote'];

it('holds every word of theirs, and what operators wrote in a folder of its own', { timeout: 180_000 }, async () => {
  const stranger = await knownPlayer(relay.url, site, { text: 'zqstranger wrote this' });
  const player = await markedPlayer(db, relay.url, site);
  const { status, headers, bytes } = await exportOf(player);
  expect(status).toBe(200);
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('content-disposition')).toBe(`attachment; filename=player-${referenceOf(player.contact)}.zip`);
  const files = await unzipped(bytes);
  const own = [...files].filter(([path]) => !path.startsWith('internal/'));
  const internal = [...files].filter(([path]) => path.startsWith('internal/'));
  const all = (of: [string, string][]) => of.map(([path, text]) => `${path}\n${text}`).join('\n');
  const missing = (words: string[], of: [string, string][]) => {
    const there = scanText(all(of), words);
    return words.filter((word) => !there.includes(word));
  };
  const betweenOperators = INTERNAL.map((place) => player.words[place] ?? place);
  expect(
    missing(
      player.all.filter((word) => !betweenOperators.includes(word)),
      own,
    ),
  ).toEqual([]);
  expect(missing(betweenOperators, internal)).toEqual([]);
  expect(scanText(all(own), betweenOperators)).toEqual([]);
  expect(scanText(all([...files]), ['zqstranger', stranger.contact])).toEqual([]);

  const without = await unzipped((await exportOf(player, { internal: false })).bytes);
  expect([...without.keys()]).toEqual(own.map(([path]) => path));
  expect(scanText(all([...without]), betweenOperators)).toEqual([]);

  // For machines: every event that the player's screens were sent, in order.
  const name = `002-${referenceOf(player.conversation)}`;
  const told = JSON.parse(files.get(`conversations/${name}.json`) ?? '');
  expect(told).toMatchObject({ id: player.conversation, status: 'resolved', rating: { speed: 4 } });
  expect(told.events.map(({ seq }: { seq: number }) => seq)).toEqual(
    [...told.events.map(({ seq }: { seq: number }) => seq)].sort((a, b) => a - b),
  );
  expect(told.events.filter(({ type }: { type: string }) => type === 'message')).toHaveLength(4);
  expect(told.events.every(({ author }: { author: { id?: string } }) => author.id === undefined)).toBe(true);
  expect(told.files).toEqual([expect.objectContaining({ path: `files/${name}/001-${player.words.file}.pdf` })]);
  expect(files.get(told.files[0].path)).toContain(player.words.bytes);
  expect(JSON.parse(files.get('player.json') ?? '').contacts).toHaveLength(2);
  // For people: pages that run and load nothing.
  expect(files.get('index.html')).toContain(`conversations/${name}.html`);
  expect([...files].filter(([path, text]) => path.endsWith('.html') && /<script|<img|<link/i.test(text))).toEqual([]);

  const { rows } = await db.query(
    `select actor_id, about from audit where act = 'player.exported' order by id limit 1`,
  );
  expect(rows).toEqual([
    {
      actor_id: player.admin.id,
      about: {
        player: expect.stringMatching(/^[0-9a-f]{64}$/),
        internal: true,
        conversations: 2,
        files: 1,
        players: 1,
      },
    },
  ]);
  await player.close();
  stranger.close();
});

it('shows hostile names and texts as text, under names that are ours', { timeout: 180_000 }, async () => {
  const player = await markedPlayer(db, relay.url, site, { isBlocked: false });
  const hostile = '<img src=x onerror=alert(1)>"\'</script>';
  await db.query('update contacts set name = $2 where id = $1', [player.contact, hostile]);
  for (const name of ['../../etc/passwd.pdf', 'a\u202efdp.exe.pdf', 'CON.pdf', `${'x'.repeat(150)}.pdf`, '…?*|".pdf']) {
    const { clientId } = await send(relay.url, player.player, player.conversation, {
      ...{ name, contentType: 'application/pdf', bytes: PDF },
    });
    const sent = id();
    const { conversation } = player;
    player.player.send({ type: 'post', conversation, clientId: sent, text: hostile, files: [clientId] } as never);
    await player.player.next('ack', (ack) => ack.clientId === sent);
  }
  const files = await unzipped((await exportOf(player)).bytes);
  for (const path of files.keys())
    expect(path).toMatch(/^(?:[\p{L}\p{N}_ ()-][\p{L}\p{N}._ ()-]*\/){0,2}[\p{L}\p{N}_ ()-][\p{L}\p{N}._ ()-]*$/u);
  for (const [path, text] of files) if (path.endsWith('.html')) expect(text).not.toContain('<img');
  expect(files.get('index.html')).toContain('&lt;img src=x onerror=alert(1)&gt;');
  await player.close();
});

it('is no file at all where a part of it cannot be read', { timeout: 180_000 }, async () => {
  const player = await markedPlayer(db, relay.url, site);
  const real = testFileStore(folder);
  const broken = await startTestRelay(db, { fileStore: { ...real, open: () => Promise.reject(new Error('planted')) } });
  const cookie = await signIn(broken.url, player.admin);
  const asked = fetch(`${broken.url}/api/sites/${site.id}/players/export`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json' },
    body: JSON.stringify({ contact: player.contact }),
  }).then((response) => response.arrayBuffer());
  await expect(asked).rejects.toThrow();
  await broken.close();
  await player.close();
});
