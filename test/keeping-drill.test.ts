/** The restore drill: a backup taken in the middle of work becomes an installation, and everybody goes on. */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Backup } from '@touchline/relay/keeping/backup.ts';
import { filePath } from '@touchline/relay/keeping/manifest.ts';
import type { Restored } from '@touchline/relay/keeping/restore.ts';
import type { Database } from '@touchline/relay/platform/postgres.ts';
import { epoch } from '@touchline/relay/platform/postgres-checks.ts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { until } from './support/conditions.ts';
import { type Acked, startLoad } from './support/keeping-load.ts';
import { heldBefore, type KeepingPlant, keepingPlants } from './support/keeping-plants.ts';
import { backUp, createEmptyDatabase, newFolder, restore } from './support/keeping-world.ts';
import { newMark } from './support/ledger.ts';
import { createTestDatabase } from './support/postgres.ts';
import { createOperator, createSite, signIn, testFileStore } from './support/relay.ts';
import { type RelayProcess, startRelayProcess } from './support/relay-process.ts';
import { isDense, writtenTexts } from './support/written.ts';

// Whole databases are made and filled, on machines that do much else.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const HOLD = 815;
const WAITS = `select 1 from pg_locks where locktype = 'advisory' and objid = $1 and not granted
  and database = (select oid from pg_database where datname = current_database())`;
const source = await createTestDatabase();
const filesFolder = await newFolder();
const backups = await newFolder();
const site = await createSite(source.db);
const operator = await createOperator(source.db, [site]);
const relays: RelayProcess[] = [await startRelayProcess({ databaseUrl: source.url, filesFolder })];
const relayUrl = () => relays.at(-1)?.url ?? '';
const load = await startLoad(source.db, relayUrl, site, operator);
afterAll(async () => {
  for (const player of load.players) player.close();
  for (const relay of relays) await relay.kill('SIGTERM');
});

type Taken = { backup: Backup; ackedBefore: Acked[]; filesBefore: string[] };

/** While it is held between two tables, messages are written. */
async function backUpAtWork(plant?: KeepingPlant): Promise<Taken> {
  await load.goOn(20, 2);
  const [ackedBefore, filesBefore] = [[...load.acked], load.files.map(({ id }) => id)];
  const hold = await source.db.pool.connect();
  await hold.query('select pg_advisory_lock($1)', [HOLD]);
  const planted = plant ? keepingPlants[plant](source.db) : source.db;
  const taking = backUp(heldBefore(planted, 'events', HOLD), filesFolder, backups);
  // What comes before is copied by then, however slow the machine.
  await until('the backup is held', async () => (await source.db.query(WAITS, [HOLD])).rowCount === 1, 120_000);
  await load.goOn(20);
  await hold.query('select pg_advisory_unlock($1)', [HOLD]);
  hold.release();
  return { backup: await taking, ackedBefore, filesBefore };
}

/** Conversations whose log has a hole, or is another than they say. */
async function torn(db: Database): Promise<number> {
  const { rows } = await db.query(`
    select c.id from conversations c left join events e on e.conversation_id = c.id
    group by c.id having count(e.seq) <> c.last_seq or coalesce(max(e.seq), 0) <> c.last_seq`);
  return rows.length;
}

const log = async (db: Database) =>
  (
    await db.query<{ conversation: string; seq: number; row: string }>(
      `select conversation_id as conversation, seq, to_jsonb(e)::text as row from events e order by conversation_id, seq`,
    )
  ).rows;

const counts = async (db: Database, tables: string[]) =>
  Object.fromEntries(
    await Promise.all(
      tables.map(async (name) => [name, (await db.query(`select count(*) as n from "${name}"`)).rows[0]?.n]),
    ),
  );

const taken = await backUpAtWork();
const tornBackup = (await backUpAtWork('outsideSnapshot')).backup;
const forgetful = (await backUpAtWork('forgetsTable')).backup;
await load.goOn(10);
await load.stop();
const epochBefore = await epoch(source.db);

