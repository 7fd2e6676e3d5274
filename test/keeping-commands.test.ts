/** `npm run backup` and `npm run restore` as they are typed: on the bundled Postgres, and on one's own. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { visitBundledPostgres } from '@touchline/relay/platform/bundled-postgres.ts';
import { connectPostgres, type Database } from '@touchline/relay/platform/postgres.ts';
import { describe, expect, it, vi } from 'vitest';
import { runCommand } from './support/keeping-command.ts';
import { createEmptyDatabase, newFolder } from './support/keeping-world.ts';
import { createTestDatabase, quietLog } from './support/postgres.ts';
import { createOperator, createSite } from './support/relay.ts';
import { startRelayServer } from './support/relay-server.ts';

// Whole databases are made and filled, on machines that do much else.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

async function inBundled<Result>(dataDir: string, work: (db: Database) => Promise<Result>): Promise<Result> {
  const postgres = await visitBundledPostgres({ dataDir, log: quietLog });
  const db = await connectPostgres({ url: postgres.url, log: quietLog });
  return work(db).finally(async () => {
    await db.close();
    await postgres.stop();
  });
}

const sitesIn = async (db: Database) => (await db.query('select key from sites')).rows.map(({ key }) => key);
const runs = (dataDir: string) =>
  stat(join(dataDir, 'postgres', 'postmaster.pid')).then(
    () => true,
    () => false,
  );
const lastLine = (text: string) => text.trim().split('\n').at(-2) ?? '';

describe('with the bundled Postgres', () => {
  it('backs up while the relay runs and after it has ended, and restores into a new data folder', async () => {
    const relay = await startRelayServer();
    const { dataDir } = relay;
    await inBundled(dataDir, async (db) => void (await createOperator(db, [await createSite(db, { key: 'brand' })])));

    const atWork = await runCommand('backup', [], { DATA_DIR: dataDir });
    expect(atWork).toMatchObject({ code: 0, err: '' });
    expect(atWork.out).toContain('Backed up, as of 20');
    expect((await fetch(`${relay.url}/ready`)).status).toBe(200);

    const refused = await runCommand('restore', [lastLine(atWork.out), '--replace'], { DATA_DIR: dataDir });
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toBe(
      'A relay works on this database: stop every relay, then restore again; nothing was changed.\n',
    );

    expect(await relay.end('SIGTERM')).toBe(0);
    expect(await runs(dataDir)).toBe(false);
    const elsewhere = await newFolder();
    const atRest = await runCommand('backup', [elsewhere, '--keep', '3'], { DATA_DIR: dataDir });
    expect(atRest).toMatchObject({ code: 0, err: '' });
    expect(await runs(dataDir)).toBe(false);

    const [backup] = (await readdir(elsewhere)).map((name) => join(elsewhere, name));
    expect((await runCommand('restore', [backup ?? '', '--check'], { DATA_DIR: dataDir })).out).toMatch(/^Whole: /);
    const fresh = await newFolder();
    const restored = await runCommand('restore', [backup ?? ''], { DATA_DIR: fresh });
    expect(restored).toMatchObject({ code: 0, err: '' });
    expect(restored.out).toContain('1 site, 1 operator, 0 messages');
    expect(await runs(fresh)).toBe(false);
    expect(await inBundled(fresh, sitesIn)).toEqual(['brand']);

    const listed = await runCommand('restore', [], { DATA_DIR: dataDir });
    expect(listed.out.trim().split('\n').slice(1)).toEqual([lastLine(atWork.out)]);
  });

  it('says what is wrong with what was typed', async () => {
    const empty = await newFolder();
    const nothing = await runCommand('backup', [], { DATA_DIR: empty });
    expect(nothing).toMatchObject({ code: 1, out: '' });
    expect(nothing.err).toContain(`There is no installation in ${empty}`);
    expect(await readdir(empty)).toEqual([]);
    expect((await runCommand('backup', ['--keep', 'all'], { DATA_DIR: empty })).err).toContain('a whole number from 1');
    expect((await runCommand('restore', ['--force'], { DATA_DIR: empty })).err).toMatch(/^Unknown option '--force'/);
  });
});

describe("with one's own Postgres", () => {
  it('backs up, restores into an empty database, and takes away what was kept aside', async () => {
    const source = await createTestDatabase();
    const target = await createEmptyDatabase();
    await createSite(source.db, { key: 'own' });
    const [dataDir, fresh] = [await newFolder(), await newFolder()];
    const into = { DATA_DIR: fresh, DATABASE_URL: target.url, ALLOW_UNSAFE_POSTGRES: 'true' };
    const backup = await runCommand('backup', [], { DATA_DIR: dataDir, DATABASE_URL: source.url });
    expect(backup).toMatchObject({ code: 0, err: '' });
    for (const args of [[], ['--replace']]) {
      expect(await runCommand('restore', [lastLine(backup.out), ...args], into)).toMatchObject({ code: 0, err: '' });
    }
    expect(await sitesIn(target.db)).toEqual(['own']);
    expect((await runCommand('restore', ['--drop-old'], into)).out).toMatch(/^Taken away: touchline_before_\d{17}\n$/);
    expect((await runCommand('restore', ['--drop-old'], into)).out).toBe('Nothing is kept aside.\n');
    expect(await sitesIn(target.db)).toEqual(['own']);
  });
});
