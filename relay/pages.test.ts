/** The built front ends as browsers get them, and the headers that every answer carries. */
import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../test/support/postgres.ts';
import { createSite, startTestRelay, TEST_ORIGIN, type TestRelay } from '../test/support/relay.ts';

const { db } = await createTestDatabase();
let relay: TestRelay;
beforeAll(async () => {
  relay = await startTestRelay(db);
});
afterAll(() => relay.close());

const get = (path: string, headers: Record<string, string> = {}) =>
  relay.app.inject({ method: 'GET', url: path, headers });
const assets = (of: string) =>
  readdirSync(new URL(`../${of}/dist/assets`, import.meta.url)).filter((name) => !/\.(br|gz|map)$/.test(name));
const IMMUTABLE = 'public, max-age=31536000, immutable';

describe.each([
  ['widget', '/assets/'],
  ['inbox', '/inbox/assets/'],
])('assets of the %s', (of, path) => {
  it('are kept for ever under the hash they were built with', async () => {
    expect(assets(of).length).toBeGreaterThan(0);
    for (const name of assets(of)) {
      const answer = await get(path + name);
      expect([answer.statusCode, answer.headers['cache-control']]).toEqual([200, IMMUTABLE]);
    }
  });

  it('from before a deploy are answered with today’s, which nobody may keep', async () => {
    const hashed = assets(of).find((name) => /-[A-Za-z0-9_-]{8}\.js$/.test(name)) ?? '';
    const old = hashed.replace(/-[A-Za-z0-9_-]{8}\.js$/, '-OLDhash0.js');
    const [today, answer] = [await get(path + hashed), await get(path + old)];
    expect([answer.statusCode, answer.headers['cache-control']]).toEqual([200, 'no-store']);
    expect(answer.headers['content-type']).toBe(today.headers['content-type']);
    expect(answer.body).toBe(today.body);
  });

  it.each([
    '../widget.js',
    '..%2fwidget.js',
    '..%2f..%2fpackage.json',
    '%2e%2e%2f%2e%2e%2fpackage.json',
    '..%5c..%5cpackage.json',
    '....//package.json',
    '%00',
    'x%00.js',
    'package.json',
    '.hidden-12345678.js',
    'no-such-part-12345678.js',
    `${'a'.repeat(5_000)}-12345678.js`,
    '__proto__',
  ])('do not lead out: %s', async (name) => {
    const { statusCode, body } = await get(path + name);
    // A path that the URL itself shortens may end at another public page; it is never a file of ours.
    if (statusCode === 200) expect(body).toMatch(/<!doctype html>|data-site/i);
    else expect([400, 404, 414]).toContain(statusCode);
    expect(body).not.toMatch(/"(private|dependencies)"/);
  });
});

describe('the inbox', () => {
  it.each(['/inbox', '/inbox/', '/inbox/conversations/7', '/inbox/setup'])(
    '%s is its page, under its policy',
    async (path) => {
      const { statusCode, headers } = await get(path);
      expect(statusCode).toBe(200);
      expect(headers['content-type']).toMatch('text/html');
      const policy = String(headers['content-security-policy']);
      for (const rule of [
        "default-src 'none'",
        "script-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "require-trusted-types-for 'script'",
      ]) {
        expect(policy).toContain(rule);
      }
      expect(policy).not.toMatch(/unsafe|\*/);
    },
  );

  it('holds no script and no style of its own in the page', async () => {
    const { body } = await get('/inbox');
    expect(body).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\bon[a-z]+=|%BASE%/i);
  });
});

describe('every answer', () => {
  const paths = [
    '/health',
    '/ready',
    '/metrics',
    '/widget.js',
    '/inbox',
    '/assets/none',
    '/api/session',
    '/sites/none/start',
    '/nowhere',
    '/api/sites/1',
  ];

  it.each(paths)('of %s says how a browser is to treat it', async (path) => {
    const { headers } = await get(path);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
    });
    expect(String(headers['content-security-policy'])).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
    expect(headers).not.toHaveProperty('x-powered-by');
  });

  it.each(['/api/session', '/nowhere', '/sites/none/start'])(
    'that is an error, as of %s, is not kept',
    async (path) => {
      expect((await get(path)).headers['cache-control']).toBe('no-store');
    },
  );

  it('with an operator’s data is not open to other pages', async () => {
    for (const path of ['/api/session', '/inbox', '/api/sites/1']) {
      expect((await get(path, { origin: TEST_ORIGIN })).headers).not.toHaveProperty('access-control-allow-origin');
    }
  });

  it('for players’ pages is open to them, and carries no permission for cookies', async () => {
    const site = await createSite(db);
    for (const path of ['/widget.js', `/sites/${site.key}/start`]) {
      const { headers } = await get(path, { origin: TEST_ORIGIN });
      expect(headers['access-control-allow-origin']).toBe('*');
      expect(headers).not.toHaveProperty('access-control-allow-credentials');
    }
  });
});

describe('what a stranger types', () => {
  const odd = ['\0', 'a\0b', '\ud800', '\u202e', '%', "'; drop table sites; --", '𝕏'.repeat(20), '../../etc'];

  it('into an address is never an error of ours', async () => {
    for (const text of [
      ...odd.filter((one) => one.isWellFormed()).map(encodeURIComponent),
      '%00',
      '%ff',
      '%',
      '%e0%a4%a',
    ]) {
      for (const path of [
        `/sites/${text}/start`,
        `/api/sites/${text}`,
        `/assets/${text}`,
        `/inbox/${text}`,
        `/${text}`,
        `/sites/x/start?locale=${text}`,
      ]) {
        expect((await get(path)).statusCode, path).toBeLessThan(500);
      }
    }
  });

  it('into a form is never an error of ours', async () => {
    const forms: [string, (text: string) => object][] = [
      ['/api/session', (text) => ({ email: text, password: text })],
      ['/api/setup/check', (text) => ({ token: text })],
      [
        '/api/setup/administrator',
        (text) => ({ token: text, name: text, email: 'a@brand.example', password: text.repeat(50) }),
      ],
      ['/api/sites', (text) => ({ name: text, key: text, languages: [text], defaultLanguage: text, origins: [text] })],
    ];
    for (const [url, form] of forms) {
      for (const text of odd) {
        const { statusCode } = await relay.app.inject({ method: 'POST', url, payload: form(text) });
        expect(statusCode, `${url} ${JSON.stringify(text)}`).toBeLessThan(500);
      }
    }
  });
});
