/**
 * The part of LibreTranslate's HTTP interface that a chat needs: `POST /translate` and `GET /languages`.
 * Texts only, no detection (`source` has to be named), no keys: it is meant for a machine of one's own.
 */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Engine } from './engine.ts';

const BODY_MAX_BYTES = 256 * 1024;
const TEXTS_MAX = 64;
const TEXT_MAX_LENGTH = 5_000;
/** Beyond them the sender is told to slow down, instead of waiting longer than it would. */
const TEXTS_AT_ONCE = 256;

type Answer = { status: number; body: unknown };

export function createLibreTranslate(engine: Engine): RequestListener {
  const languages = engine.languages();
  let underway = 0;

  async function translate(request: IncomingMessage): Promise<Answer> {
    const asked = await readJson(request);
    if (asked === 'too large') return refusal(413, `Invalid request: more than ${BODY_MAX_BYTES} bytes`);
    const { q, source, target } = asked;
    const texts: unknown[] = Array.isArray(q) ? q : [q];
    if (q === undefined) return refusal(400, 'Invalid request: missing q parameter');
    if (typeof source !== 'string') return refusal(400, 'Invalid request: missing source parameter');
    if (typeof target !== 'string') return refusal(400, 'Invalid request: missing target parameter');
    const targets = languages.get(source);
    if (!targets) return refusal(400, `${source} is not supported`);
    if (source !== target && !targets.includes(target)) {
      return refusal(400, `${target} is not available as a target language from ${source}`);
    }
    if (!texts.every((text) => typeof text === 'string')) return refusal(400, 'Invalid request: q must be text');
    const longest = Math.max(0, ...texts.map((text) => text.length));
    if (texts.length > TEXTS_MAX) return refusal(400, `Invalid request: more than ${TEXTS_MAX} texts`);
    if (longest > TEXT_MAX_LENGTH) {
      return refusal(400, `Invalid request: request (${longest}) exceeds text limit (${TEXT_MAX_LENGTH})`);
    }
    if (underway + texts.length > TEXTS_AT_ONCE) return refusal(429, 'Slowdown: too many texts at once');

    underway += texts.length;
    try {
      const translated = await Promise.all(texts.map((text) => engine.translate(text, source, target)));
      return { status: 200, body: { translatedText: Array.isArray(q) ? translated : translated[0] } };
    } catch (error) {
      return refusal(500, `Cannot translate text: ${(error as Error).message}`);
    } finally {
      underway -= texts.length;
    }
  }

  const answerTo = async (request: IncomingMessage): Promise<Answer> => {
    const path = request.url?.split('?')[0];
    if (path === '/translate' && request.method === 'POST') return translate(request);
    if (path === '/languages' && request.method === 'GET') return { status: 200, body: listed(languages) };
    return refusal(404, 'Not found');
  };
  return (request, response) =>
    void answerTo(request).then(
      (answer) => send(response, answer),
      // Whoever asked has gone in the middle of it.
      () => response.destroy(),
    );
}

function listed(languages: Map<string, string[]>) {
  const names = new Intl.DisplayNames('en', { type: 'language' });
  return [...languages].map(([code, targets]) => ({ code, name: names.of(code), targets }));
}

const refusal = (status: number, error: string): Answer => ({ status, body: { error } });

function send(response: ServerResponse, { status, body }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** What is not JSON, or not an object, has none of the parameters. */
async function readJson(request: IncomingMessage): Promise<Record<string, unknown> | 'too large'> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    // The rest is read and dropped: a connection that is closed instead would look like a failure of the network.
    if (bytes <= BODY_MAX_BYTES) chunks.push(chunk);
  }
  if (bytes > BODY_MAX_BYTES) return 'too large';
  try {
    return Object(JSON.parse(Buffer.concat(chunks).toString('utf8')));
  } catch {
    return {};
  }
}
