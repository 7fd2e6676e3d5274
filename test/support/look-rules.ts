/**
 * What a stylesheet of the inbox or the panel may not say: a colour, a size of text, a distance, a corner, a shadow or
 * a time that is no token of shared/look. Pure functions over source files; each returns sentences, one per offence.
 */
import { type Declaration, parse } from 'postcss';
import type { Source } from './imports.ts';

type Rule = { of: RegExp; allowed: RegExp; why: string };

const token = (names: string) => `var\\(--(?:${names})\\)`;
const SPACE = token('s\\d+|finger');
/** Sums of distances, with what only the browser or a script knows. A hairline makes up for a border. */
const SUM = `calc\\((?:[\\s()+*/-]|-?\\d+(?![\\w.%])|var\\(--[\\w-]+\\)|env\\([\\w-]+\\))+\\)`;
const DISTANCE = `(?:0|auto|-?1px|\\d+(?:%|vh)|${SPACE}|env\\([\\w-]+\\)|${SUM})`;
const CORNER = `(?:0|50%|${token('r\\d')})`;
const THEME_FREE = /^(?:-webkit-)?mask/;
const COLOUR =
  /#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color|light-dark)\(|(?<!-)\b(?:white|black|red|green|blue|gray|grey|silver|yellow|orange)\b/i;

const RULES: Rule[] = [
  { of: /^font-size$/, allowed: new RegExp(`^(?:0|inherit|${token('f\\d')})$`), why: 'no size of the scale' },
  { of: /^font$/, allowed: new RegExp(`^(?:inherit|${token('f\\d')} .+)$`), why: 'no size of the scale' },
  {
    of: /^(?:padding|margin|(?:row-|column-)?gap)/,
    allowed: new RegExp(`^${DISTANCE}(?: ${DISTANCE})*$`),
    why: 'no distance of the scale',
  },
  { of: /radius$/, allowed: new RegExp(`^${CORNER}(?: ${CORNER})*$`), why: 'no corner of ours' },
  {
    of: /shadow$/,
    allowed: new RegExp(`^(?:none|${token('shadow[\\w-]*')}|0 0 0 1px ${token('[\\w-]+')})$`),
    why: 'no shadow of ours',
  },
  // A bar that runs out takes as long as what it counts.
  { of: /^(?:animation|transition)/, allowed: /^(?:(?!.*[\d.]m?s\b)|run-out |\d+s$)/, why: 'no time of ours' },
];

export function strangersIn(sheets: Source[]): string[] {
  return sheets.flatMap(({ path, text }) => {
    const found: string[] = [];
    parse(text).walkDecls((declaration) => {
      const why = refuse(declaration);
      if (why) found.push(`${path}: ${declaration.prop}: ${declaration.value} is ${why}`);
    });
    return found;
  });
}

function refuse({ prop, value }: Declaration): string | undefined {
  const plain = value.replace(/\s+/g, ' ');
  if (COLOUR.test(plain) && !THEME_FREE.test(prop)) return 'no colour of ours';
  return RULES.find(({ of, allowed }) => of.test(prop) && !allowed.test(plain))?.why;
}

/** Colours in scripts: only black and white, which are nobody's, and what shared/look names. */
export function paintIn(scripts: Source[]): string[] {
  return scripts.flatMap(({ path, text }) =>
    [...text.matchAll(/(?<=['"`:, (])(?<!\/\/.*)#(?:[0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})\b/gi)]
      .map(([colour]) => colour.toLowerCase())
      .filter((colour) => !['#fff', '#000'].includes(colour))
      .map((colour) => `${path} paints with ${colour}`),
  );
}

/** Tokens that no stylesheet asks for. */
export function unusedTokens(names: string[], texts: string[]): string[] {
  return names.filter((name) => !texts.some((text) => text.includes(`var(--${name})`)));
}
