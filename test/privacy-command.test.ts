/** `npm run player`: the same from the server itself, while a relay runs that nobody tells. */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { referenceOf } from '@touchline/shared/reference.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { knownPlayer } from './support/contact-desk.ts';
import { createTestDatabase } from './support/postgres.ts';
import { scanDatabase } from './support/privacy-scan.ts';
import { unzipped } from './support/privacy-zip.ts';
import { createSite, startTestRelay, type TestRelay } from './support/relay.ts';

const { db, url } = await createTestDatabase();
const site = await createSite(db);
const folder = await mkdtemp(join(tmpdir(), 'touchline-player-'));
let relay: TestRelay;
beforeAll(async () => {
  relay = await startTestRelay(db);
});
afterAll(async () => {
  await relay.close();
  await rm(folder, { recursive: true, force: true });
});

async function player(...words: string[]) {
  const program = fileURLToPath(new URL('../relay/player.ts', import.meta.url));
  const child = spawn(process.execPath, [program, ...words], {
    cwd: folder,
    env: { ...process.env, NODE_OPTIONS: '', DATABASE_URL: url, DATA_DIR: folder, ALLOW_UNSAFE_POSTGRES: 'true' },
  });
  const [out, err, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise((resolve) => child.once('exit', resolve)),
  ]);
  return { out, err, code };
}

it('exports, asks before it erases, and erases from open screens too', { timeout: 180_000 }, async () => {
  const known = await knownPlayer(relay.url, site, {
    claims: { sub: 'player-9', email: 'Ann@Brand.example' },
    text: 'zqcommand said',
  });
  const exported = await player('export', site.key, 'ann@brand.EXAMPLE', '--to', 'ann.zip', '--without-internal');
  expect(exported).toMatchObject({ code: 0, err: '' });
  const files = await unzipped(await readFile(join(folder, 'ann.zip')));
  expect(files.get(`conversations/001-${referenceOf(known.conversation)}.html`)).toContain('zqcommand said');
  expect([...files.keys()].some((path) => path.startsWith('internal/'))).toBe(false);

  const code = referenceOf(known.contact);
  const asked = await player('erase', site.key, referenceOf(known.conversation));
  expect(asked.code).toBe(2);
  expect(asked.out).toMatch(new RegExp(`1 {2}conversations[^]*--confirm ${code}`));
  expect((await scanDatabase(db, ['zqcommand'])).length).toBeGreaterThan(0);
  expect(await player('erase', site.key, 'player-9', '--confirm', code)).toMatchObject({ code: 0, err: '' });
  expect(await scanDatabase(db, ['zqcommand', 'player-9', known.contact])).toEqual([]);
  expect(await known.closed).toBe(4401);
  const { rows } = await db.query(`select act, actor_kind, actor_id from audit where act like 'player.%' order by id`);
  expect(rows).toEqual(
    ['player.exported', 'player.erased'].map((act) => ({ act, actor_kind: 'command', actor_id: null })),
  );
});

it('says in one sentence what is wrong', { timeout: 180_000 }, async () => {
  for (const [words, sentence] of [
    [['erase', site.key, 'nobody'], 'There is no such player on this site.'],
    [['export', 'no-such-site', 'x'], 'No site has the key no-such-site.'],
    [['forget', site.key, 'x'], 'npm run player -- export SITE WHO'],
  ] as const) {
    const { code, err } = await player(...words);
    expect(code).toBe(1);
    expect(err).toContain(sentence);
    expect(err).not.toContain('    at ');
  }
});
