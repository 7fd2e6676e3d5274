import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listenFailure, readConfig, SettingError } from './config.ts';

describe('readConfig', () => {
  it('an empty environment is the demo on the own machine', () => {
    expect(readConfig({})).toEqual({
      port: 4000,
      host: '127.0.0.1',
      examplePort: 4100,
      dataDir: resolve('data'),
      filesFolder: resolve('data/files'),
      databaseUrl: undefined,
      redisUrl: undefined,
      publicUrl: 'http://localhost:4000',
      trustProxy: false,
      allowUnsafePostgres: false,
      maxSockets: 20_000,
      drainSeconds: 5,
      secretsKeys: [],
      translators: [],
      logLevel: 'info',
    });
  });

  it('an empty value counts as absent', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: ' ' })).toEqual(readConfig({}));
  });

  it('values become what the code wants', () => {
    const config = readConfig({
      PORT: '80',
      PUBLIC_URL: 'https://chat.example.com/',
      DATABASE_URL: 'postgres://u:p@db/touchline',
      FILES_FOLDER: '/srv/files',
      REDIS_URL: 'rediss://cache:6380',
      ALLOW_UNSAFE_POSTGRES: 'yes',
      MAX_SOCKETS: '500',
      DRAIN_SECONDS: '0',
      LOG_LEVEL: 'silent',
    });
    expect(config).toMatchObject({
      port: 80,
      publicUrl: 'https://chat.example.com',
      databaseUrl: 'postgres://u:p@db/touchline',
      filesFolder: '/srv/files',
      redisUrl: 'rediss://cache:6380',
      allowUnsafePostgres: true,
      maxSockets: 500,
      drainSeconds: 0,
      logLevel: 'silent',
    });
  });

  it.each([
    ['true', true],
    ['false', false],
    ['10.0.0.0/8, ::1', ['10.0.0.0/8', '::1']],
    ['loopback,192.0.2.7', ['loopback', '192.0.2.7']],
  ])('TRUST_PROXY=%s', (text, trust) => {
    expect(readConfig({ TRUST_PROXY: text }).trustProxy).toEqual(trust);
  });

  it.each([
    ['PORT', 'http'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['HOST', 'http://localhost'],
    ['EXAMPLE_PORT', '4100.5'],
    ['PUBLIC_URL', 'chat.example.com'],
    ['PUBLIC_URL', 'https://example.com/?chat'],
    ['PUBLIC_URL', 'https://user:pw@example.com'],
    ['TRUST_PROXY', 'nginx'],
    ['TRUST_PROXY', '1'],
    ['TRUST_PROXY', '10.0.0.0/33'],
    ['TRUST_PROXY', '10.0.0.1,'],
    ['ALLOW_UNSAFE_POSTGRES', 'perhaps'],
    ['MAX_SOCKETS', '0'],
    ['MAX_SOCKETS', 'many'],
    ['MAX_SOCKETS', '1e4'],
    ['DRAIN_SECONDS', '61'],
    ['LOG_LEVEL', 'loud'],
  ])('%s=%s is refused by name, with what it was and what to write', (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(SettingError);
    expect(() => readConfig({ [name]: value })).toThrow(`${name} is "${value}": write `);
  });

  it.each(['DATABASE_URL', 'REDIS_URL'])('a wrong %s is refused without showing its password', (name) => {
    expect(() => readConfig({ [name]: 'mysql://u:hunter2@db' })).toThrow(`${name} is not usable`);
    expect(() => readConfig({ [name]: 'mysql://u:hunter2@db' })).not.toThrow('hunter2');
  });

  it('a REDIS_URL whose password cannot be read is refused without showing it', () => {
    const read = () => readConfig({ REDIS_URL: 'redis://:50%off@cache' });
    expect(read).toThrow('write a percent sign in the password as %25');
    expect(read).not.toThrow('50%off');
  });

  it('a SECRETS_KEY may be followed by the one before, and a short one is refused without showing it', () => {
    const [now, before] = ['n'.repeat(32), 'b'.repeat(40)];
    expect(readConfig({ SECRETS_KEY: `${now}, ${before}` }).secretsKeys).toEqual([now, before]);
    const read = () => readConfig({ SECRETS_KEY: `${now},hunter2` });
    expect(read).toThrow('write at least 32 characters that nobody guesses');
    expect(read).not.toThrow('hunter2');
  });

  it('all problems are told at once, one line each', () => {
    expect(() => readConfig({ PORT: 'x', LOG_LEVEL: 'y', TRUST_PROXY: 'z' })).toThrow(
      /^PORT.*\nTRUST_PROXY.*\nLOG_LEVEL.*$/,
    );
  });
});

