/** What every adapter holds to, against a server that speaks the service's shape over real HTTP. */
import { gzipSync } from 'node:zlib';
import { fakeClock } from '@touchline/shared/clock-fake.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { until } from '../../test/support/conditions.ts';
import {
  answersWith,
  floods,
  hangs,
  replyWith,
  resets,
  type Script,
  stalls,
  startTranslationServer,
} from '../../test/support/translation-server.ts';
import { createDeepL } from './deepl.ts';
import { createLibreTranslate } from './libretranslate.ts';
import { type FailureKind, type Provider, ProviderFailure } from './provider.ts';

const KEY = 'hunter2-hunter2';
const SECRET = 'my doctor says';
const server = await startTranslationServer();
const elsewhere = await startTranslationServer();
const { url } = server;

const deepl = () => createDeepL({ name: 'deepl', kind: 'deepl', key: KEY, url, variants: [] });
const libre = () =>
  createLibreTranslate({ name: 'own', kind: 'libretranslate', key: KEY, url, pairs: ['en-es'] }, fakeClock());

afterEach(() => {
  server.forget();
  elsewhere.forget();
});

function ask(provider: Provider, texts = [`${SECRET} no`, 'two'], signal = AbortSignal.timeout(10_000)) {
  return provider.translate({ texts, source: 'en', target: 'es', signal });
}

async function failureOf(answer: Promise<unknown>): Promise<ProviderFailure> {
  const error = await answer.then(
    () => 'no failure at all',
    (failure: unknown) => failure,
  );
  expect(error).toBeInstanceOf(ProviderFailure);
  return error as ProviderFailure;
}

describe.each([
  ['DeepL', deepl],
  ['LibreTranslate', libre],
])('%s', (_, create) => {
  it('answers one text for each, in order, with one request', async () => {
    expect(await ask(create())).toEqual([`${SECRET.toUpperCase()} NO`, 'TWO']);
    expect(server.asked).toHaveLength(1);
    expect(await ask(create(), ['one'])).toEqual(['ONE']);
  });

  it('never repeats a request by itself, and says when it may be repeated', async () => {
    server.will(replyWith(429, '{}', { 'retry-after': '7' }));
    const provider = create();
    expect(await failureOf(ask(provider))).toMatchObject({ kind: 'retryable', retryAfterMs: 7_000 });
    expect(server.asked).toHaveLength(1);
    expect(await ask(provider, ['two'])).toEqual(['TWO']);
  });

  it('reads a moment by the server’s own clock, and believes at most an hour', async () => {
    const date = 'Sun, 22 Nov 2026 10:00:00 GMT';
    server.will(replyWith(503, '', { date, 'retry-after': 'Sun, 22 Nov 2026 10:00:09 GMT' }));
    expect(await failureOf(ask(create()))).toMatchObject({ retryAfterMs: 9_000 });
    server.will(replyWith(503, '', { 'retry-after': '9999999' }));
    expect(await failureOf(ask(create()))).toMatchObject({ retryAfterMs: 3_600_000 });
    server.will(replyWith(503, '', { 'retry-after': 'soon' }));
    expect((await failureOf(ask(create()))).retryAfterMs).toBeUndefined();
  });

  const page = '<!doctype html><title>502</title>';
  const failures: [string, FailureKind, Script][] = [
    ['456', 'quota', replyWith(456, `{"message": "Quota exceeded by ${KEY}"}`)],
    ['401', 'auth', replyWith(401, '{}')],
    ['403', 'auth', replyWith(403, `{"error": "Invalid API key ${KEY}"}`)],
    ['400', 'refused', replyWith(400, `{"error": "Cannot translate ${SECRET}"}`)],
    ['413', 'refused', replyWith(413, '')],
    ['404', 'retryable', replyWith(404, page)],
    ['500', 'retryable', replyWith(500, `{"error": "Cannot translate text: ${SECRET}"}`)],
    ['504', 'retryable', replyWith(504, '')],
    ['529', 'retryable', replyWith(529, '')],
    ['a page of HTML', 'retryable', replyWith(200, page, { 'content-type': 'text/html' })],
    ['no JSON', 'retryable', replyWith(200, `${SECRET}`)],
    ['nothing', 'retryable', replyWith(200, '')],
    ['null', 'retryable', replyWith(200, 'null')],
    ['other JSON', 'retryable', replyWith(200, '{"text": ["a", "b"]}')],
    ['numbers for texts', 'retryable', replyWith(200, '{"translations": [{"text": 1}], "translatedText": [1, 2]}')],
    ['an empty text', 'retryable', answersWith(['uno', ''])],
    ['a blank text', 'retryable', answersWith([' \n', 'dos'])],
    ['a word without end', 'retryable', answersWith(['uno', 'dos '.repeat(60)])],
    ['a text too few', 'retryable', answersWith(['uno'])],
    ['a text too many', 'retryable', answersWith(['uno', 'dos', 'tres'])],
    ['an answer without an end', 'retryable', floods],
    ['a little that unpacks to much', 'retryable', bomb],
    ['a connection that is reset', 'retryable', resets],
    ['a redirect', 'retryable', replyWith(307, '', { location: `${elsewhere.url}/translate` })],
  ];

  it.each(failures)('%s is %s, told without texts and keys', async (_what, kind, script) => {
    server.will(script);
    const failure = await failureOf(ask(create()));
    expect(failure.kind).toBe(kind);
    expect(`${failure.message} ${failure.stack} ${String(failure.cause)}`).not.toMatch(/hunter2|doctor/);
    expect(elsewhere.asked).toEqual([]);
  });

  it.each([
    ['nobody answers', hangs],
    ['an answer stops half-way', stalls],
  ])('%s: ends when it is told to, and hangs up', async (_what, script) => {
    server.will(script);
    const limit = new AbortController();
    const answer = failureOf(ask(create(), ['one'], limit.signal));
    await until('the server was asked', () => server.asked.length === 1);
    limit.abort();
    expect(await answer).toMatchObject({ kind: 'retryable', message: 'no answer in time' });
    await until('the server noticed', () => server.aborted() === 1);
  });

  it('a flood is cut off', async () => {
    server.will(floods);
    expect((await failureOf(ask(create()))).message).toBe('the answer is too large');
    await until('the server noticed', () => server.aborted() === 1);
  });

  it('an empty text may stay empty', async () => {
    server.will(answersWith(['', 'dos']));
    expect(await ask(create(), ['', 'two'])).toEqual(['', 'dos']);
  });
});

