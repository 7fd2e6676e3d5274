/**
 * A translation service that does as it is told: speaks DeepL's and LibreTranslate's shape over real HTTP, and fails
 * in every way that a test can name. Without a script it answers each text in capitals.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll } from 'vitest';

export type Asked = { method: string; path: string; headers: IncomingMessage['headers']; body: unknown };
export type Script = (response: ServerResponse, asked: Asked) => void;

export async function startTranslationServer() {
  const asked: Asked[] = [];
  const scripts: Script[] = [];
  let languages: unknown = [];
  let aborted = 0;
  let looks = 0;
  const server = createServer(async (request, response) => {
    response.on('close', () => {
      if (!response.writableFinished) aborted += 1;
    });
    // A client that hangs up is what some tests are about.
    response.on('error', () => {});
    const chunks = await request.toArray();
    const body = chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString()) : undefined;
    const question: Asked = { method: request.method ?? '', path: request.url ?? '', headers: request.headers, body };
    if (question.path === '/languages') {
      looks += 1;
      return languages === 'broken' ? replyWith(500, '')(response, question) : json(response, languages);
    }
    asked.push(question);
    (scripts.shift() ?? inCapitals)(response, question);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  afterAll(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    /** One for each request to come, in order. */
    will: (...next: Script[]) => void scripts.push(...next),
    speaks(list: unknown): void {
      languages = list;
    },
    /** How often it was asked which languages it speaks. */
    looks: () => looks,
    /** Answers that the client did not wait for. */
    aborted: () => aborted,
    forget(): void {
      asked.length = 0;
      scripts.length = 0;
      aborted = 0;
      looks = 0;
    },
  };
}

/** The texts of a question, in either shape. */
export function textsOf(body: unknown): string[] {
  const { text, q } = body as { text?: string[]; q?: string | string[] };
  return text ?? [q ?? []].flat();
}

/** An answer in the shape of the question. */
export function answerTo({ body }: Asked, texts: string[]): unknown {
  const { q } = body as { q?: unknown };
  if (q === undefined) return { translations: texts.map((text) => ({ detected_source_language: 'EN', text })) };
  return { translatedText: Array.isArray(q) ? texts : texts[0] };
}

export const inCapitals: Script = (response, asked) =>
  json(
    response,
    answerTo(
      asked,
      textsOf(asked.body).map((text) => text.toUpperCase()),
    ),
  );
export const hangs: Script = () => {};
export const resets: Script = (response) => response.socket?.resetAndDestroy();
export const replyWith =
  (status: number, body: string, headers: Record<string, string> = {}): Script =>
  (response) =>
    response.writeHead(status, headers).end(body);
export const answersWith =
  (texts: string[]): Script =>
  (response, asked) =>
    json(response, answerTo(asked, texts));
/** An answer that does not end. */
export const floods: Script = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const more = () => {
    while (!response.destroyed && response.write('x'.repeat(65_536)));
    response.once('drain', more);
  };
  more();
};
/** Says that it will answer, and does not. */
export const stalls: Script = (response) =>
  void response.writeHead(200, { 'content-type': 'application/json' }).write('{"translations": [');

function json(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
