/** What an operator's browser loads before the inbox works: the page, its script, its styles. */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';

const FIRST_LOAD_MAX_BYTES = 80_000;
const dist = resolve(import.meta.dirname, 'dist');

test.skipIf(!existsSync(dist))('the first load is at most 80 kB, compressed', async () => {
  const html = await readFile(resolve(dist, 'index.html'), 'utf8');
  const named = [...html.matchAll(/%BASE%inbox\/assets\/([\w.-]+)/g)].map((match) => match[1] ?? '');
  expect(named.length).toBeGreaterThanOrEqual(2);
  let bytes = gzipSync(html).length;
  for (const name of named) bytes += (await readFile(resolve(dist, 'assets', `${name}.gz`))).length;
  expect(bytes).toBeLessThanOrEqual(FIRST_LOAD_MAX_BYTES);
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
