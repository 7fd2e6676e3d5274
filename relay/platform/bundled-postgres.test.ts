import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { SettingError } from '../config.ts';
import { type BundledPostgres, startBundledPostgres } from './bundled-postgres.ts';
import { servesFolder } from './postmaster-file.ts';

const log = { info: () => {}, warn: () => {}, error: () => {} };
const asRoot = process.getuid?.() === 0;

let root: string;
const cleanups: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'touchline-bundled-'));
  await chmod(root, 0o755);
});
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});
afterAll(() => rm(root, { recursive: true, force: true }));

describe('a bundled Postgres', () => {
  it('is durable, knows letters outside ASCII, and its role is no superuser', async () => {
    const postgres = await start(join(root, 'first'));
    const rows = await ask(
      postgres,
      `select lower('ЖÄİ') as lower, current_setting('fsync') as fsync,
              current_setting('synchronous_commit') as synchronous, current_setting('listen_addresses') as listens,
              (select rolsuper from pg_roles where rolname = current_user) as superuser`,
    );
    expect(rows[0]).toMatchObject({ fsync: 'on', synchronous: 'on', listens: '127.0.0.1', superuser: false });
    expect(rows[0]?.lower).toMatch(/^жäi/);
    expect((await stat(join(root, 'first/postgres/touchline-password'))).mode & 0o777).toBe(0o600);
  });

  it('refuses a wrong password', async () => {
    const postgres = await start(join(root, 'first'));
    const wrong = { url: postgres.url.replace(/:[0-9a-f]{48}@/, ':guess@') };
    await expect(ask(wrong, 'select 1')).rejects.toMatchObject({ code: '28P01' });
  });

  it('keeps its data over a stop and a start, and is gone in between', async () => {
    const postgres = await start(join(root, 'first'));
    await ask(postgres, 'create table kept as select 7 as n');
    await Promise.all([postgres.stop(), postgres.stop()]);
    await expect(ask(postgres, 'select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    expect(await ask(await start(join(root, 'first')), 'select n from kept')).toEqual([{ n: 7 }]);
  });

  it('tells a second relay on the folder that it is taken, and serves the first on', async () => {
    const dataDir = join(root, 'first');
    const postgres = await start(dataDir);
    await expect(start(dataDir)).rejects.toThrow(
      `Another relay already uses the data folder ${dataDir}: stop it first`,
    );
    expect(await ask(postgres, 'select 1 as n')).toEqual([{ n: 1 }]);
  });

  it('two first starts at once make one folder: one relay has it, the other is refused', async () => {
    const dataDir = join(root, 'race');
    const starts = await Promise.allSettled([start(dataDir), start(dataDir)]);
    expect(starts.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = starts.find((result) => result.status === 'rejected');
    expect(refused?.reason).toBeInstanceOf(SettingError);
    const winner = starts.find((result) => result.status === 'fulfilled');
    expect(await ask(winner?.value as BundledPostgres, 'select 1 as n')).toEqual([{ n: 1 }]);
  });
});

describe('after a crash', () => {
  it('a killed relay leaves its Postgres running, and the next relay adopts it', async () => {
    const dataDir = join(root, 'crash');
    const { child, url } = await startInOtherProcess(dataDir);
    await ask({ url }, 'create table written as select 1 as n');
    child.kill('SIGKILL');
    const postgres = await start(dataDir);
    expect(postgres.url).toBe(url);
    expect(await ask(postgres, 'select n from written')).toEqual([{ n: 1 }]);
  });

  it('a killed Postgres is started again at the same address', async () => {
    const dataDir = join(root, 'crash');
    const postgres = await start(dataDir);
    await ask(postgres, 'insert into written values (2)');
    process.kill(await postmasterPid(dataDir), 'SIGKILL');
    await expect
      .poll(() => ask(postgres, 'select n from written').catch(() => []), { timeout: 15_000 })
      .toHaveLength(2);
  });

  it('with both killed, Postgres is started anew', async () => {
    const dataDir = join(root, 'crash');
    const { child } = await startInOtherProcess(dataDir);
    child.kill('SIGKILL');
    process.kill(await postmasterPid(dataDir), 'SIGKILL');
    expect(await ask(await start(dataDir), 'select n from written')).toHaveLength(2);
  });

  it('a stale postmaster.pid that names a stranger is not believed', async () => {
    const dataDir = join(root, 'crash');
    await (await start(dataDir)).stop();
    const file = join(dataDir, 'postgres/postmaster.pid');
    await writeFile(file, `${process.pid}\n${dataDir}/postgres\n0\n5432\n`);
    expect(await ask(await start(dataDir), 'select 1 as n')).toEqual([{ n: 1 }]);
  });

  it('a Postgres of another folder is not taken for ours', async () => {
    const [ours, other] = [join(root, 'first'), join(root, 'crash')];
    expect(await servesFolder(['/x/postgres', '-D', `${ours}/`, '-p', '1'], ours)).toBe(true);
    expect(await servesFolder(['/x/postgres', '-D', other, '-p', '1'], ours)).toBe(false);
    expect(await servesFolder(['/x/node', '-D', ours], ours)).toBe(false);
    expect(await servesFolder([''], ours)).toBe(false);
  });
});

describe('a folder that cannot be used is refused in one sentence', () => {
  const refused = async (dataDir: string, sentence: string | RegExp) => {
    const failure = await start(dataDir).catch((error) => error);
    expect(failure).toBeInstanceOf(SettingError);
    expect(failure.message).toMatch(sentence);
  };

  it('made by another Postgres', async () => {
    await mkdir(join(root, 'old/postgres'), { recursive: true });
    await writeFile(join(root, 'old/postgres/PG_VERSION'), '16\n');
    await refused(join(root, 'old'), /made by Postgres 16 and this Touchline brings Postgres 18/);
  });

  it('full of something else', async () => {
    await mkdir(join(root, 'photos/postgres'), { recursive: true });
    await writeFile(join(root, 'photos/postgres/cat.jpg'), '');
    await refused(join(root, 'photos'), /neither empty nor a Postgres folder: move it away/);
    expect(await readFile(join(root, 'photos/postgres/cat.jpg'), 'utf8')).toBe('');
  });

  it('a file', async () => {
    await writeFile(join(root, 'file'), '');
    await refused(join(root, 'file'), /cannot be written \(a file is in its way\)/);
  });

  it('not writable', async () => {
    await mkdir(join(root, 'closed'), { mode: 0o555 });
    await refused(asRoot ? '/sys/touchline' : join(root, 'closed'), /cannot be written/);
  });

  it('without its password', async () => {
    await (await start(join(root, 'first'))).stop();
    await cp(join(root, 'first'), join(root, 'copied'), { recursive: true });
    await rm(join(root, 'copied/postgres/touchline-password'));
    await refused(join(root, 'copied'), /touchline-password is missing or damaged/);
  });
});

describe.runIf(asRoot)('as root', () => {
  it('a copy that belongs to root, under a folder closed to everyone else, is served', async () => {
    const closed = join(root, 'private');
    await mkdir(closed, { mode: 0o700 });
    await cp(join(root, 'first'), join(closed, 'data'), { recursive: true });
    expect(await ask(await start(join(closed, 'data')), 'select n from kept')).toEqual([{ n: 7 }]);
  });

  it('a first start under a folder closed to everyone else works', async () => {
    await mkdir(join(root, 'private/new'), { recursive: true, mode: 0o700 });
    expect(await ask(await start(join(root, 'private/new/data')), 'select 1 as n')).toEqual([{ n: 1 }]);
    expect((await stat(join(root, 'private'))).mode & 0o777).toBe(0o700);
  });
});

async function start(dataDir: string): Promise<BundledPostgres> {
  const postgres = await startBundledPostgres({ dataDir, log });
  cleanups.push(() => postgres.stop());
  return postgres;
}

/** A relay that can be killed without ending the test. */
async function startInOtherProcess(dataDir: string): Promise<{ child: ChildProcess; url: string }> {
  const program = `
    import { startBundledPostgres } from ${JSON.stringify(new URL('bundled-postgres.ts', import.meta.url).href)};
    const log = { info() {}, warn() {}, error() {} };
    console.log((await startBundledPostgres({ dataDir: ${JSON.stringify(dataDir)}, log })).url);`;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((done, fail) => {
    child.stdout.once('data', (line) => done(String(line).trim()));
    child.once('exit', () => fail(new Error('the other process ended')));
  });
  return { child, url };
}

async function ask({ url }: { url: string }, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(url);
  client.on('error', () => {});
  try {
    await client.connect();
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

async function postmasterPid(dataDir: string): Promise<number> {
  return Number((await readFile(join(dataDir, 'postgres/postmaster.pid'), 'utf8')).split('\n')[0]);
}
