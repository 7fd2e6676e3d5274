/** The doctor on what the database and the folder of files hold: each fault planted, and what it says of it. */
import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkAside } from '@touchline/relay/keeping/checks/aside.ts';
import { wayIntoBundled } from '@touchline/relay/keeping/checks/bundled.ts';
import { checkClocks } from '@touchline/relay/keeping/checks/clocks.ts';
import { checkStoredFiles } from '@touchline/relay/keeping/checks/files.ts';
import type { Finding } from '@touchline/relay/keeping/checks/finding.ts';
import { checkLastBackup } from '@touchline/relay/keeping/checks/last-backup.ts';
import { checkMigrations } from '@touchline/relay/keeping/checks/migrations.ts';
import { checkPostgres } from '@touchline/relay/keeping/checks/postgres.ts';
import { checkRelays } from '@touchline/relay/keeping/checks/relays.ts';
import { checkSecondFactors } from '@touchline/relay/keeping/checks/second-factors.ts';
import { checkSites } from '@touchline/relay/keeping/checks/sites.ts';
import { checkAccepted } from '@touchline/relay/keeping/checks/translators.ts';
import { translationRules } from '@touchline/shared/translation-rules.ts';
import { describe, expect, it, vi } from 'vitest';
import { connectPlayer } from './support/frame-client.ts';
import { backUp, createEmptyDatabase, MIGRATIONS, newFolder } from './support/keeping-world.ts';
import { PDF } from './support/pictures.ts';
import { createTestDatabase } from './support/postgres.ts';
import { createOperator, createSite, startTestRelay, testFileStore } from './support/relay.ts';
import { freshId, send } from './support/sending-files.ts';

// Whole databases are made and filled, on machines that do much else.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const states = (findings: Finding[]) => findings.map(({ state }) => state);
const said = (findings: Finding[]) => findings.map(({ what, mend }) => `${what}: ${mend}`).join('\n');

describe('Postgres', async () => {
  const { db } = await createTestDatabase();

  it('that keeps what it committed is in order, one that may lose it is not, unless that was accepted', async () => {
    expect(states(await checkPostgres(db, false))).toEqual(['ok']);
    const careless = { ...db, query: db.query };
    const tx = await db.pool.connect();
    try {
      await tx.query('set synchronous_commit = off');
      careless.query = ((text: string, values?: unknown[]) => tx.query(text, values)) as typeof db.query;
      const findings = await checkPostgres(careless, false);
      expect(states(findings)).toEqual(['wrong']);
      expect(said(findings)).toContain('synchronous_commit = off');
      expect(states(await checkPostgres(careless, true))).toEqual(['ok']);
    } finally {
      tx.release(true);
    }
  });

  it.each([
    [0, 'ok'],
    [-30_000, 'warning'],
    [3_600_000, 'wrong'],
  ])("with a clock %i ms away from this machine's", async (apart, state) => {
    expect(states(await checkClocks(db, { now: () => Date.now() + apart }))).toEqual([state]);
  });
});

describe('migrations', () => {
  it('that are all there, that are missing, that were changed, and those of a newer release', async () => {
    const { db } = await createTestDatabase();
    expect(states(await checkMigrations(db, MIGRATIONS))).toEqual(['ok']);

    const folder = join(await newFolder(), 'migrations');
    await cp(MIGRATIONS, folder, { recursive: true });
    await writeFile(join(folder, '0999_later.sql'), 'select 1;');
    await db.query(`insert into migrations (name, sha256) values ('9998_newer.sql', 'x')`);
    expect(said(await checkMigrations(db, MIGRATIONS))).toContain('newer than this Touchline');
    await db.query(`delete from migrations where name > '0002'`);
    const lacking = await checkMigrations(db, MIGRATIONS);
    expect([states(lacking), said(lacking)]).toEqual([['warning'], expect.stringContaining('still lacks 0002_append')]);
    await db.query(`update migrations set sha256 = 'x'`);
    const changed = await checkMigrations(db, MIGRATIONS);
    expect([states(changed), said(changed)]).toEqual([['wrong'], expect.stringContaining('was edited')]);
  });

  it('of an empty database', async () => {
    const { db } = await createEmptyDatabase();
    expect(said(await checkMigrations(db, MIGRATIONS))).toContain('The database is empty');
  });
});