describe('TRANSLATORS', () => {
  const KEY = 'hunter2-hunter2';
  const deepl = { name: 'deepl', kind: 'deepl', key: KEY };
  const own = { name: 'own', kind: 'libretranslate', url: 'http://127.0.0.1:5000' };
  const read = (list: unknown) => readConfig({ TRANSLATORS: JSON.stringify(list) }).translators;

  it('is the chain, in its order', () => {
    expect(
      read([
        { ...own, pairs: ['be-ru', 'ru-be'] },
        { ...deepl, variants: ['pt-BR'] },
      ]),
    ).toEqual([
      { ...own, pairs: ['be-ru', 'ru-be'] },
      { ...deepl, url: 'https://api.deepl.com', variants: ['pt-BR'] },
    ]);
  });

  it('a key of the free plan goes to the free plan, and a url loses its slash', () => {
    expect(read([{ ...deepl, key: `${KEY}:fx` }])).toMatchObject([{ url: 'https://api-free.deepl.com' }]);
    expect(read([{ ...own, url: 'https://example.com/lt//' }])).toMatchObject([{ url: 'https://example.com/lt' }]);
  });

  it.each([
    ['{}', 'a JSON list such as'],
    ['[{', 'a JSON list such as'],
    [[null], 'in translator 1 an object in braces'],
    [[{ name: 'own' }], 'in translator 1 a "kind" that is "deepl" or "libretranslate"'],
    [[own, { ...deepl, kind: 'deeple' }], 'in translator 2 a "kind" that'],
    [[{ ...own, name: 'Own server' }], 'in translator 1 a "name" of at most 40 small letters'],
    [[{ ...own, name: undefined }], 'in translator 1 a "name" of at most 40 small letters'],
    [[{ ...own, url: undefined }], 'in translator 1 a "url" such as'],
    [[{ ...own, url: 'ftp://example.com' }], 'in translator 1 a "url" such as'],
    [[{ ...own, url: `https://me:${KEY}@example.com` }], 'without a name, a password or a query'],
    [[{ ...own, url: `https://example.com/?key=${KEY}` }], 'without a name, a password or a query'],
    [[{ ...deepl, key: undefined }], 'in translator 1 a "key" in quotes'],
    [[{ ...deepl, key: `${KEY}\n` }], 'in translator 1 a "key" as the service gave it'],
    [[{ ...own, pairs: ['be-be'] }], 'in translator 1 "pairs" of two languages'],
    [[{ ...own, pairs: ['be_ru'] }], 'in translator 1 "pairs" of two languages'],
    [[{ ...own, pairs: 'be-ru' }], 'in translator 1 "pairs" such as ["be-ru", "ru-be"]'],
    [[{ ...own, pairs: [] }], 'in translator 1 "pairs" with at least one pair'],
    [[{ ...own, apiKey: KEY }], 'in translator 1 no "apiKey"'],
    [[{ ...own, variants: [] }], 'in translator 1 no "variants"'],
    [[{ ...own, url: 'https://example.com/?' }], 'without a name, a password or a query'],
    [[{ ...deepl, variants: [1] }], 'in translator 1 "variants" such as ["en-US", "pt-BR"]'],
    [[{ ...deepl, variants: ['pt'] }], 'in translator 1 "variants" such as ["en-US", "pt-BR"]'],
    [[own, deepl, own], 'another name for the second "own"'],
  ])('%j is refused in a sentence that shows no secret', (list, sentence) => {
    const set = () => readConfig({ TRANSLATORS: typeof list === 'string' ? list : JSON.stringify(list) });
    expect(set).toThrow(SettingError);
    expect(set).toThrow('TRANSLATORS is not usable (not shown, it may hold a secret): write ');
    expect(set).toThrow(sentence);
    expect(set).not.toThrow('hunter2');
  });

  it('every mistake is told, one line each', () => {
    expect(() =>
      read([
        { ...own, url: 'x' },
        { ...deepl, name: '' },
      ]),
    ).toThrow(/translator 1 .*\n.*translator 2 /);
  });
});

describe('listenFailure', () => {
  const failure = (code: string, port = 4000) =>
    listenFailure(Object.assign(new Error(code), { code }), 'PORT', port, 'h');

  it('a busy port names another', () => {
    expect(failure('EADDRINUSE')).toBeInstanceOf(SettingError);
    expect(String(failure('EADDRINUSE'))).toContain('PORT=4001');
    expect(String(failure('EADDRINUSE', 65_535))).toContain('PORT=65534');
  });

  it('a forbidden port and a foreign address are told apart', () => {
    expect(String(failure('EACCES'))).toContain('may not listen on port 4000');
    expect(String(failure('EADDRNOTAVAIL'))).toContain('HOST is "h"');
  });

  it('what no setting can mend comes back unchanged', () => {
    const error = new Error('boom');
    expect(listenFailure(error, 'PORT', 1, 'h')).toBe(error);
  });
});
