/** What a restore refuses, and that it then has changed nothing; and what it brings up from an earlier release. */
import { cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beginBackup } from '@touchline/relay/keeping/backup-folder.ts';
import { filePath } from '@touchline/relay/keeping/manifest.ts';
import { RENEWED } from '@touchline/relay/keeping/renewed.ts';
import { createNode } from '@touchline/relay/platform/node.ts';
import type { Database } from '@touchline/relay/platform/postgres.ts';
import { systemClock } from '@touchline/shared/clock.ts';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { connectPlayer } from './support/frame-client.ts';
import {
  claiming,
  emptied,
  flipped,
  halved,
  leadingOut,
  removed,
  rewritten,
  type Spoil,
  spoiledCopy,
  unfinished,
  withoutLine,
} from './support/keeping-spoiling.ts';
import { backUp, createEmptyDatabase, newFolder, restore } from './support/keeping-world.ts';
import { PDF } from './support/pictures.ts';
import { createTestDatabase, quietLog } from './support/postgres.ts';
import { createOperator, createSite, startTestRelay, testFileStore } from './support/relay.ts';
import { createReleaseDatabase, readFacts } from './support/release-data.ts';
import { freshId, send } from './support/sending-files.ts';
import { writtenTexts } from './support/written.ts';

// Whole databases are made and filled, on machines that do much else.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const { db } = await createTestDatabase();
const [filesFolder, backups] = [await newFolder(), await newFolder()];
const site = await createSite(db);
await createOperator(db, [site]);
const relay = await startTestRelay(db, { fileStore: testFileStore(filesFolder) });
const player = await connectPlayer(relay.url, site);
const conversation = freshId();
const { file } = await send(relay.url, player, conversation, {
  name: 'a.pdf',
  contentType: 'application/pdf',
  bytes: PDF,
});
player.send({ type: 'post', conversation, clientId: freshId(), text: 'my statement', files: [file.id] });
await player.next('ack');
await relay.close();
const stored = `${site.id}/${file.id}`;
const { path: backup } = await backUp(db, filesFolder, backups);
const target = await createEmptyDatabase();

/** Tables of tokens that are as good after a restore as before, as passwords are. */
const LIVES_ON = ['api_keys'];

const tables = async (of: Database) =>
  (await of.query(`select relname from pg_class where relnamespace = current_schema()::regnamespace`)).rows.length;
const filesIn = async (folder: string) =>
  (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).length;

const FILE = filePath(stored);
const EVENTS = 'tables/events.copy.gz';

const rowsOf = (manifest: { tables: { name: string; rows: number }[] }, table: string, rows: number) =>
  Object.assign(manifest.tables.find(({ name }) => name === table) ?? {}, { rows });

const withoutOperators: Spoil = async (copy) => {
  await rewritten(copy, 'tables/operators.copy.gz', () => '');
  await claiming((manifest) => rowsOf(manifest, 'operators', 0))(copy);
};

