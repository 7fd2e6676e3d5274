/** A real engine behind an HTTP server that spoils its answers as a test wants: what stands between us and a provider. */
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll } from 'vitest';
import { startTranslator } from './translator-process.ts';

export const TROUBLES = ['slow', 'killed', 'empty', 'drops a number', '429', '456', '503', 'HTML'] as const;
export type Trouble = (typeof TROUBLES)[number];

export const SLOW_MS = 2_000;

export async function startTroubledTranslator() {
  const engine = await startTranslator();
  let trouble: Trouble | null = null;
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray());
    const answer = await fetch(`${engine.url}${request.url}`, {
      method: request.method ?? 'GET',
      ...(body.length > 0 && { body, headers: { 'content-type': 'application/json' } }),
    }).catch(() => null);
    if (!answer) return response.destroy();
    if (request.url !== '/translate' || trouble === null) return pass(response, answer.status, await answer.text());
    await spoil(trouble, response, await answer.text());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  afterAll(async () => {
    server.closeAllConnections();
    server.close();
    await engine.stop();
  });

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async meet(next: Trouble | null): Promise<void> {
      if (next === 'killed') await engine.kill();
      if (trouble === 'killed' && next !== 'killed') await engine.start();
      trouble = next;
    },
  };
}

async function spoil(trouble: Trouble, response: ServerResponse, answer: string): Promise<void> {
  switch (trouble) {
    case 'slow':
      await new Promise((resolve) => setTimeout(resolve, SLOW_MS));
      return pass(response, 200, answer);
    case 'empty':
      return pass(
        response,
        200,
        changed(answer, () => ''),
      );
    case 'drops a number':
      return pass(
        response,
        200,
        changed(answer, (text) => text.replace(/XQ-\d+|\d+/, '')),
      );
    case 'HTML':
      response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Sign in to the network</h1>');
      return;
    case 'killed':
      response.destroy();
      return;
    default:
      return pass(response, Number(trouble), '{"error": "not now"}');
  }
}

function changed(answer: string, change: (text: string) => string): string {
  const { translatedText } = JSON.parse(answer) as { translatedText: string | string[] };
  return JSON.stringify({
    translatedText: Array.isArray(translatedText) ? translatedText.map(change) : change(translatedText),
  });
}

function pass(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(body);
}