it('a server that is not there is retryable', async () => {
  const gone = createDeepL({ name: 'deepl', kind: 'deepl', key: KEY, url: 'http://127.0.0.1:1', variants: [] });
  expect(await failureOf(ask(gone))).toMatchObject({
    kind: 'retryable',
    message: expect.stringContaining('no answer'),
  });
});

describe('DeepL’s shape', () => {
  const lastBody = () => server.asked.at(-1)?.body;

  it('names the source, asks politely, and sends the key in a header', async () => {
    await ask(deepl());
    expect(server.asked[0]).toMatchObject({
      method: 'POST',
      path: '/v2/translate',
      headers: { authorization: `DeepL-Auth-Key ${KEY}`, 'content-type': 'application/json' },
    });
    expect(lastBody()).toEqual({
      text: [`${SECRET} no`, 'two'],
      source_lang: 'EN',
      target_lang: 'ES',
      formality: 'prefer_more',
    });
  });

  it.each([
    ['en', [], 'EN-GB'],
    ['pt', [], 'PT-PT'],
    ['pt', ['en-US', 'pt-BR'], 'PT-BR'],
    ['be', [], 'BE'],
  ])('to %s with %j is %s', async (target, variants, expected) => {
    const provider = createDeepL({ name: 'deepl', kind: 'deepl', key: KEY, url, variants });
    await provider.translate({ texts: ['раз'], source: 'ru', target, signal: AbortSignal.timeout(10_000) });
    expect(lastBody()).toMatchObject({ source_lang: 'RU', target_lang: expected });
  });

  it('has the languages that it documents, or the pairs that are asked of it', () => {
    expect(deepl().supports('be', 'az')).toBe(true);
    expect(deepl().supports('be', 'tlh')).toBe(false);
    const limited = createDeepL({ name: 'd', kind: 'deepl', key: KEY, url, variants: [], pairs: ['be-ru'] });
    expect(limited.supports('be', 'ru')).toBe(true);
    expect(limited.supports('ru', 'be')).toBe(false);
  });
});

describe('LibreTranslate’s shape', () => {
  const create = (clock = fakeClock()) =>
    ({ clock, provider: createLibreTranslate({ name: 'own', kind: 'libretranslate', url }, clock) }) as const;

  it('names the source, and says text for one and a list for more', async () => {
    await ask(libre());
    expect(server.asked[0]).toMatchObject({ method: 'POST', path: '/translate' });
    const rest = { source: 'en', target: 'es', format: 'text', api_key: KEY };
    expect(server.asked[0]?.body).toEqual({ q: [`${SECRET} no`, 'two'], ...rest });
    await ask(libre(), ['two']);
    expect(server.asked[1]?.body).toEqual({ q: 'two', ...rest });
  });

  it('sends no key that it does not have', async () => {
    await ask(create().provider, ['two']);
    expect(server.asked[0]?.body).not.toHaveProperty('api_key');
  });

  it('may know everything until the server has said what it knows', async () => {
    server.speaks([
      { code: 'en', name: 'English', targets: ['en', 'es', 'pt-BR'] },
      { code: 'es', name: 'Spanish', targets: ['en'] },
      { code: 'pt-BR', name: 'Portuguese (Brazil)', targets: ['en'] },
    ]);
    const { provider } = create();
    expect(provider.supports('be', 'ru')).toBe(true);
    await until('it has asked', () => !provider.supports('be', 'ru'));
    expect(provider.supports('en', 'es')).toBe(true);
    expect(provider.supports('es', 'pt')).toBe(false);
    expect(provider.supports('en', 'pt')).toBe(true);
    await provider.translate({ texts: ['two'], source: 'en', target: 'pt', signal: AbortSignal.timeout(10_000) });
    expect(server.asked[0]?.body).toMatchObject({ source: 'en', target: 'pt-BR' });
  });

  it('asks again now and then, and believes what it heard last when nobody answers', async () => {
    server.speaks([{ code: 'en', targets: ['es'] }]);
    const { provider, clock } = create();
    await until('it has asked', () => !provider.supports('be', 'ru'));
    server.speaks('broken');
    clock.advance(600_000);
    for (const times of [2, 3]) {
      expect([provider.supports('en', 'es'), provider.supports('be', 'ru')]).toEqual([true, false]);
      await until('it has asked again, in vain', () => server.looks() >= times);
      clock.advance(10_000);
    }
    server.speaks([{ code: 'be', targets: ['ru'] }]);
    await until('it has asked again', () => {
      clock.advance(10_000);
      return provider.supports('be', 'ru');
    });
    expect(provider.supports('en', 'es')).toBe(false);
  });
});

function bomb(response: Parameters<Script>[0]): void {
  const packed = gzipSync(JSON.stringify({ translatedText: 'x'.repeat(8_000_000) }));
  response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end(packed);
}
