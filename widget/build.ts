/**
 * Builds the widget: `node widget/build.ts`.
 *
 *     dist/widget.js                the launcher: a classic script, because that is what a script tag loads
 *     dist/assets/panel-HASH.js     modules, fetched on intent; an idle page fetches `client` alone
 *     dist/assets/client-HASH.js
 *     dist/assets/widget-HASH.css   the panel's sheet as a file too, for browsers without constructed stylesheets
 *
 * Panel and client come first, so that their hashed names can be written into the launcher. Beside each file stand
 * its `.gz` and `.br`, because the relay sends files and does not compress.
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build, type InlineConfig } from 'vite';

const here = import.meta.dirname;
const locales = resolve(here, '../shared/locales');
export const DIST = resolve(here, 'dist');

/** The oldest browsers that chat: what `supported()` of script-tag.ts lets pass. */
const BROWSERS = ['chrome86', 'edge86', 'safari14', 'firefox78'];
/** The launcher must parse in older ones, to show them the contact line; `import()` is its newest syntax. */
const LAUNCHER_BROWSERS = 'es2020';

const common: InlineConfig = {
  configFile: false,
  root: here,
  logLevel: 'warn',
  publicDir: false,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
};

if (import.meta.main) await buildWidget();

export async function buildWidget() {
  rmSync(DIST, { recursive: true, force: true });
  await buildModules();
  const files = readdirSync(resolve(DIST, 'assets'));
  const named = (name: string) => `assets/${files.find((file) => file.startsWith(name))}`;
  await buildLauncher({
    PANEL: named('panel-'),
    CLIENT: named('client-'),
    STYLE: named('widget-'),
    LAUNCHER_LABELS: launcherLabels(),
  });
  for (const file of [...files.map((name) => `assets/${name}`), 'widget.js']) compress(resolve(DIST, file));
}

async function buildModules() {
  const result = await build({
    ...common,
    base: './',
    build: {
      outDir: DIST,
      emptyOutDir: false,
      target: BROWSERS,
      modulePreload: false,
      rolldownOptions: {
        input: {
          panel: resolve(here, 'panel.ts'),
          client: resolve(here, 'client.ts'),
          widget: resolve(here, 'widget.css'),
        },
        preserveEntrySignatures: 'strict',
        output: {
          format: 'es',
          entryFileNames: 'assets/[name]-[hash].js',
          chunkFileNames: 'assets/[name]-[hash].js',
          assetFileNames: 'assets/[name]-[hash][extname]',
        },
      },
    },
  });
  if (!('output' in result)) throw new Error('the build told nothing of its output');
  // A stylesheet as an entry leaves an empty script behind.
  for (const { fileName } of result.output) if (/widget-.*\.js$/.test(fileName)) rmSync(resolve(DIST, fileName));
}

/** As a library: the application format would add a loader of its own. */
async function buildLauncher(names: Record<string, unknown>) {
  const define = Object.fromEntries(Object.entries(names).map(([name, value]) => [name, JSON.stringify(value)]));
  await build({
    ...common,
    define,
    build: {
      outDir: DIST,
      emptyOutDir: false,
      target: LAUNCHER_BROWSERS,
      lib: { entry: resolve(here, 'loader.ts'), formats: ['iife'], name: 'touchline', fileName: () => 'widget.js' },
    },
  });
}

/** The launcher's own two words in every language: it stands before any other has been fetched. */
function launcherLabels(): Record<string, string> {
  return Object.fromEntries(
    readdirSync(locales).map((locale) => {
      const words = JSON.parse(readFileSync(resolve(locales, locale, 'widget.json'), 'utf8'));
      return [locale, words['launcher.label']];
    }),
  );
}

function compress(file: string) {
  const bytes = readFileSync(file);
  writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
  writeFileSync(`${file}.br`, brotliCompressSync(bytes));
}
