/** The check of a page for the chat: what it says of real pages, and that it opens nothing else. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { findingsOf } from '@touchline/relay/page-check/findings.ts';
import type { PageFinding } from '@touchline/shared/page-check.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from './support/conditions.ts';
import { startHostPages } from './support/host-pages.ts';
import { createTestDatabase } from './support/postgres.ts';
import { createSite, startTestRelay, type TestRelay } from './support/relay.ts';
import { settingsDesk } from './support/settings-desk.ts';
import { watchStalls } from './support/stalls.ts';

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
    const other101 = await startServer((response) => {
      response.socket?.end('HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n');
    });
    const upgraded = await begin({ origins: [other101] });
    expect(await upgraded.check(other101)).toEqual([expect.objectContaining({ kind: 'not-reached' })]);
    const gone = await begin({ origins: ['http://127.0.0.1:1'] });
    expect(await gone.check('http://127.0.0.1:1/')).toEqual([
      { kind: 'not-reached', level: 'wrong', found: 'ECONNREFUSED' },
    ]);
  });
});

describe('a page that is written to harm', () => {
  /** A few kilobytes, of which the rules of HTML make `n` times `n` elements. */
  const heavy = (n: number) =>
    `<p>${Array.from({ length: n }, (_, i) => `<b a=${i}>`).join('')}</p>${'<p>x</p>'.repeat(n)}`;
  const STALLED_MS = 1_000;

  it('is given up, and nobody else waits for it', async () => {
    const { check } = await begin();
    const stalled = watchStalls();
    expect(await check(pages.serve('/heavy', heavy(4_000)))).toEqual([
      { kind: 'not-reached', level: 'wrong', found: 'its HTML takes too long to read' },
    ]);
    expect(stalled()).toBeLessThan(STALLED_MS);
    expect(await check(pages.serve('/light', '<p>'))).toContainEqual({ kind: 'reached', level: 'good' });
  });

  it('the check of that fails where the page is read in the midst of everything', async () => {
    const stalled = watchStalls();
    const address = new URL(pages.url);
    await Promise.resolve();
    findingsOf({ address, html: heavy(1_500), policies: [] }, { siteKey: 'a', base: pages.url });
    await until('the stall is seen', () => stalled() > STALLED_MS);
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
