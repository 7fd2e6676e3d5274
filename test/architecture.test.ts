import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { forbiddenWords, importCycles, wrongNames, wrongSizes, wrongTopLevel } from './support/architecture.ts';
import { wrongImports, zodInWidget } from './support/import-rules.ts';
import { importsOf, readSources, repositoryFiles } from './support/imports.ts';

const root = resolve(import.meta.dirname, '..');
const paths = repositoryFiles(root);
const sources = readSources(root, paths);

describe('this repository', () => {
  it('has small files', () => expect(wrongSizes(sources)).toEqual([]));
  it('names files after what they hold', () => expect(wrongNames(paths)).toEqual([]));
  it('has nothing but its rooms at the top level', () => expect(wrongTopLevel(paths)).toEqual([]));
  it('imports only in the drawn directions', () => expect(wrongImports(sources)).toEqual([]));
  it('keeps zod out of the widget', () => expect(zodInWidget(sources)).toEqual([]));
  it('has no import cycles', () => expect(importCycles(sources)).toEqual([]));
  it('asks clock and settings where they live, and never makes markup of text', () =>
    expect(forbiddenWords(sources)).toEqual([]));
});

describe('positive controls: each rule finds its offender', () => {
  const file = (path: string, text = '') => ({ path, text });
  const lines = (count: number) => 'x\n'.repeat(count);

  it('sizes', () => {
    expect(wrongSizes([file('relay/a.ts', lines(300)), file('relay/b.ts', lines(10)), file('c.ts', '')])).toEqual([]);
    expect(wrongSizes([file('test/a.ts', lines(301)), file('relay/b.ts', lines(81))])).toEqual([
      'test/a.ts has 301 lines, more than 300',
      'half of all files have 81 lines or more, the median may be 80',
    ]);
  });

  it.each([
    ['relay/src/app.ts', 'src/'],
    ['shared/utils.ts', 'named after nothing'],
    ['inbox/queue/index.tsx', 'barrel'],
    ['widget/ChatWindow.tsx', 'kebab-case'],
    ['relay/convo_store.ts', 'kebab-case'],
  ])('names: %s', (path, why) => {
    expect(wrongNames([path])).toEqual([expect.stringContaining(why)]);
  });

  it('names: what is right stays unnamed', () => {
    expect(wrongNames(['relay/post-office.test.ts', '.ci/run', 'shared/locales/pt-BR/widget.json'])).toEqual([]);
  });

  it('top level', () => {
    expect(wrongTopLevel(['docs/a.md', '.editorconfig'])).toContain('docs may not stand at the top level');
    expect(wrongTopLevel([])).toContain('README.md is missing at the top level');
  });

  it.each([
    ['widget/app.tsx', '@touchline/relay/app.ts', 'widget may not import relay'],
    ['inbox/api.ts', '@touchline/widget/app.tsx', 'inbox may not import widget'],
    ['shared/wire.ts', '../relay/app.ts', 'shared may not import relay'],
    ['shared/wire.ts', 'node:fs', 'browsers'],
    ['examples/betting-site/site.ts', '@touchline/shared/wire.ts', 'examples may not import shared'],
    ['relay/app.ts', '../test/support/postgres.ts', 'nothing imports tests'],
    ['relay/app.ts', './app.test.ts', 'nothing imports tests'],
    ['relay/platform/bus.ts', '../sites/store.ts', 'the platform knows no feature'],
    ['relay/platform/bus.ts', '../realtime/session.ts', 'the platform knows no feature and no realtime'],
    ['relay/realtime/session.ts', '../conversations/store.ts', 'realtime carries frames'],
    ['relay/conversations/frames.ts', '../doors/player.ts', 'only the app opens doors'],
    ['relay/sites/store.ts', '../operators/store.ts', 'sites may not know operators'],
    ['relay/sites/store.ts', '../app.ts', 'sites may not know process'],
    ['relay/sites/store.ts', '../config.ts', 'given their settings'],
    ['relay/conversations/log.ts', '../operators/store.ts', 'only the types of operators'],
    ['relay/conversations/log.ts', '../realtime/fanout.ts', 'conversations may not know realtime'],
    ['relay/translation/job.ts', '../help/store.ts', 'translation may not know help'],
  ])('imports: %s ─► %s', (path, from, why) => {
    expect(wrongImports([file(path, `import { a } from '${from}';`)])).toEqual([expect.stringContaining(why)]);
  });

  it.each([
    ['widget/app.tsx', '@touchline/shared/client/outbox.ts'],
    ['relay/server.ts', './app.ts'],
    ['relay/app.ts', './routing/queue.ts'],
    ['relay/routing/queue.ts', '../conversations/store.ts'],
    ['relay/doors/player.ts', '../conversations/frames.ts'],
    ['relay/doors/player.ts', '../realtime/session.ts'],
    ['relay/platform/postgres.ts', '../config.ts'],
    ['relay/sites/store.test.ts', '../../test/support/postgres.ts'],
  ])('imports: %s ─► %s is as drawn', (path, from) => {
    expect(wrongImports([file(path, `import { a } from '${from}';`)])).toEqual([]);
  });

  it('imports: types of operators may be known to conversations', () => {
    const text = `import type { Operator } from '../operators/store.ts';\nimport { type A, type B } from '../operators/store.ts';`;
    expect(wrongImports([file('relay/conversations/log.ts', text)])).toEqual([]);
  });

  it('zod in the widget, at any distance, but not as a type', () => {
    const schema = file('shared/up.ts', `import { z } from 'zod';`);
    const direct = file('widget/app.tsx', `import { up } from '@touchline/shared/up.ts';`);
    const typed = file('widget/app.tsx', `import type { Up } from '@touchline/shared/up.ts';`);
    expect(zodInWidget([schema, direct])).toEqual(['widget/app.tsx → shared/up.ts → zod']);
    expect(zodInWidget([schema, typed])).toEqual([]);
  });

  it('cycles', () => {
    const ring = [
      file('relay/a.ts', `import { b } from './b.ts';`),
      file('relay/b.ts', `export * from './c.ts';`),
      file('relay/c.ts', `const a = await import('./a.ts');`),
    ];
    expect(importCycles(ring)).toEqual(['relay/a.ts → relay/b.ts → relay/c.ts → relay/a.ts']);
    expect(importCycles(ring.slice(0, 2))).toEqual([]);
  });

  it.each([
    ['relay/app.ts', 'const t = Date.now();', 'Date.now'],
    ['relay/app.ts', 'const p = process.env.PORT;', 'process.env'],
    ['widget/app.tsx', '<p dangerouslySetInnerHTML={x} />', 'dangerouslySetInnerHTML'],
    ['widget/app.tsx', 'node.innerHTML = x;', '.innerHTML'],
    ['inbox/main.tsx', `node.insertAdjacentHTML('beforeend', x);`, 'insertAdjacentHTML'],
    ['inbox/main.tsx', 'document.write(x);', 'document.write'],
    ['shared/words.ts', 'eval(x);', 'eval('],
    ['relay/app.ts', `new Function('x');`, 'new Function('],
  ])('words: %s with %s', (path, text, word) => {
    expect(forbiddenWords([file(path, text)])).toEqual([expect.stringContaining(word)]);
  });

  it('words: the clock, the settings, tests and comments may', () => {
    const allowed = [
      file('shared/clock.ts', 'Date.now()'),
      file('relay/config.ts', 'process.env'),
      file('test/run.ts', 'process.env; Date.now()'),
      file('relay/app.ts', '// never Date.now()\n/** no process.env */\nretrieval(x);'),
    ];
    expect(forbiddenWords(allowed)).toEqual([]);
  });

  it('imports are read in every form', () => {
    const text = `import a from './a.ts';\nimport {\n  type B,\n  c,\n} from "./b.ts";\nimport './d.css?inline';\nexport { e } from './e.ts';\nconst f = () => import('./f.ts');`;
    expect(importsOf(text).map(({ from, typeOnly }) => `${from} ${typeOnly}`)).toEqual([
      './a.ts false',
      './b.ts false',
      './d.css?inline false',
      './e.ts false',
      './f.ts false',
    ]);
  });
});
