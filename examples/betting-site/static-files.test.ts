import { expect, test } from 'vitest';
import { startSite } from './site-fixture.ts';

test('the examples get the relay, the key and a fresh nonce', async () => {
  const site = await startSite({ CHAT_URL: 'http://localhost:4000/', CHAT_SITE: 'pk_"1"' });
  const page = async (path: string) => (await site.get(path)).text();

  const tag =
    '<script async src="http://localhost:4000/widget.js" data-site="pk_&#34;1&#34;" data-locale="en"></script>';
  expect(await page('/script-tag.html')).toContain(tag);

  const strict = await page('/strict-csp.html');
  expect(strict).toContain(tag);
  expect(strict).toContain("connect-src 'self' http://localhost:4000 ws://localhost:4000;");
  expect(strict).not.toMatch(/RELAY|NONCE|KEY/);
  const nonces = [...strict.matchAll(/nonce(?:-|=")([\w+/=]{24})/g)].map(([, nonce]) => nonce);
  expect(nonces).toHaveLength(2);
  expect(new Set(nonces).size).toBe(1);
  expect(await page('/strict-csp.html')).not.toContain(nonces[0]);

  for (const path of ['/spa', '/spa/', '/spa/account', '/spa/quiet'])
    expect(await page(path)).toContain('<meta name="touchline" content="http://localhost:4000/widget.js"');
  await site.close();
});

test('scripts and styles have their types', async () => {
  const site = await startSite();
  const type = async (path: string) => (await site.get(path)).headers.get('content-type');
  expect(await type('/assets/chat.js')).toBe('text/javascript; charset=utf-8');
  expect(await type('/assets/base.css')).toBe('text/css; charset=utf-8');
  expect(await type('/assets/mark.svg')).toBe('image/svg+xml');
  expect(await type('/spa/app.js')).toBe('text/javascript; charset=utf-8');
  await site.close();
});