describe('a backup that is', () => {
  it.each<[string, Spoil, string]>([
    ['cut off in a table', halved(EVENTS), `${EVENTS} is not what was written`],
    ['damaged by one bit in a table', flipped(EVENTS), `${EVENTS} is not what was written`],
    ['damaged by one bit in a file', flipped(FILE), `${FILE} is not what was written`],
    ['damaged by one bit in its first page', flipped('manifest.json'), 'manifest.json'],
    ['without one of its tables', removed(EVENTS), `${EVENTS} is missing`],
    ['without one of its files', removed(FILE), `${FILE} is missing`],
    ['without its first page', removed('manifest.json'), 'is no backup of Touchline (it lacks manifest.json)'],
    ['without its sums', removed('SHA256SUMS'), 'it lacks SHA256SUMS'],
    ['with an empty first page', emptied('manifest.json'), 'manifest.json'],
    ['with empty sums', emptied('SHA256SUMS'), 'SHA256SUMS does not name manifest.json'],
    ['with sums cut off', halved('SHA256SUMS'), 'SHA256SUMS'],
    ['with a table missing from its sums', withoutLine(/events/), `SHA256SUMS does not name ${EVENTS}`],
    ['with a file missing from its sums', withoutLine(/files\//), 'names 0 files, and there have to be 1'],
    [
      'with a part from outside of it',
      (at) => leadingOut(at, FILE),
      'SHA256SUMS has a line that manifest.json knows nothing of',
    ],
    [
      'of another format',
      claiming((m) => Object.assign(m, { format: 2, release: '9.0.0' })),
      'Touchline 9.0.0 or newer',
    ],
    [
      'of a newer release',
      claiming((m) => m.migrations.push({ name: '0999_later.sql', sha256: 'x' })),
      'is of a newer Touchline',
    ],
    [
      'of another branch',
      claiming((m) => Object.assign(m.migrations[1], { sha256: 'x' })),
      'has another 0002_append.sql',
    ],
    ['of rows that are not there', (at) => rewritten(at, EVENTS, () => ''), 'The table events has 0 rows'],
    ['of rows that lead nowhere', withoutOperators, 'violates foreign key'],
    [
      'of a moment that lies ahead',
      claiming((m) => Object.assign(m, { at: '2099-01-01T00:00:00.000Z' })),
      '--from-future',
    ],
  ])('%s is refused, and nothing was changed', async (_how, spoil, why) => {
    const folder = await newFolder();
    await expect(restore(target.db, folder, await spoiledCopy(backup, spoil))).rejects.toThrow(why);
    expect([await tables(target.db), await filesIn(folder)]).toEqual([0, 0]);
  });

  it('none at all is refused with what to do', async () => {
    const folder = await newFolder();
    await writeFile(join(folder, 'a-file'), '');
    await mkdir(join(folder, 'empty'));
    const begun = await unfinished(await spoiledCopy(backup, async () => {}));
    for (const [path, why] of [
      [join(folder, 'nothing'), 'There is no backup at'],
      [join(folder, 'a-file'), 'is a file, and a backup is a folder'],
      [join(folder, 'empty'), 'is no backup of Touchline'],
      [begun, 'was never finished'],
    ] as const) {
      await expect(restore(target.db, folder, path)).rejects.toThrow(why);
    }
    expect(await tables(target.db)).toBe(0);
  });
});

describe('a restore', () => {
  it('is refused while a relay beats, whatever the clock says, and not because of one that was killed', async () => {
    const { db: lived } = await createTestDatabase();
    const node = createNode(lived, systemClock, quietLog, { silentMs: 1_500, beatEveryMs: 100 });
    await node.start();
    await lived.query(`update nodes set beat_at = now() + interval '1 hour'`);
    await expect(restore(lived, await newFolder(), backup, { silentMs: 1_500 })).rejects.toThrow('A relay works');
    await node.stop();
    await lived.query(`insert into nodes (id, beat_at) values (gen_random_uuid(), now() + interval '1 hour')`);
    expect((await restore(lived, await newFolder(), backup, { silentMs: 500 })).counts.messages).toBe(1);
  });

  it('of a moment that lies ahead is done when told', async () => {
    const ahead = await spoiledCopy(
      backup,
      claiming((m) => Object.assign(m, { at: '2099-01-01T00:00:00.000Z' })),
    );
    const { db: other } = await createEmptyDatabase();
    const { manifest } = await restore(other, await newFolder(), ahead, { fromFuture: true });
    expect(manifest.at).toBe('2099-01-01T00:00:00.000Z');
  });

  it('says which files had been missing, and which went away meanwhile', async () => {
    const { db: other } = await createEmptyDatabase();
    const folder = await newFolder();
    await restore(other, folder, backup);
    await testFileStore(folder).remove([stored]);
    const lost = await backUp(other, folder, await newFolder());
    expect(lost.manifest.files).toMatchObject({ count: 0, missing: [stored], erased: [] });

    const open = () => other.query('delete from files').then(() => null);
    const erasing = { ...testFileStore(folder), open };
    const erased = await backUp(other, folder, await newFolder(), { store: erasing });
    expect(erased.manifest.files).toMatchObject({ count: 0, missing: [], erased: [stored] });
  });

  it('leaves alone what others keep in the same schema, and says so', async () => {
    const { db: shared } = await createEmptyDatabase();
    await restore(shared, await newFolder(), backup);
    await shared.query(
      'create table "Their/own" (id int generated always as identity, twice int generated always as (1) stored)',
    );
    await shared.query('insert into "Their/own" default values');
    const { path, manifest } = await backUp(shared, await newFolder(), await newFolder());
    expect(manifest.tables).toContainEqual({ name: 'Their/own', columns: ['id'], isPartitioned: false, rows: 1 });
    const { db: other } = await createEmptyDatabase();
    expect((await restore(other, await newFolder(), path)).foreignTables).toEqual(['Their/own']);
  });

  it('was thought of wherever somebody is let in by a token', async () => {
    const { rows } = await db.query<{ table: string }>(
      `select table_name as table from information_schema.columns where table_schema = current_schema() and column_name like '%token%'`,
    );
    const renewed = RENEWED.map(({ sql }) => sql);
    const isThoughtOf = (table: string) => LIVES_ON.includes(table) || renewed.some((sql) => sql.includes(table));
    expect(rows.length).toBeGreaterThanOrEqual(4);
    expect(rows.map(({ table }) => table).filter((table) => !isThoughtOf(table))).toEqual([]);
  });

  it('goes on counting where the backup was', async () => {
    const { db: other } = await createEmptyDatabase();
    await db.query(`insert into audit (actor_kind, act) values ('command', 'a'), ('command', 'b')`);
    const { path } = await backUp(db, filesFolder, await newFolder());
    await restore(other, await newFolder(), path);
    const newest = async (of: Database) => (await of.query('select max(id) as id from audit')).rows[0]?.id;
    // The backup's own row came after its snapshot.
    expect(await newest(other)).toBeGreaterThanOrEqual(Number(await newest(db)));
  });
});

describe('a backup of the release before', async () => {
  const old = await createReleaseDatabase();
  const facts = await readFacts();
  const { db: target } = await createEmptyDatabase();
  let path = '';
  beforeAll(async () => {
    path = (await backUp(old.db, await newFolder(), await newFolder())).path;
  });

  it('is brought up to this one, and its conversations go on', async () => {
    const { applied } = await restore(target, await newFolder(), path);
    expect(applied[0]).toBe('0003_relays.sql');
    for (const { conversation: id, texts } of facts.conversations)
      expect(await writtenTexts(target, id)).toEqual(texts);
    const { rows } = await target.query('select name from migrations order by name');
    expect(rows.length).toBe(2 + applied.length);
    const again = await startTestRelay(target);
    await again.close();
  });
});

describe('a folder of backups', () => {
  it('keeps as many as it is told, and what a killed one left goes after days', async () => {
    const folder = await newFolder();
    const paths = [];
    for (let n = 0; n < 4; n++) paths.push((await backUp(db, filesFolder, folder, n === 3 ? { keep: 2 } : {})).path);
    await beginBackup(folder, new Date(0), systemClock.now());
    expect((await readdir(folder)).length).toBe(3);
    const later = { now: () => systemClock.now() + 4 * 24 * 3_600_000 };
    const last = await backUp(db, filesFolder, folder, { clock: later });
    const names = [...paths.slice(2), last.path].map((path) => path.split('/').at(-1));
    expect((await readdir(folder)).sort()).toEqual(names);
    expect(last.linkedFiles).toBe(1);
    const { db: other } = await createEmptyDatabase();
    await rm(join(folder, names[0] ?? ''), { recursive: true });
    expect((await restore(other, await newFolder(), last.path)).files).toBe(1);
  });

  it('on a disk without room is said, and nothing stays', async () => {
    const folder = await newFolder();
    await expect(backUp(db, filesFolder, folder, { spareBytes: 1e18 })).rejects.toThrow('nearly full');
    expect(await readdir(folder)).toEqual([]);
  });

  it('copied elsewhere without links is as good', async () => {
    const copy = join(await newFolder(), 'elsewhere');
    await cp(backup, copy, { recursive: true });
    const { db: other } = await createEmptyDatabase();
    expect((await restore(other, await newFolder(), copy)).files).toBe(1);
  });
});