describe('sites', () => {
  it('without administrators, origins or keys', async () => {
    const { db } = await createTestDatabase();
    expect(said(await checkSites(db))).toMatch(/Nobody administers.*There is no site yet/s);
    const closed = await createSite(db, { key: 'closed', origins: [] });
    const bare = await createSite(db, { key: 'bare', identityKeys: [] });
    await createOperator(db, [closed], { role: 'admin', isAdministrator: true });
    const findings = await checkSites(db);
    expect(states(findings)).toEqual(['wrong', 'warning', 'warning']);
    expect(said(findings)).toMatch(/opens nowhere: closed:.*administrator of their own: bare:.*signed: bare:/s);

    await createOperator(db, [bare], { role: 'admin' });
    await db.query(`update sites set origins = '{https://brand.example}'`);
    await db.query(
      `insert into identity_keys (kid, site_id, algorithm, material) values ('one', $1, 'HS256', 'secret')`,
      [bare.id],
    );
    expect(states(await checkSites(db))).toEqual(['ok']);
    await db.query(`update identity_keys set retires_at = now() where site_id = $1`, [bare.id]);
    expect(said(await checkSites(db))).toMatch(/no player can be signed: bare:/);
    await db.query('update identity_keys set retires_at = null');
    await db.query('update operators set disabled_at = now()');
    expect(states(await checkSites(db))).toEqual(['wrong', 'warning']);
  });

  it('whose second factors lie beside their key', async () => {
    const { db } = await createTestDatabase();
    expect(await checkSecondFactors(db, [])).toEqual([]);
    const { id } = await createOperator(db, []);
    await db.query(`insert into second_factors (operator_id, secret, confirmed_at) values ($1, '', now())`, [id]);
    expect(said(await checkSecondFactors(db, []))).toMatch(/one second factor .* same database: set SECRETS_KEY/);
    expect(states(await checkSecondFactors(db, ['a key of the environment, long enough']))).toEqual(['ok']);
  });

  it('beside which lies what was there before a restore', async () => {
    const { db } = await createTestDatabase();
    expect(await checkAside(db)).toEqual([]);
    await db.query('create schema touchline_before_20261122201503211');
    expect(said(await checkAside(db))).toMatch(/touchline_before_20261122201503211.*--drop-old/);
  });

  it('that accepted a translator which is not there', async () => {
    const { db } = await createTestDatabase();
    await createSite(db, {
      key: 'sold',
      translation: translationRules.parse({ accepted: [{ provider: 'gone', by: 'Vera', at: 0 }] }),
    });
    expect(said(await checkAccepted(db, []))).toContain('sold accepted the translator gone');
    const there = [{ name: 'gone', kind: 'libretranslate' as const, url: 'http://127.0.0.1:1' }];
    expect(await checkAccepted(db, there)).toEqual([]);
  });
});

describe('relays', () => {
  it('none, one, and several without Redis', async () => {
    const { db } = await createTestDatabase();
    expect(states(await checkRelays(db, undefined))).toEqual(['warning']);
    await db.query('insert into nodes (id) values (gen_random_uuid())');
    await db.query(`insert into nodes (id, beat_at) values (gen_random_uuid(), now() - interval '1 hour')`);
    expect(states(await checkRelays(db, undefined))).toEqual(['ok']);
    await db.query('insert into nodes (id) values (gen_random_uuid())');
    expect(states(await checkRelays(db, undefined))).toEqual(['wrong']);
    expect(states(await checkRelays(db, 'redis://localhost'))).toEqual(['ok']);
  });
});

describe('stored files', () => {
  it('that are there, and in another folder', async () => {
    const { db } = await createTestDatabase();
    const [folder, another] = [await newFolder(), await newFolder()];
    expect(await checkStoredFiles(db, testFileStore(folder))).toEqual([]);
    const relay = await startTestRelay(db, { fileStore: testFileStore(folder) });
    const player = await connectPlayer(relay.url, await createSite(db));
    await send(relay.url, player, freshId(), { name: 'a.pdf', contentType: 'application/pdf', bytes: PDF });
    await relay.close();
    expect(states(await checkStoredFiles(db, testFileStore(folder)))).toEqual(['ok']);
    const findings = await checkStoredFiles(db, testFileStore(another));
    expect(states(findings)).toEqual(['wrong']);
    expect(said(findings)).toContain('Of 1 files looked at 1 are not in the folder');
  });
});

describe('the last backup', () => {
  it('never, today, long ago, and one that lacks files', async () => {
    const { db } = await createTestDatabase();
    expect(said(await checkLastBackup(db))).toContain('never been a backup');
    await backUp(db, await newFolder(), await newFolder());
    expect(await checkLastBackup(db)).toEqual([{ state: 'ok', what: 'The last backup was made today', mend: '' }]);
    await db.query(`update audit set about = about || '{"missing": 3}'`);
    expect(said(await checkLastBackup(db))).toContain('lacks 3 files');
    await db.query(`update audit set at = now() - interval '8 days 1 hour'`);
    expect(said(await checkLastBackup(db))).toContain('8 days ago');
  });
});

describe('the bundled Postgres', () => {
  it('that is not there, cannot be read, or does not run is said, and nothing is made', async () => {
    const folder = await newFolder();
    expect(await wayIntoBundled(folder)).toMatchObject({ state: 'warning', what: expect.stringContaining('no inst') });
    await cp(MIGRATIONS, join(folder, 'postgres'), { recursive: true });
    expect(await wayIntoBundled(folder)).toMatchObject({ state: 'wrong', what: expect.stringContaining('ENOENT') });
    await writeFile(join(folder, 'postgres', 'touchline-password'), 'pw');
    expect(await wayIntoBundled(folder)).toMatchObject({ state: 'warning', what: expect.stringContaining('not run') });
    await writeFile(join(folder, 'postgres', 'postmaster.pid'), '1\n/x\n1\n5433\n');
    expect(await wayIntoBundled(folder)).toBe('postgres://touchline:pw@127.0.0.1:5433/touchline');
  });
});
