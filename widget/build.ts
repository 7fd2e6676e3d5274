/**
 * Builds the widget: `node widget/build.ts`.
 *
 *     dist/widget.js                the launcher: a classic script, because that is what a script tag loads
 *     dist/assets/client-HASH.js    a module: the player's side without a screen, all that an idle page fetches
 *     dist/assets/polling-HASH.js   a module: long polling, fetched where no WebSocket passes
 *     dist/assets/panel-HASH.js     a module: the screen, fetched on intent
 *     dist/assets/later-HASH.js     a module: what shows and sends messages, fetched by the panel at once but not waited for
 *     dist/assets/PART-HASH.js      modules: what many players never need, each fetched with the first thing that needs it
 *                                   (parts.tsx names those that are drawn; README.md has all of them, with their sizes)
 *     dist/assets/widget-more-HASH.js  modules: the words of these, one for each language
 *     dist/assets/all-HASH.css      the styles as a file, for browsers without constructed stylesheets
 *
 * In this order each can name the one before by its hash. Beside each file stand
 * its `.gz` and `.br`, because the relay sends files and does not compress.
 */
import { globSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, parse, resolve } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { look } from '@touchline/shared/look/stylesheet.ts';
import { build, type InlineConfig, type Plugin } from 'vite';

const here = import.meta.dirname;
export const DIST = resolve(here, 'dist');

/**
 * The oldest browsers that chat are Chrome and Edge 86, Safari 14 and Firefox 78, and all of ES2020 is in them. By
 * their names, the compiler would rewrite every `?.` because of corner cases that we have none of: a tenth of the size.
 */
const BROWSERS = 'es2020';
const HASHED = 'assets/[name]-[hash][extname]';
const CSS_BROWSERS = ['chrome86', 'edge86', 'safari14', 'firefox78'];
const LOOK = look({
  type: 'px',
  sheets: globSync('{*,styles/*}.css', { cwd: here }).map((file) => readFileSync(resolve(here, file), 'utf8')),
  painted: ['accent'],
});

if (import.meta.main) await buildWidget();

export async function buildWidget() {
  rmSync(DIST, { recursive: true, force: true });
  const style = await buildStyle();
  const polling = await buildModule('polling.ts', {}, []);
  const client = await buildModule('client.ts', {}, [external('./polling.ts', polling)]);
  const panel = await buildModule('panel.tsx', { STYLE: style }, [external('./client.ts', client)]);
  await buildLauncher({ CLIENT: client, PANEL: panel });
  const assets = readdirSync(resolve(DIST, 'assets')).map((name) => `assets/${name}`);
  for (const file of ['widget.js', ...assets]) compress(resolve(DIST, file));
}

async function buildStyle(): Promise<string> {
  const output = await bundle({
    build: { rolldownOptions: { input: resolve(here, 'all.css'), output: { assetFileNames: HASHED } } },
  });
  // A stylesheet as an entry leaves an empty script behind.
  for (const { fileName } of output) if (fileName.endsWith('.js')) rmSync(resolve(DIST, fileName));
  return nameOf(output.find(({ fileName }) => fileName.endsWith('.css')));
}

/** Returns the entry's hashed name. */
async function buildModule(entry: string, names: Record<string, string>, plugins: Plugin[]): Promise<string> {
  const output = await bundle({
    define: quoted(names),
    plugins,
    build: {
      // Chunks may import from the entry: without a shared chunk there is one request less.
      rolldownOptions: {
        preserveEntrySignatures: 'allow-extension',
        // Constants as numbers where they are used, and no table of which nothing is left.
        optimization: { inlineConst: { mode: 'all' } },
        treeshake: { propertyReadSideEffects: false },
        output: { chunkFileNames: 'assets/[name]-[hash].js', minify: true, comments: false },
      },
      lib: { entry: resolve(here, entry), formats: ['es'], fileName: () => `assets/${parse(entry).name}-[hash].js` },
    },
  });
  return nameOf(output.find(({ isEntry }) => isEntry));
}

/**
 * Imports what was built before. Apart, because a module that both use would else go whole into the client, and what
 * only the panel, or polling, needs of it would be loaded by idle pages.
 */
function external(module: string, file: string): Plugin {
  return {
    name: `external ${module}`,
    enforce: 'pre',
    resolveId: (source) => (source === module ? { id: `./${basename(file)}`, external: true } : null),
  };
}

async function buildLauncher(names: Record<string, string>) {
  await bundle({
    define: quoted(names),
    build: {
      rolldownOptions: { optimization: { inlineConst: { mode: 'all' } } },
      lib: { entry: resolve(here, 'loader.ts'), formats: ['iife'], name: 'touchline', fileName: () => 'widget.js' },
    },
  });
}

/** Scripts are built as libraries: the application format would add a loader of its own. */
async function bundle({ build: options, ...config }: InlineConfig) {
  const result = await build({
    configFile: false,
    root: here,
    logLevel: 'warn',
    publicDir: false,
    css: { postcss: { plugins: [LOOK] } },
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact', pure: false } },
    ...config,
    build: { outDir: DIST, emptyOutDir: false, target: BROWSERS, cssTarget: CSS_BROWSERS, minify: true, ...options },
  });
  const { output } = (Array.isArray(result) ? result[0] : result) as {
    output: { fileName: string; isEntry?: boolean }[];
  };
  return output;
}

function nameOf(file: { fileName: string } | undefined): string {
  if (!file) throw new Error('the build left nothing behind');
  return file.fileName;
}

function quoted(names: Record<string, string>) {
  return Object.fromEntries(Object.entries(names).map(([name, value]) => [name, JSON.stringify(value)]));
}

function compress(file: string) {
  const bytes = readFileSync(file);
  writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
  writeFileSync(`${file}.br`, brotliCompressSync(bytes));
}
