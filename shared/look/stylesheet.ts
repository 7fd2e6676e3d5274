/**
 * Puts the tokens into the stylesheets of one front end while they are built. `var(--s2)` becomes `8px`; the
 * declaration `--theme: light` becomes the custom properties of that theme, and only those that a stylesheet of this
 * front end really uses. A name that is neither a token nor the front end's own fails the build.
 */
import type { Plugin } from 'postcss';
import { COLOURS, FIXED_COLOURS, FONTS, MOTION, RADII, SHADOWS, SPACE, TYPE } from './tokens.ts';

type FrontEnd = {
  /** Text in rem follows the browser's own setting; in somebody else's page a rem may be anything. */
  type: 'rem' | 'px';
  /** The texts of all its stylesheets. */
  sheets: string[];
  /** Colours that its script sets, by name. */
  painted?: string[];
};

const NAME = /var\(--([\w-]+)\)/g;
const DECLARED = /(?<![\w-])--([\w-]+)\s*:/g;
const ROOT_PX = 16;

export function look({ type, sheets, painted = [] }: FrontEnd): Plugin {
  const fixed = fixedValues(type);
  const written = (value: string): string =>
    value.replace(NAME, (whole, name) => (fixed.has(name) ? written(fixed.get(name) ?? '') : whole));
  const own = new Set([...painted, ...sheets.flatMap((sheet) => namesIn(sheet, DECLARED))]);
  const used = new Set(sheets.flatMap((sheet) => namesIn(written(sheet), NAME)));
  const colours = Object.entries(COLOURS).filter(([name]) => used.has(name) && !own.has(name));
  const theme = (which: string) =>
    colours.map(([name, [light, dark]]) => ({ prop: `--${name}`, value: which === 'dark' ? dark : light }));
  return {
    postcssPlugin: 'look',
    Once(root) {
      root.walkDecls((declaration) => {
        if (declaration.prop === '--theme') {
          declaration.replaceWith(...theme(declaration.value).map((each) => declaration.clone(each)));
          return;
        }
        declaration.value = written(declaration.value);
        for (const name of namesIn(declaration.value, NAME)) {
          if (!own.has(name) && !Object.hasOwn(COLOURS, name)) throw declaration.error(`--${name} is no token`);
        }
      });
    },
  };
}

function fixedValues(type: FrontEnd['type']): Map<string, string> {
  const text = (px: number) => (type === 'rem' ? `${px / ROOT_PX}rem` : `${px}px`);
  return new Map<string, string>([
    ...Object.entries(TYPE).map(([name, px]) => [name, text(px)] as const),
    ...Object.entries({ ...SPACE, ...RADII }).map(([name, px]) => [name, `${px}px`] as const),
    ...Object.entries({ ...MOTION, ...FONTS, ...SHADOWS, ...FIXED_COLOURS }),
  ]);
}

function namesIn(sheet: string, pattern: RegExp): string[] {
  return [...sheet.matchAll(pattern)].map(([, name = '']) => name);
}
