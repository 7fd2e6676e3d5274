import postcss from 'postcss';
import { expect, it } from 'vitest';
import { look } from './stylesheet.ts';

/** One stylesheet that is all a front end has. */
function built(css: string, more: { type?: 'rem' | 'px'; painted?: string[] } = {}): string {
  return postcss([look({ type: 'px', sheets: [css], ...more })]).process(css, { from: 'a.css' }).css;
}

it('writes what no theme changes as it is, in the unit of the front end', () => {
  expect(built('a { font: var(--f1) / 1.4 var(--mine, serif); margin: calc(-1 * var(--s2)) 0; }')).toBe(
    'a { font: 12px / 1.4 var(--mine, serif); margin: calc(-1 * 8px) 0; }',
  );
  expect(built('a { font-size: var(--f1); padding: var(--s1); }', { type: 'rem' })).toBe(
    'a { font-size: 0.75rem; padding: 4px; }',
  );
});

it('writes of each theme what is used, and nothing else, also where one token names another', () => {
  const css = ':root { --theme: light; } b { --theme: dark; } a { color: var(--soft); box-shadow: var(--shadow); }';
  const text = built(css);
  expect(text).toContain(':root { --soft: #565d67; --cast: rgb(15 20 25 / 0.16); }');
  expect(text).toContain('b { --soft: #a0a8b2; --cast: rgb(0 0 0 / 0.5); }');
  expect(text).toContain('a { color: var(--soft); box-shadow: 0 8px 28px var(--cast); }');
});

it('leaves alone what the front end declares, or paints by script', () => {
  const css = 'a { --theme: light; --on-accent: var(--white); color: var(--on-accent); background: var(--accent); }';
  expect(built(css, { painted: ['accent'] })).toBe(
    'a { --on-accent: #fff; color: var(--on-accent); background: var(--accent); }',
  );
});

it('fails on a name that is none', () => {
  expect(() => built('a { gap: var(--s9); }')).toThrow('a.css:1:5: --s9 is no token');
});
