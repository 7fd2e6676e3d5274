import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoPlayers, type Player } from './players.ts';
import { startSite } from './site-fixture.ts';
import { languageCodes } from './words.ts';

let site: Awaited<ReturnType<typeof startSite>>;

beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site.close());

describe.each(languageCodes)('in %s', (language) => {
  test.each(['', 'login', 'help', 'account'])('the page /%s has its language and no word is missing', async (path) => {
    const cookie = await site.logIn('alena');
    const response = await site.get(`/${language}/${path}`, { cookie });
    const text = await response.text();
    expect(response.status).toBe(200);
    expect(text).toContain(`<html lang="${language}"`);
    expect(text).toContain(`data-locale="${language}"`);
    expect(text).not.toMatch(/undefined|\{\{|\[object/);
  });
});

test('the language is in the path, or asked for, or the browser’s', async () => {
  expect((await site.get('/?lang=az')).headers.get('location')).toBe('/az/');
  expect((await site.get('/help?lang=pl')).headers.get('location')).toBe('/pl/help');
  expect((await site.get('/', { 'accept-language': 'fr, be-BY;q=0.8, en;q=0.5' })).headers.get('location')).toBe(
    '/be/',
  );
  expect((await site.get('/', { 'accept-language': 'fr' })).headers.get('location')).toBe('/en/');
  expect((await site.get('/be')).headers.get('location')).toBe('/be/');
});

test('an unknown address is a page of its own', async () => {
  for (const path of ['/be/nothing', '/nothing', '/be/account/more', '/assets/../server.ts', '//', '/assets/'])
    expect((await site.get(path)).status).toBe(404);
});

test('a hostile name stays text', async () => {
  const name = `"><img src=x onerror="alert(1)">'</title><script>alert(2)</script>`;
  const hostile: Player = { ...(demoPlayers[0] as Player), id: `"x='`, name };
  const other = await startSite({}, [hostile]);
  for (const path of ['/en/login', '/en/account']) {
    const text = await (await other.get(path, { cookie: await other.logIn(hostile.id) })).text();
    expect(text).toContain('&#34;&#62;&#60;img src=x onerror=&#34;alert(1)&#34;&#62;&#39;');
    expect(text).not.toContain('<img src=x');
    expect(text).not.toContain('<script>alert');
    expect(text).not.toContain(`"x='`);
  }
  await other.close();
});

test('the policy allows the site and the relay, and nothing unsafe', async () => {
  for (const path of ['/en/', '/be/account', '/en/nothing', '/script-tag.html', '/spa/']) {
    const policy = (await site.get(path)).headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self' https://chat.example.com;");
    expect(policy).toContain("connect-src 'self' https://chat.example.com wss://chat.example.com;");
    expect(policy).toContain("img-src 'self' https://chat.example.com;");
    expect(policy).not.toContain('unsafe');
  }
});

test('pages obey that policy: no inline script, no inline style', async () => {
  const cookie = await site.logIn('alena');
  for (const path of ['/en/', '/en/account', '/en/login', '/en/help', '/spa/', '/script-tag.html']) {
    const text = await (await site.get(path, { cookie })).text();
    expect(text).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)/i);
  }
});

test('a form is led to a page, and logging in twice ends the first session', async () => {
  const html = { accept: 'text/html' };
  const login = await site.post('/login', { player: 'minh', language: 'vi' }, html);
  expect([login.status, login.headers.get('location')]).toEqual([303, '/vi/account']);
  const [setCookie = ''] = login.headers.getSetCookie();
  expect(setCookie).toMatch(/; HttpOnly; SameSite=Lax$/);
  const cookie = setCookie.split(';')[0] ?? '';
  const again = await site.post('/login', { player: 'piotr' }, { cookie });
  expect(again.status).toBe(204);
  expect((await site.get('/identity', { cookie })).status).toBe(401);
  const logout = await site.post('/logout', { language: 'pl' }, html);
  expect([logout.status, logout.headers.get('location')]).toEqual([303, '/pl/']);
});

test('unknown players, other sites, other methods and long forms are refused', async () => {
  expect((await site.post('/login', { player: 'nobody' })).status).toBe(400);
  expect((await site.post('/login', { player: 'alena' }, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  expect((await site.post('/login', { player: 'a'.repeat(5000) })).status).toBe(413);
  expect((await site.post('/identity')).status).toBe(404);
});
