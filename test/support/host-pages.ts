/** Pages of brands that are not our example, on one origin: whatever markup and headers a test wants to see the chat on. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll } from 'vitest';
import { SITE_KEY } from './stage.ts';

export type HostPages = Awaited<ReturnType<typeof startHostPages>>;

type HostPage = { body: string; headers: Record<string, string> };

export async function startHostPages() {
  const pages = new Map<string, HostPage>();
  const server = createServer((request, response) => {
    const page = pages.get((request.url ?? '').split('?')[0] ?? '');
    response.writeHead(page ? 200 : 404, { 'content-type': 'text/html; charset=utf-8', ...page?.headers });
    response.end(page?.body);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const url = `http://localhost:${port}`;

  return {
    url,
    /** Returns the page's address. */
    serve(path: string, body: string, headers: Record<string, string> = {}): string {
      pages.set(path, { body: `<!doctype html>${body}`, headers });
      return `${url}${path}`;
    },
  };
}

/** As the inbox tells a site's owner to paste it. `more`: further attributes. */
export function scriptTag(relayUrl: string, more = '', site = SITE_KEY): string {
  return `<script async src="${relayUrl}/widget.js" data-site="${site}" ${more}></script>`;
}

export function pageWith(tag: string, body = '<h1>A page</h1>'): string {
  return `<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>A page</title><body>${body}${tag}</body></html>`;
}
