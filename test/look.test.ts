import { resolve } from 'node:path';
import * as tokens from '@touchline/shared/look/tokens.ts';
import { describe, expect, it } from 'vitest';
import { readSources, repositoryFiles } from './support/imports.ts';
import { paintIn, strangersIn, unusedTokens } from './support/look-rules.ts';

const root = resolve(import.meta.dirname, '..');
const ours = repositoryFiles(root).filter((path) => /^(inbox|widget)\//.test(path));
const sheets = readSources(root, ours, /\.css$/);
const scripts = readSources(root, ours, /(?<!\.test)\.tsx?$/);

describe('what both front ends look like', () => {
  it('is said in tokens, in every stylesheet', () => {
    expect(sheets.length).toBeGreaterThan(40);
    expect(strangersIn(sheets)).toEqual([]);
  });

  it('has six sizes of text at most', () => expect(Object.keys(tokens.TYPE).length).toBeLessThanOrEqual(6));

  it('has no colours in scripts', () => expect(paintIn(scripts)).toEqual([]));

  it('has no token that nobody uses', () => {
    const names = Object.values(tokens).flatMap((group) => Object.keys(group));
    const texts = [...sheets.map(({ text }) => text), ...Object.values(tokens.SHADOWS)];
    expect(unusedTokens(names, texts)).toEqual([]);
  });
});

describe('positive controls: each rule finds its offender', () => {
  const sheet = (declaration: string) => [{ path: 'inbox/a.css', text: `a { ${declaration}; }` }];

  it.each([
    ['color: #123456', 'no colour'],
    ['color: white', 'no colour'],
    ['background: color-mix(in srgb, #fff, var(--text))', 'no colour'],
    ['border: 1px solid rgb(0 0 0 / 0.1)', 'no colour'],
    ['--mine: oklch(0.6 0.1 200)', 'no colour'],
    ['font-size: 17px', 'no size'],
    ['font-size: 0.9em', 'no size'],
    ['font: 18px / 1.4 var(--font)', 'no size'],
    ['padding: 0 7px', 'no distance'],
    ['margin-inline-start: -3px', 'no distance'],
    ['gap: 0.5rem', 'no distance'],
    ['padding: calc(var(--s2) + 3px)', 'no distance'],
    ['border-radius: 5px', 'no corner'],
    ['box-shadow: 0 1px 2px var(--line)', 'no shadow'],
    ['transition: opacity 200ms', 'no time'],
  ])('%s', (declaration, why) => {
    expect(strangersIn(sheet(declaration))).toEqual([expect.stringContaining(why)]);
  });

  it.each([
    'color: var(--text)',
    'background: transparent',
    'mask: linear-gradient(#000 50%, #0000)',
    'font: var(--f1) / 18px var(--font)',
    'padding: calc(-1 * var(--s2)) var(--s0) 0 auto',
    'padding: env(safe-area-inset-top) calc(var(--finger) + var(--s3))',
    'border-radius: 50% var(--r1) 0',
    'box-shadow: 0 0 0 1px var(--warn)',
    'animation: appear var(--quick)',
  ])('%s is as it should be', (declaration) => expect(strangersIn(sheet(declaration))).toEqual([]));

  it('paint in a script', () => {
    const text = "const a = '#c5221f'; const b = `background:#0004`; const c = '#fff'; // see issue #1234";
    expect(paintIn([{ path: 'widget/a.ts', text }])).toEqual([
      'widget/a.ts paints with #c5221f',
      'widget/a.ts paints with #0004',
    ]);
  });

  it('a token that nobody uses', () => {
    expect(unusedTokens(['s1', 's2'], ['a { gap: var(--s1); }'])).toEqual(['s2']);
  });
});
