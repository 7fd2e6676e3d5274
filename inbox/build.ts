/**
 * Builds the inbox: `node inbox/build.ts` → `dist/index.html`, `dist/assets/*-HASH.{js,css}`, and `.br` and `.gz`
 * beside each asset, so that the relay compresses nothing. The page works under any prefix and at any depth of
 * path without a `<base>` (which its own CSP forbids): the relay replaces `%BASE%` by the way back to the prefix.
 * `dist/stage.js` is the script of another page, the frame beside the settings, and shares nothing with these.
 */
import { globSync, readFileSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { look } from '@touchline/shared/look/stylesheet.ts';
import { build } from 'vite';

const root = import.meta.dirname;
const dist = resolve(root, 'dist');
const WORDS: Record<string, string> = {
  'inbox.json': 'words',
  'inbox-pages.json': 'late-words',
  'inbox-floor.json': 'office-words-floor',
  'inbox-keeping.json': 'office-words-keeping',
  'inbox-people.json': 'office-words-people',
  'inbox-reports.json': 'office-words-reports',
  'inbox-settings.json': 'office-words-settings',
  'widget.json': 'player-words',
};
const sheets = globSync('{*,*/*}.css', { cwd: root, exclude: ['dist/**'] });

await build({
  root,
  configFile: false,
  logLevel: 'warn',
  base: './',
  json: { namedExports: false },
  css: {
    postcss: {
      plugins: [look({ type: 'rem', sheets: sheets.map((file) => readFileSync(resolve(root, file), 'utf8')) })],
    },
  },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: dist,
    emptyOutDir: true,
    target: 'es2023',
    // Its polyfill would be an inline script, which the CSP refuses.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        chunkFileNames: ({ facadeModuleId }) => `assets/${nameOf(facadeModuleId)}-[hash].js`,
        // What comes first comes in one file: cut by what late parts share with it, it would compress worse.
        codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] },
      },
    },
  },
});

await build({
  root,
  configFile: false,
  logLevel: 'warn',
  build: {
    outDir: dist,
    emptyOutDir: false,
    target: 'es2023',
    lib: {
      entry: resolve(root, 'settings/preview/stage.ts'),
      formats: ['iife'],
      name: 'stage',
      fileName: () => 'stage.js',
    },
  },
});

await pointAtTheBase();
await compress(resolve(dist, 'assets'));

/** The files of words would all be called after `inbox.json`, and what several parts share after one of its modules. */
function nameOf(module: string | null): string {
  if (!module) return 'common';
  if (!module.endsWith('.json')) return '[name]';
  return `${WORDS[basename(module)]}-${basename(dirname(module))}`;
}

async function pointAtTheBase(): Promise<void> {
  const file = resolve(dist, 'index.html');
  const html = await readFile(file, 'utf8');
  const pointed = html.replaceAll(/(src|href)="\.\/assets\//g, '$1="%BASE%inbox/assets/');
  if (pointed === html || pointed.includes('"./')) throw new Error('index.html names no assets, or some we missed');
  await writeFile(file, pointed);
}

async function compress(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const file = resolve(folder, name);
    const bytes = await readFile(file);
    const quality = {
      params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
    };
    await writeFile(`${file}.br`, brotliCompressSync(bytes, quality));
    await writeFile(`${file}.gz`, gzipSync(bytes, { level: 9 }));
  }
}
