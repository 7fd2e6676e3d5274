/** The check of a page for the chat: what it says of real pages, and that it opens nothing else. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PageFinding } from '@touchline/shared/page-check.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startHostPages } from './support/host-pages.ts';
import { createTestDatabase } from './support/postgres.ts';
import { createSite, startTestRelay, type TestRelay } from './support/relay.ts';
import { settingsDesk } from './support/settings-desk.ts';

const { db } = await createTestDatabase();
const pages = await startHostPages();
let relay: TestRelay;
let outside: TestRelay;
beforeAll(async () => {
  relay = await startTestRelay(db);
  outside = await startTestRelay(db, { isTrial: false });
});
afterAll(() => Promise.all([relay.close(), outside.close()]));

async function begin({ at = relay, origins = [pages.url] } = {}) {
  const site = await createSite(db, { origins });
  const owner = await settingsDesk(db, at.url, site);
  return {
    tag: `<script async src="${at.url}/widget.js" data-site="${site.key}"></script>`,
    check: async (url: string) =>
      (await owner.ask<{ findings: PageFinding[] }>('POST', 'page-check', { url })).findings,
    owner,
  };
}

describe('a page of the site', () => {
  it('with the tag as it is given out is good', async () => {
    const { check, tag } = await begin();
    expect(await check(pages.serve('/good', tag))).toEqual([
      { kind: 'reached', level: 'good' },
      { kind: 'tag-found', level: 'good' },
    ]);
  });

  it('whose header lets nothing through says which line, and what belongs in it', async () => {
    const { check, tag } = await begin();
    const url = pages.serve('/strict', tag, { 'content-security-policy': "default-src 'self'" });
    const findings = await check(url);
    expect(findings).toContainEqual({
      kind: 'csp-script',
      level: 'wrong',
      found: "default-src 'self'",
      expected: `script-src ${relay.url}`,
    });
  });

  it.each([
    ['that is not there', '/nothing', 'status'],
    ['that is not of this site', 'https://elsewhere.example/', 'origin-not-listed'],
  ])('%s', async (_, path, kind) => {
    const { check } = await begin();
    const url = path.startsWith('/') ? pages.url + path : path;
    expect(await check(url)).toEqual([expect.objectContaining({ kind, level: 'wrong' })]);
  });

  it('that leads elsewhere is followed as far as the site goes', async () => {
    const target = await startServer((response) => response.writeHead(302, { location: 'http://127.0.0.1:1/x' }).end());
    const { check, tag } = await begin({ origins: [pages.url, target] });
    expect(await check(target)).toEqual([
      { kind: 'redirected', level: 'warning', found: 'http://127.0.0.1:1/x' },
      { kind: 'origin-not-listed', level: 'wrong', found: 'http://127.0.0.1:1' },
    ]);
    const round = await startServer((response) => response.writeHead(301, { location: '/again' }).end());
    const other = await begin({ origins: [round] });
    expect((await other.check(round)).at(-1)).toEqual({ kind: 'not-reached', level: 'wrong', found: '5 redirects' });
    const good = await startServer((response) => response.writeHead(302, { location: pages.serve('/in', tag) }).end());
    const follows = await begin({ origins: [pages.url, good] });
    expect((await follows.check(good)).map(({ kind }) => kind)).toEqual(['redirected', 'reached', 'wrong-site']);
  });

  it('that is no page, or does not end, is said to be so', async () => {
    const json = await startServer((response) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}'),
    );
    const { check } = await begin({ origins: [json] });
    expect(await check(json)).toEqual([{ kind: 'not-html', level: 'wrong', found: 'application/json' }]);
    const cut = await startServer((response) => {
      response.writeHead(200, { 'content-type': 'text/html', 'content-length': '1000' });
      response.write('<p>');
      setImmediate(() => response.destroy());
    });
    const other = await begin({ origins: [cut] });
    expect(await other.check(cut)).toEqual([expect.objectContaining({ kind: 'not-reached' })]);
    const gone = await begin({ origins: ['http://127.0.0.1:1'] });
    expect(await gone.check('http://127.0.0.1:1/')).toEqual([
      { kind: 'not-reached', level: 'wrong', found: 'ECONNREFUSED' },
    ]);
  });
});

describe('an installation that is not tried out on one machine opens nothing that only its own network reaches', () => {
  it.each([
    'http://127.0.0.1',
    'http://localhost',
    'http://[::1]',
    'http://169.254.169.254',
    'http://10.0.0.1',
    'http://0x7f.1',
  ])('%s', async (host) => {
    const { port } = new URL(pages.url);
    const url = `${host}:${port}/`;
    const { check } = await begin({ at: outside, origins: [new URL(url).origin] });
    expect(await check(url)).toEqual([
      { kind: 'not-reached', level: 'wrong', found: expect.stringContaining('is not a public address') },
    ]);
  });

  it('the check fails where it is taken for a trial: the page is read', async () => {
    const { check } = await begin();
    expect(await check(pages.serve('/inside', '<p>'))).toContainEqual({ kind: 'reached', level: 'good' });
  });
});

async function startServer(answer: (response: import('node:http').ServerResponse) => void): Promise<string> {
  const server = createServer((_, response) => answer(response));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  afterAll(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