describe('a backup taken in the middle of work, restored into an empty database', async () => {
  const target = await createEmptyDatabase();
  const folder = await newFolder();
  const { backup, ackedBefore, filesBefore } = taken;
  const { manifest } = backup;
  let restored: Restored;
  beforeAll(async () => {
    restored = await restore(target.db, folder, backup.path);
  });

  it('1. has every message that was acknowledged before it began', async () => {
    expect(ackedBefore.length).toBeGreaterThan(20);
    const { rows } = await target.db.query<{ mark: string }>(`select data->>'text' as mark from events`);
    const there = new Set(rows.map(({ mark }) => mark));
    expect(ackedBefore.filter(({ mark }) => !there.has(mark))).toEqual([]);
    expect(restored.counts.messages).toBeGreaterThanOrEqual(ackedBefore.length);
  });

  it('2. has dense logs, the same as those it was taken from, and less than was written by its end', async () => {
    expect(await torn(target.db)).toBe(0);
    const theirs = new Map((await log(source.db)).map(({ conversation, seq, row }) => [`${conversation}/${seq}`, row]));
    const ours = await log(target.db);
    expect(ours.length).toBeLessThan(theirs.size);
    expect(ours.filter(({ conversation, seq, row }) => theirs.get(`${conversation}/${seq}`) !== row)).toEqual([]);
  });

  it('3. has as many rows of every table as it says, but for what must not live on', async () => {
    const renewed = ['operator_sessions', 'nodes', 'operator_sockets', 'audit'];
    const expected = Object.fromEntries(manifest.tables.map(({ name, rows }) => [name, rows]));
    const found = await counts(target.db, Object.keys(expected));
    for (const name of renewed) delete expected[name];
    expect(found).toMatchObject(expected);
    expect([found.operator_sessions, found.nodes, found.operator_sockets]).toEqual([0, 0, 0]);
    expect(manifest.tables.find(({ name }) => name === 'nodes')?.rows).toBe(1);
  });

  it('4. has every file byte for byte, and those that were sent before it began', async () => {
    const { rows } = await target.db.query<{ name: string }>(
      `select site_id || '/' || id as name from files where stored_at is not null`,
    );
    const ids = rows.map(({ name }) => name.split('/')[1]);
    expect(filesBefore.filter((id) => !ids.includes(id))).toEqual([]);
    const read = async (at: string, name: string) => {
      const stored = await testFileStore(at).open(name);
      return stored ? Buffer.concat(await stored.stream.toArray()).toString('hex') : null;
    };
    for (const { name } of rows) expect(await read(folder, name)).toBe(await read(filesFolder, name));
    expect([manifest.files.missing, manifest.files.erased]).toEqual([[], []]);
  });

  it('5. leaves a row in the audit', async () => {
    const { rows } = await target.db.query(`select about from audit where act = 'installation.restored'`);
    expect(rows).toEqual([{ about: expect.objectContaining({ at: manifest.at }) }]);
  });

  it('6. players come back with their old position, are told of another history, and go on writing', async () => {
    expect(await epoch(target.db)).not.toBe(epochBefore);
    await relays.pop()?.kill('SIGTERM');
    relays.push(await startRelayProcess({ databaseUrl: target.url, filesFolder: folder }));
    for (const player of load.players) {
      const kept = await writtenTexts(target.db, player.conversation);
      await until('the player has come back', player.isCaughtUp, 60_000);
      const mark = newMark();
      player.post(mark);
      await player.settled(60_000);
      // What was acknowledged after the backup, and is lost, stays on the screen of its author for half a minute.
      const shown = () => player.bubbles().filter((text) => kept.includes(text) || text === mark);
      await until('the screen shows what was in the backup', () => shown().join() === [...kept, mark].join(), 60_000);
      expect(await writtenTexts(target.db, player.conversation)).toEqual([...kept, mark]);
      expect(await isDense(target.db, player.conversation)).toBe(true);
    }
    expect(await signIn(relayUrl(), operator)).not.toBe('');
  });
});

describe('the same database, restored in place', async () => {
  const target = await createEmptyDatabase();
  const folder = await newFolder();
  beforeAll(async () => void (await restore(target.db, folder, taken.backup.path)));

  it('is refused without --replace; with it the old is kept aside, and the epoch is always a new one', async () => {
    await expect(restore(target.db, folder, taken.backup.path)).rejects.toThrow('--replace');
    const epochs = [await epoch(target.db)];
    for (let n = 0; n < 3; n++) {
      const { aside } = await restore(target.db, folder, taken.backup.path, { replace: true });
      const kept = await target.db.query(`select count(*) as n from ${aside}.events`);
      expect(kept.rows[0]?.n).toBe(taken.backup.manifest.tables.find(({ name }) => name === 'events')?.rows);
      epochs.push(await epoch(target.db));
    }
    expect(new Set(epochs).size).toBe(4);
  });

  it('the check fails when restores are not counted', async () => {
    const before = await epoch(target.db);
    await restore(keepingPlants.keepsEpoch(target.db), folder, taken.backup.path, { replace: true });
    expect(await epoch(target.db)).toBe(before);
  });

  it('the check fails when sessions live on', async () => {
    await restore(keepingPlants.keepsSessions(target.db), folder, taken.backup.path, { replace: true });
    expect((await counts(target.db, ['operator_sessions'])).operator_sessions).toBeGreaterThan(0);
  });
});

describe('a backup that is none', () => {
  it('the check fails when tables are copied one after the other', async () => {
    const { db } = await createEmptyDatabase();
    await restore(db, await newFolder(), tornBackup.path);
    expect(await torn(db)).toBeGreaterThan(0);
  });

  it('the check fails when a table was forgotten', async () => {
    const { db } = await createEmptyDatabase();
    await expect(restore(db, await newFolder(), forgetful.path)).rejects.toThrow('lacks the table contact_notes');
  });
});

describe('a second backup', () => {
  it('shares the files of the one before, and is whole without it', async () => {
    const { backup, filesBefore } = taken;
    expect(tornBackup.linkedFiles).toBe(backup.manifest.files.count);
    const name = `${site.id}/${filesBefore[0]}`;
    const [first, second] = await Promise.all(
      [backup.path, tornBackup.path].map((path) => stat(join(path, filePath(name)))),
    );
    expect(second?.ino).toBe(first?.ino);
    expect((first?.mode ?? 0) & 0o777).toBe(0o600);
    expect((await stat(backup.path)).mode & 0o777).toBe(0o700);
    const sums = await readFile(join(backup.path, 'SHA256SUMS'), 'utf8');
    expect(sums).toContain(filePath(name));
  });
});
