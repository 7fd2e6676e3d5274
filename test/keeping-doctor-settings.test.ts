/** The doctor on what it is told and on the machine: each fault planted, and what it says of it. */
import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readConfig } from '@touchline/relay/config.ts';
import { checkBuilt } from '@touchline/relay/keeping/checks/built.ts';
import { checkSettings } from '@touchline/relay/keeping/checks/contradictions.ts';
import { checkDisks } from '@touchline/relay/keeping/checks/disk.ts';
import { checkFilesFolder } from '@touchline/relay/keeping/checks/files.ts';
import { examine, lineOf, ok, wrongBy } from '@touchline/relay/keeping/checks/finding.ts';
import { checkNode, checkOpenFiles } from '@touchline/relay/keeping/checks/machine.ts';
import { describe, expect, it } from 'vitest';
import { mayMount, mountSmallDisk } from './support/full-disk.ts';
import { newFolder } from './support/keeping-world.ts';

const right = { PUBLIC_URL: 'https://chat.example.com', TRUST_PROXY: '10.0.0.1' };

describe('settings', () => {
  it('that go together are in order', () => {
    for (const env of [{}, right, { ...right, DATABASE_URL: 'postgres://a:b@10.0.0.2/c?sslmode=verify-full' }]) {
      expect(checkSettings(readConfig(env))).toEqual([ok('The settings go together')]);
    }
  });

  const translator = (url: string) =>
    JSON.stringify([{ name: 'own', kind: 'libretranslate', url, pairs: ['be-ru', 'ru-be'] }]);
  it.each<[string, Record<string, string>, 'warning' | 'wrong', string]>([
    ['no TLS behind a proxy', { PUBLIC_URL: 'http://chat.example.com', TRUST_PROXY: 'true' }, 'wrong', 'without TLS'],
    ['no TLS at all', { PUBLIC_URL: 'http://chat.example.com' }, 'wrong', 'cannot load the chat from it'],
    ['an address of this machine only', { TRUST_PROXY: '10.0.0.1' }, 'warning', 'leads to this machine only'],
    ['a proxy that is not trusted', { PUBLIC_URL: right.PUBLIC_URL }, 'warning', 'TRUST_PROXY is false'],
    ['everybody trusted', { ...right, TRUST_PROXY: 'true', HOST: '0.0.0.0' }, 'warning', 'can claim any address'],
    [
      'files inside of Postgres',
      { DATA_DIR: '/d', FILES_FOLDER: '/d/postgres/files' },
      'wrong',
      "Postgres's own folder",
    ],
    ['Redis for one relay', { ...right, REDIS_URL: 'redis://localhost' }, 'warning', 'for several relays'],
    ['an open line to Postgres', { ...right, DATABASE_URL: 'postgres://a:b@10.0.0.2/c' }, 'warning', 'sslmode'],
    [
      'an open line to Redis',
      { ...right, DATABASE_URL: 'postgres://a:b@localhost/c', REDIS_URL: 'redis://10.0.0.2' },
      'warning',
      'rediss://',
    ],
    [
      'an open line to a translator',
      { ...right, TRANSLATORS: translator('http://10.0.0.9') },
      'warning',
      'unencrypted',
    ],
    ['a Postgres that loses', { ...right, ALLOW_UNSAFE_POSTGRES: 'true' }, 'warning', 'may lose what was acknowledged'],
  ])('%s', (_what, env, state, words) => {
    const findings = checkSettings(readConfig(env));
    expect(findings).toHaveLength(1);
    expect(findings[0]?.state).toBe(state);
    expect(lineOf(findings[0] ?? ok(''))).toContain(words);
  });

  it('never shows what is secret', () => {
    const env = { ...right, DATABASE_URL: 'postgres://a:s3cret@10.0.0.2/c', REDIS_URL: 'redis://u:s3cret@10.0.0.3' };
    expect(checkSettings(readConfig(env)).map(lineOf).join()).not.toContain('s3cret');
  });
});

