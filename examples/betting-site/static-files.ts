import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { escapeText } from './html.ts';
import { contentSecurityPolicy, type Reply, replies, socketOrigin } from './reply.ts';
import type { Settings } from './settings.ts';

export interface StaticFiles {
  reply(path: string): Reply | undefined;
}

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/**
 * The site's own files and the three small examples beside it. All are read once: a request only looks a name up, so no path
 * can lead out of the folder. The examples say `https://RELAY`, `KEY` and `NONCE`, which become real when they are served.
 */
export function readStaticFiles(settings: Settings): StaticFiles {
  const assets = new URL('public/', import.meta.url);
  const files = new Map(
    readdirSync(assets).map((name) => [
      `/assets/${name}`,
      { type: types[extname(name)] ?? 'text/plain', body: readFileSync(new URL(name, assets)) },
    ]),
  );
  const icon = files.get('/assets/mark.svg');
  if (icon) files.set('/favicon.ico', icon);
  const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
  const scriptTag = read('script-tag.html');
  const strictCsp = read('strict-csp.html');
  const spa = read('single-page-app/index.html');
  for (const name of ['app.js', 'chat.js', 'app.css'])
    files.set(`/spa/${name}`, {
      type: types[extname(name)] ?? 'text/plain',
      body: readFileSync(new URL(`../single-page-app/${name}`, import.meta.url)),
    });
  const csp = contentSecurityPolicy(settings);

  return {
    reply(path) {
      const file = files.get(path);
      if (file) return replies.file(file.type, file.body);
      if (path === '/script-tag.html') return replies.document(fill(scriptTag, settings), csp);
      // Its policy is in the page itself; only frame-ancestors has to be a header.
      if (path === '/strict-csp.html') return replies.document(fill(strictCsp, settings), "frame-ancestors 'none'");
      // Every address of the app is the same document; the app reads the address itself.
      if (path === '/spa' || path.startsWith('/spa/')) return replies.document(fill(spa, settings), csp);
      return undefined;
    },
  };
}

function fill(page: string, { chatUrl, chatSite }: Settings): string {
  const nonce = randomBytes(16).toString('base64');
  const { origin } = new URL(chatUrl);
  return page
    .replaceAll('wss://RELAY', () => socketOrigin(origin))
    .replaceAll(/https:\/\/RELAY(?=\/)/g, () => escapeText(chatUrl))
    .replaceAll('https://RELAY', () => origin)
    .replaceAll(/\bKEY\b/g, () => escapeText(chatSite))
    .replaceAll(/\bNONCE\b/g, () => nonce);
}
