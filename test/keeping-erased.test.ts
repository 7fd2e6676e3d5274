/** Whoever was erased after a backup is erased again by its restore: by the list beside the files, the database that is replaced, or a later backup. */
import { appendFile, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from '@touchline/relay/platform/postgres.ts';
import { createErasedList } from '@touchline/relay/privacy/erased-list.ts';
import { referenceOf } from '@touchline/shared/reference.ts';
import { describe, expect, it, vi } from 'vitest';
import { connectPlayer } from './support/frame-client.ts';
import { backUp, createEmptyDatabase, newFolder, restore } from './support/keeping-world.ts';
import { PDF } from './support/pictures.ts';
import { createTestDatabase } from './support/postgres.ts';
import { scanDatabase, scanFolder } from './support/privacy-scan.ts';
import { createOperator, createSite, startTestRelay, testFileStore } from './support/relay.ts';
import { freshId, send } from './support/sending-files.ts';
import { settingsDesk } from './support/settings-desk.ts';

// Whole databases are made and filled, on machines that do much else.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const { db } = await createTestDatabase();
const [filesFolder, backups] = [await newFolder(), await newFolder()];
const site = await createSite(db);
await createOperator(db, [site], { role: 'admin' });
const erasedList = createErasedList(filesFolder);
const relay = await startTestRelay(db, { fileStore: testFileStore(filesFolder), erasedList });
const admin = await settingsDesk(db, relay.url, site);

async function written(word: string) {
  const player = await connectPlayer(relay.url, site);
  const conversation = freshId();
  const { file } = await send(relay.url, player, conversation, {
    name: `${word}.pdf`,
    contentType: 'application/pdf',
    bytes: PDF,
  });
  player.send({ type: 'post', conversation, clientId: freshId(), text: `I am ${word}`, files: [file.id] });
  await player.next('ack');
  const { rows } = await db.query<{ contact: string }>(
    'select contact_id as contact from conversations where id = $1',
    [conversation],
  );
  return { word, conversation, file: file.id, contact: rows[0]?.contact ?? '' };
}
type Written = Awaited<ReturnType<typeof written>>;

const [erased, stays] = [await written('thunderstruck'), await written('evergreen')];
const before = await backUp(db, filesFolder, backups);
await admin.ask('POST', 'players/erase', { contact: erased.contact, confirm: referenceOf(erased.contact) });
await relay.close();

/** What of somebody there is, in tables and files. */
async function traces(of: Database, folder: string, { word, file, contact, conversation }: Written) {
  const words = [word, file, contact, conversation];
  return [...(await scanDatabase(of, words)), ...(await scanFolder(folder, words))];
}
/** Without what this installation has noted. */
async function emptyFolder() {
  return { folder: await newFolder(), target: (await createEmptyDatabase()).db };
}

describe('a restore of a backup from before somebody was erased', () => {
  it('brings them back where nobody knows of it any more', async () => {
    const { folder, target } = await emptyFolder();
    expect((await restore(target, folder, before.path)).erasedAgain).toBe(0);
    expect(await traces(target, folder, erased)).not.toEqual([]);
  });

  it('erases them again by the list beside the files, and nobody else', async () => {
    const { folder, target } = await emptyFolder();
    await createErasedList(folder).add(await erasedList.read());
    expect((await restore(target, folder, before.path)).erasedAgain).toBe(1);
    expect(await traces(target, folder, erased)).toEqual([]);
    expect(await traces(target, folder, stays)).not.toEqual([]);
    const { rows } = await target.query(`select actor_kind as by from audit where act = 'player.erased'`);
    expect(rows).toEqual([{ by: 'command' }]);
    // They stay nobody, and so does whoever was not in the backup.
    const again = await target.query(
      'insert into contacts (id, site_id) values ($1, $2) on conflict do nothing returning id',
      [erased.contact, site.id],
    );
    expect(again.rows).toEqual([]);
  });

  it('erases them again by what the database knew that is replaced', async () => {
    const { folder, target } = await emptyFolder();
    await restore(target, folder, before.path);
    await target.query(
      'insert into erased_players (hash, site_id) select erased_hash(id), site_id from contacts where id = $1',
      [erased.contact],
    );
    expect((await restore(target, folder, before.path, { replace: true })).erasedAgain).toBe(1);
    const { rows } = await target.query('select 1 from contacts where id = $1', [erased.contact]);
    expect(rows).toEqual([]);
  });

  it('goes on holding whose data was held in the database that is replaced', async () => {
    const { folder, target } = await emptyFolder();
    await restore(target, folder, before.path);
    await target.query(
      `insert into player_holds (contact_id, site_id, reason, held_by_name) values ($1, $2, 'a court', 'Vera')`,
      [stays.contact, site.id],
    );
    await restore(target, folder, before.path, { replace: true });
    const { rows } = await target.query('select contact_id as contact, reason, held_by_name as by from player_holds');
    expect(rows).toEqual([{ contact: stays.contact, reason: 'a court', by: 'Vera' }]);
  });

  it('erases them again by a later backup in the same folder', async () => {
    const later = await backUp(db, filesFolder, backups);
    const { folder, target } = await emptyFolder();
    expect((await restore(target, folder, before.path)).erasedAgain).toBe(1);
    expect(await traces(target, folder, erased)).toEqual([]);
    await rm(later.path, { recursive: true });
  });

  it('undoes all of it where it fails', async () => {
    const { folder, target } = await emptyFolder();
    await createErasedList(folder).add(await erasedList.read());
    const failing = { ...testFileStore(folder), remove: () => Promise.reject(new Error('the disk fails')) };
    await expect(restore(target, folder, before.path, { store: failing })).rejects.toThrow('the disk fails');
    const { rows } = await target.query(`select to_regclass('contacts') as there`);
    expect(rows).toEqual([{ there: null }]);
  });
});

describe('the list', () => {
  it('holds no id and no word of theirs, and is read around what a loss of power left', async () => {
    const text = await readFile(join(filesFolder, 'erased-players'), 'utf8');
    for (const word of [erased.word, erased.contact, erased.conversation, erased.file])
      expect(text).not.toContain(word);
    const folder = await newFolder();
    const [known] = await erasedList.read();
    if (!known) throw new Error('nobody is on it');
    await createErasedList(folder).add([known]);
    await appendFile(join(folder, 'erased-players'), `${known.hash} ${known.siteId.slice(0, 20)}`);
    await createErasedList(folder).add([known]);
    expect(await createErasedList(folder).read()).toEqual([known, known]);
    expect(await createErasedList(await newFolder()).read()).toEqual([]);
  });
});