describe('the machine', () => {
  it('with an old Node', () => {
    expect(checkNode('26.1.0', '26.10.0')[0]?.state).toBe('ok');
    expect(checkNode('22.19.0', '26.10.0')[0]?.state).toBe('wrong');
  });

  it('with few sockets', () => {
    const limits = (hard: string) =>
      `Limit  Soft  Hard  Units\nMax open files            1024                 ${hard}  files\n`;
    expect(checkOpenFiles(limits('524288'), 20_000)[0]?.state).toBe('ok');
    expect(checkOpenFiles(limits('unlimited'), 20_000)[0]?.state).toBe('ok');
    expect(checkOpenFiles(limits('4096'), 20_000)[0]).toMatchObject({
      state: 'warning',
      mend: expect.stringMatching(/20256/),
    });
    expect(checkOpenFiles('', 20_000)).toEqual([]);
  });

  it('with little room', async () => {
    const folders = [await newFolder(), join(await newFolder(), 'not', 'there')];
    expect((await checkDisks(folders, { tooLittle: 0, little: 0 })).map(({ state }) => state)).toEqual(['ok']);
    expect((await checkDisks(folders, { tooLittle: 0, little: 1e18 }))[0]?.state).toBe('warning');
    expect((await checkDisks(folders, { tooLittle: 1e18, little: 1e18 }))[0]?.state).toBe('wrong');
  });

  it('with a folder of files that cannot be written', async () => {
    const folder = await newFolder();
    expect((await checkFilesFolder(join(folder, 'files')))[0]?.state).toBe('ok');
    await writeFile(join(folder, 'files'), '');
    expect((await checkFilesFolder(join(folder, 'files')))[0]).toMatchObject({
      state: 'wrong',
      what: expect.stringMatching(/is a file/),
    });
  });

  it.skipIf(!mayMount)('with a disk that is read-only', async () => {
    const disk = mountSmallDisk(1);
    try {
      disk.readOnly();
      expect((await checkFilesFolder(disk.folder))[0]).toMatchObject({
        state: 'wrong',
        what: expect.stringMatching(/read-only/),
      });
    } finally {
      disk.unmount();
    }
  });
});

describe('the front ends', async () => {
  const build = async () => {
    const folder = await newFolder();
    const [dist, sources] = [join(folder, 'dist'), join(folder, 'sources')];
    await mkdir(join(dist, 'assets'), { recursive: true });
    await mkdir(sources);
    await writeFile(join(dist, 'assets', 'panel-abcdefgh.js'), '');
    await writeFile(join(sources, 'panel.tsx'), '');
    await utimes(join(sources, 'panel.tsx'), 1, 1);
    await writeFile(join(dist, 'widget.js'), 'import("assets/panel-abcdefgh.js")');
    return {
      dist,
      sources,
      look: () => checkBuilt([{ name: 'widget', dist, entry: 'widget.js', sources: [sources] }]),
    };
  };

  it('that are whole and of these sources', async () => {
    expect(await (await build()).look()).toEqual([ok('The widget is built of this release')]);
  });

  it('that are not built, in part, or of other sources', async () => {
    const [part, old] = [await build(), await build()];
    expect(
      (await checkBuilt([{ name: 'inbox', dist: '/nowhere', entry: 'index.html', sources: [] }]))[0],
    ).toMatchObject({
      state: 'wrong',
      what: 'The inbox is not built',
    });
    await writeFile(
      join(part.dist, 'widget.js'),
      'import("assets/panel-abcdefgh.js"); import("assets/later-12345678.js")',
    );
    expect((await part.look())[0]).toMatchObject({
      state: 'wrong',
      what: expect.stringMatching(/lacks assets\/later-12345678\.js/),
    });
    await utimes(join(old.sources, 'panel.tsx'), 4_102_444_800, 4_102_444_800);
    expect((await old.look())[0]).toMatchObject({
      state: 'warning',
      what: expect.stringMatching(/panel\.tsx changed/),
    });
  });
});

describe('a finding', () => {
  it('is one line, and a check that fails by itself is one too', async () => {
    expect(lineOf(wrongBy('Port 1 is taken: stop the other program.'))).toBe(
      'wrong    Port 1 is taken: stop the other program.',
    );
    const fails = { about: 'The weather', look: () => Promise.reject(new Error('no sky')) };
    const found = await Array.fromAsync(examine([fails, { about: '', look: async () => [ok('Rain')] }]));
    expect(found.map(lineOf)).toEqual([
      'wrong    The weather could not be looked at (no sky): mend what it names, and ask the doctor again.',
      'ok       Rain.',
    ]);
  });
});
