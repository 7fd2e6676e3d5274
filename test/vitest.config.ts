/**
 * How tests run: in projects, so that browsers, which need the machine to themselves, run one file at a time, and
 * faults, which measure time and mostly wait, a few (see test/run.ts).
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
      ...['browser', 'webdriver'].map((name) => ({
        oxc,
        test: { ...common, name, include: [`test/${name}/**/*.test.ts`], exclude: ignored, fileParallelism: false },
      })),
    ],
  },
});
