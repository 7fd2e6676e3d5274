import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { hasApertium } from '../../test/support/requirements.ts';
import { startTranslator, type TranslatorProcess } from '../../test/support/translator-process.ts';
import type { Engine } from './engine.ts';
import { createLibreTranslate } from './libretranslate.ts';
import { chainOf, installedPairs } from './pairs.ts';
import { createPipeline, type Pipeline } from './pipeline.ts';

describe('the interface of LibreTranslate', () => {
  let answer: Engine['translate'] = async (text) => text.toUpperCase();
  const engine: Engine = {
    languages: () =>
      new Map([
        ['be', ['ru']],
        ['ru', ['be']],
      ]),
    translate: (...asked) => answer(...asked),
    close: () => {},
  };
  const server = createServer(createLibreTranslate(engine));
  let url = '';
  beforeAll(async () => {
    await once(server.listen(0, '127.0.0.1'), 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => void server.close());

  const post = async (body: unknown) => {
    const response = await fetch(`${url}/translate`, { method: 'POST', body: JSON.stringify(body) });
    return [response.status, await response.json()];
  };

  it('lists the languages', async () => {
    expect(await (await fetch(`${url}/languages`)).json()).toEqual([
      { code: 'be', name: 'Belarusian', targets: ['ru'] },
      { code: 'ru', name: 'Russian', targets: ['be'] },
    ]);
  });

  it('translates a text, and a list', async () => {
    expect(await post({ q: 'a', source: 'be', target: 'ru', format: 'text' })).toEqual([200, { translatedText: 'A' }]);
    expect(await post({ q: ['a', 'b'], source: 'be', target: 'ru' })).toEqual([200, { translatedText: ['A', 'B'] }]);
    expect(await post({ q: [], source: 'be', target: 'ru' })).toEqual([200, { translatedText: [] }]);
  });

  it.each([
    [null, 400, /missing q/],
    [{ q: 'a', target: 'ru' }, 400, /missing source/],
    [{ q: 'a', source: 'be' }, 400, /missing target/],
    [{ q: 'a', source: 'auto', target: 'ru' }, 400, /auto is not supported/],
    [{ q: 'a', source: 'be', target: 'vi' }, 400, /vi is not available/],
    [{ q: [1], source: 'be', target: 'ru' }, 400, /must be text/],
    [{ q: 'a'.repeat(5_001), source: 'be', target: 'ru' }, 400, /exceeds text limit/],
    [{ q: Array(65).fill('a'), source: 'be', target: 'ru' }, 400, /more than 64 texts/],
    [{ q: 'a'.repeat(300_000), source: 'be', target: 'ru' }, 413, /more than 262144 bytes/],
  ])('refuses %j', async (body, status, sentence) => {
    expect(await post(body)).toEqual([status, { error: expect.stringMatching(sentence) }]);
  });

  it('says when the engine failed, and when too many ask', async () => {
    answer = async () => Promise.reject(new Error('no answer'));
    expect(await post({ q: 'a', source: 'be', target: 'ru' })).toEqual([
      500,
      { error: 'Cannot translate text: no answer' },
    ]);
    const waiting: (() => void)[] = [];
    answer = () => new Promise((resolve) => waiting.push(() => resolve('a')));
    const full = Array.from({ length: 4 }, () => post({ q: Array(64).fill('a'), source: 'be', target: 'ru' }));
    await expect.poll(() => waiting.length).toBe(256);
    expect((await post({ q: 'a', source: 'be', target: 'ru' }))[0]).toBe(429);
    for (const answered of waiting) answered();
    expect((await Promise.all(full)).map(([status]) => status)).toEqual([200, 200, 200, 200]);
  });

  it('survives somebody who goes in the middle of asking', async () => {
    const body = new ReadableStream({ start: (controller) => controller.error(new Error('gone')) });
    await expect(fetch(`${url}/translate`, { method: 'POST', body, duplex: 'half' } as RequestInit)).rejects.toThrow();
    expect((await fetch(`${url}/nowhere`)).status).toBe(404);
  });
});

describe('a pipeline', () => {
  let pipeline: Pipeline;
  afterEach(() => pipeline.close());

  it('gives back what its programs pass on', async () => {
    pipeline = createPipeline('cat', { timeoutMs: 10_000 });
    for (const text of ['a [b] {c} ^d$ /e @f <g> \\h', 'a\n\nb\tc * ~', '\0', 'сёння 😀', '']) {
      expect(await pipeline.translate(text)).toBe(text.replace('\0', ''));
    }
    const many = Array.from({ length: 200 }, (_, i) => `${i} `.repeat(i));
    expect(await Promise.all(many.map(pipeline.translate))).toEqual(many);
  });

  it.each([
    ['has died', 'head --bytes=1', 10_000, /ended in the middle/],
    ['does not answer in time', 'sleep 60', 300, /no answer within 300 ms/],
  ])('is started anew when it %s', async (_, first, timeoutMs, why) => {
    const folder = await mkdtemp(join(tmpdir(), 'touchline-pipeline-'));
    const flag = join(folder, 'second');
    pipeline = createPipeline(`if test -e ${flag}; then cat; else touch ${flag}; ${first}; fi`, { timeoutMs });
    await expect(pipeline.translate('a')).rejects.toThrow(why);
    expect(await pipeline.translate('b')).toBe('b');
    await rm(folder, { recursive: true });
  });
});

it('a mode loses the tagger that crashes, and marks of unknown words', () => {
  const mode = `lt-proc -w 'a' | cg-proc -w 'b.bin' | apertium-tagger -g $2 'c.prob' | lt-proc $1 'd'\n`;
  expect(chainOf(mode)).toBe(`lt-proc -z -w 'a' | cg-proc -z -1 -n -w 'b.bin' | lt-proc -z -n 'd'`);
  expect(installedPairs('/nowhere')).toEqual([]);
});

describe.skipIf(!hasApertium())('apertium', () => {
  let translator: TranslatorProcess;
  beforeAll(async () => {
    translator = await startTranslator();
  });
  afterAll(() => translator.stop());

  it('translates directly, through a language between, and not at all into the same one', async () => {
    expect(await translator.translate(['дзе мой вывад?'], 'be', 'ru')).toEqual(['где мой вывод?']);
    expect(await translator.translate(['я не ведаў'], 'be', 'uk')).toEqual([expect.stringContaining('не')]);
    expect(await translator.translate(['дзе'], 'be', 'be')).toEqual(['дзе']);
  });

  it('answers every sentence that the tagger crashes on', async () => {
    const sentences = ['Я не могу вывести деньги.', 'Мой депозит не прошёл, но банк списал деньги.', 'Матч перенесли.'];
    const answers = await translator.translate(sentences, 'ru', 'be');
    expect(answers.filter((answer) => answer.trim().length < 5)).toEqual([]);
  });

  it('leaves out no word that its rules do not know', async () => {
    const said = ['Ваш вывод одобрен, платёж отменён', 'Это запрещено', 'Ваш счёт закрыт'];
    const translated = await translator.translate(said, 'ru', 'be');
    for (const [i, word] of [/ухвален.*адмяніт/, /забаронен/, /закрыт/].entries()) expect(translated[i]).toMatch(word);
  });

  it('comes back on the same port after it was killed', async () => {
    await translator.kill();
    await expect(translator.translate(['да'], 'ru', 'be')).rejects.toThrow();
    await translator.start();
    expect(await translator.translate(['мой бонус'], 'ru', 'be')).toEqual(['мой бонус']);
  });
});
