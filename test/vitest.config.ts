/**
 * How tests run: in projects, so that what measures a browser's time or hears its sound has the machine to itself, and
 * what mostly waits runs a few files at a time (see test/run.ts).
 * A failing test is never repeated: one that fails now and then is a defect of the product or of the test.
 */
import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

const root = resolve(import.meta.dirname, '..');
const ignored = ['**/node_modules/**', '**/dist/**', 'data/**'];

const common = {
  root,
  testTimeout: 20_000,
  hookTimeout: 60_000,
  retry: 0,
  pool: 'forks',
  globalSetup: resolve(import.meta.dirname, 'support/global-setup.ts'),
} as const;

/** They run one after the other, and nothing beside them. */
const MEASURED = ['first-tap', 'host-page', 'inbox-alerts', 'inbox-lists-busy', 'inbox-thread-long'].map(
  (name) => `test/browser/${name}.test.ts`,
);

const oxc = { jsx: { runtime: 'automatic', importSource: 'preact' } } as const;

export default defineConfig({
  root,
  test: {
    reporters: ['default', resolve(import.meta.dirname, 'support/reporter.ts')],
    projects: [
      {
        oxc,
        test: {
          ...common,
          name: 'parts',
          include: ['**/*.test.{ts,tsx}'],
          exclude: [...ignored, 'test/browser/**', 'test/webdriver/**', 'test/lines/**', 'test/faults/**'],
        },
      },
      { oxc, test: { ...common, name: 'faults', include: ['test/faults/**/*.test.ts'], exclude: ignored } },
      { oxc, test: { ...common, name: 'lines', include: ['test/lines/**/*.test.ts'], exclude: ignored } },
      {
        oxc,
        test: {
          ...common,
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          exclude: [...ignored, ...MEASURED],
        },
      },
      // No tests: what people look at. See `npm run pictures`.
      { oxc, test: { ...common, name: 'pictures', include: ['test/pictures/*.tour.ts'], exclude: ignored } },
      { oxc, test: { ...common, name: 'measured', include: MEASURED, exclude: ignored, fileParallelism: false } },
      {
        oxc,
        test: {
          ...common,
          name: 'webdriver',
          include: ['test/webdriver/**/*.test.ts'],
          exclude: ignored,
          fileParallelism: false,
        },
      },
    ],
  },
});
