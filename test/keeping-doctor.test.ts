/** `npm run doctor` as it is typed: on an installation that is well, on one at rest, and on one with faults. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { visitBundledPostgres } from '@touchline/relay/platform/bundled-postgres.ts';
import { connectPostgres } from '@touchline/relay/platform/postgres.ts';
import { describe, expect, it, vi } from 'vitest';
import { runCommand } from './support/keeping-command.ts';
import { deadAddress } from './support/keeping-doors.ts';
import { createEmptyDatabase, newFolder } from './support/keeping-world.ts';
import { createTestDatabase, quietLog } from './support/postgres.ts';
import { createOperator, createSite, startTestRelay } from './support/relay.ts';
import { startRelayServer } from './support/relay-server.ts';

// Whole databases are made and filled, on machines that do much else.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const portOf = (url: string) => new URL(url).port;

/** Names, sizes and moments of all that is in a folder. */
async function traces(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  return Promise.all(
    names.sort().map(async (name) => {
      const { size, mtimeMs } = await stat(join(folder, name));
      return `${name} ${size} ${mtimeMs}`;
    }),
  );
}

describe('the doctor', () => {
  it('finds nothing wrong where nothing is, beside a relay that works, and leaves one at rest at rest', async () => {
    const relay = await startRelayServer();
    const { dataDir } = relay;
    const postgres = await visitBundledPostgres({ dataDir, log: quietLog });
    const db = await connectPostgres({ url: postgres.url, log: quietLog });
    await createOperator(db, [await createSite(db)], { role: 'admin', isAdministrator: true });
    await db.close();
    await postgres.stop();

    const well = await runCommand('doctor', [], { DATA_DIR: dataDir, PORT: portOf(relay.url) });
    expect(well).toMatchObject({ code: 0, err: '' });
    expect(well.out).not.toContain('wrong    ');
    for (const line of [
      'The settings go together.',
      'keeps what it has committed.',
      'migrations.',
      'One relay works on this database.',
      'The site has all that it needs.',
      `The relay answers at http://127.0.0.1:${portOf(relay.url)}.`,
      'by WebSocket too.',
    ]) {
      expect(well.out).toContain(line);
    }
    expect(well.out.trim().split('\n').at(-1)).toMatch(/^0 wrong, \d+ to look at, \d+ in order\.$/);

    await relay.end('SIGTERM');
    const before = await traces(dataDir);
    const atRest = await runCommand('doctor', [], { DATA_DIR: dataDir, PORT: portOf(relay.url) });
    expect(atRest.code).toBe(1);
    expect(atRest.out).toContain('The bundled Postgres does not run, so nothing in it was looked at');
    expect(await traces(dataDir)).toEqual(before);
  });

  it('says each fault in a line with its remedy, shows no secret, and ends with 1', async () => {
    const { db, url } = await createTestDatabase();
    await createSite(db, { key: 'closed', origins: [] });
    const dead = await deadAddress();
    const files = await newFolder();
    const found = await runCommand('doctor', [], {
      DATABASE_URL: url,
      REDIS_URL: `${dead.replace('http://', 'redis://user:s3cret@')}`,
      PORT: portOf(dead),
      PUBLIC_URL: `${dead.replace('127.0.0.1', 'localhost')}/chat`,
      DATA_DIR: await newFolder(),
      FILES_FOLDER: files,
      ALLOW_UNSAFE_POSTGRES: 'true',
    });
    expect(found).toMatchObject({ code: 1, err: '' });
    for (const line of [
      /^wrong {4}Redis at \S+ cannot be used \(connect ECONNREFUSED \S+\): start Redis, or correct .*\.$/m,
      /^wrong {4}Nobody administers this installation: npm run admin:link .*\.$/m,
      /^wrong {4}Without an allowed origin, .*: closed: add one in its settings\.$/m,
      /^warning {2}No relay works on this database: start one .*\.$/m,
      /^wrong {4}PUBLIC_URL \S+ cannot be reached from here \(ECONNREFUSED\): .*\.$/m,
    ]) {
      expect(found.out).toMatch(line);
    }
    expect(found.out).not.toContain('s3cret');
  });

  it('says why Postgres cannot be entered, and looks at the rest', async () => {
    const dead = (await deadAddress()).replace('http://', 'postgres://user:s3cret@');
    const found = await runCommand('doctor', [], { DATABASE_URL: `${dead}/chat`, DATA_DIR: await newFolder() });
    expect(found.code).toBe(1);
    expect(found.out).toMatch(
      /^wrong {4}Postgres at \S+ does not answer: start it, or correct the host and port .*\.$/m,
    );
    expect(found.out).toContain('Files can be written');
    expect(found.out).not.toContain('s3cret');
  });

  it('looks no further into an empty database, nor at settings that cannot be read', async () => {
    const { url } = await createEmptyDatabase();
    const empty = await runCommand('doctor', [], { DATABASE_URL: url, DATA_DIR: await newFolder() });
    expect(empty.out).toContain('The database is empty');
    expect(empty.out).not.toContain('could not be looked at');
    const unreadable = await runCommand('doctor', [], { PORT: 'four thousand', LOG_LEVEL: 'loud' });
    expect(unreadable).toMatchObject({ code: 1, err: '' });
    expect(unreadable.out.trim().split('\n')).toEqual([
      'wrong    PORT is "four thousand": write a port from 0 to 65535, for example 4000.',
      expect.stringMatching(/^wrong {4}LOG_LEVEL is "loud": write one of fatal, .*\.$/),
    ]);
  });

  it('goes on past a check that fails by itself', async () => {
    const { db, url } = await createTestDatabase();
    const relay = await startTestRelay(db);
    await db.query('alter table audit rename to lost');
    const found = await runCommand('doctor', [], {
      DATABASE_URL: url,
      PORT: portOf(relay.url),
      DATA_DIR: await newFolder(),
      ALLOW_UNSAFE_POSTGRES: 'true',
    });
    await relay.close();
    expect(found.out).toContain('The last backup could not be looked at (relation "audit" does not exist)');
    expect(found.out).toContain('The relay answers at');
  });
});
