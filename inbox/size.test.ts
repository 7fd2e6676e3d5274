/** What an operator's browser loads before the inbox works: the page, its script, its styles, the words of one language. */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { LANGUAGES } from './locale/languages.ts';

const FIRST_LOAD_MAX_BYTES = 80_000;
const LOCALES = new URL('../shared/locales/', import.meta.url);
const dist = resolve(import.meta.dirname, 'dist');

test.skipIf(!existsSync(dist))('the first load is at most 80 kB, compressed', async () => {
  const html = await readFile(resolve(dist, 'index.html'), 'utf8');
  const named = [...html.matchAll(/%BASE%inbox\/assets\/([\w.-]+)/g)].map((match) => match[1] ?? '');
  expect(named.length).toBeGreaterThanOrEqual(2);
  let bytes = gzipSync(html).length + Math.max(...(await sizesOfWords()));
  for (const name of named) bytes += await sizeOf(name);
  expect(bytes).toBeLessThanOrEqual(FIRST_LOAD_MAX_BYTES);
});

test.skipIf(!existsSync(dist))('every language is two files of its own, and none is in the script', async () => {
  for (const kind of ['words', 'late-words'] as const)
    expect(await sizesOfWords(kind)).toHaveLength(Object.keys(LANGUAGES).length);
  const html = await readFile(resolve(dist, 'index.html'), 'utf8');
  const [, script = ''] = /assets\/([\w-]+\.js)/.exec(html) ?? [];
  const text = await readFile(resolve(dist, 'assets', script), 'utf8');
  for (const language of Object.keys(LANGUAGES)) {
    for (const [file, word] of [
      ['inbox.json', 'offline.text'],
      ['inbox-pages.json', 'setup.noLink.text'],
    ] as const) {
      const words = JSON.parse(await readFile(new URL(`${language}/${file}`, LOCALES), 'utf8'));
      expect(text).not.toContain(words[word]);
    }
  }
});

test.skipIf(!existsSync(dist))(
  'every asset has its compressed twins, and no schema library is among them',
  async () => {
    const assets = resolve(dist, 'assets');
    const names = await readdir(assets);
    for (const name of names.filter((each) => /\.(js|css)$/.test(each))) {
      expect(names).toEqual(expect.arrayContaining([`${name}.br`, `${name}.gz`]));
      expect(await readFile(resolve(assets, name), 'utf8')).not.toMatch(/ZodError|\$ZodType/);
    }
  },
);

async function sizesOfWords(kind: 'words' | 'late-words' = 'words'): Promise<number[]> {
  const names = await readdir(resolve(dist, 'assets'));
  return Promise.all(names.filter((name) => name.startsWith(`${kind}-`) && name.endsWith('.js')).map(sizeOf));
}

async function sizeOf(name: string): Promise<number> {
  return (await readFile(resolve(dist, 'assets', `${name}.gz`))).length;
}
