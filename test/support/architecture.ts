/**
 * The house rules that a machine can check, as pure functions over source files. Each returns sentences, one for every
 * offence, so that a failing test names the file and says what is wrong with it.
 */
import { importsOf, resolveImport, type Source } from './imports.ts';

const LONGEST_LINES = 300;
const MEDIAN_LINES = 80;

/** Folders and files that may stand at the top, besides those that begin with a dot. */
const TOP_LEVEL = [
  ...['shared', 'widget', 'relay', 'inbox', 'examples', 'test'],
  ...['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'LICENSE'],
  ...['package.json', 'pnpm-workspace.yaml', 'pnpm-lock.yaml', 'tsconfig.base.json', 'biome.json'],
];

export function wrongSizes(sources: Source[]): string[] {
  const sizes = sources.map(({ path, text }) => ({ path, lines: text.trimEnd().split('\n').length }));
  const long = sizes.filter(({ lines }) => lines > LONGEST_LINES);
  const ours = sizes.filter(({ path }) => !isTest(path)).sort((a, b) => a.lines - b.lines);
  const median = ours[Math.floor(ours.length / 2)]?.lines ?? 0;
  return [
    ...long.map(({ path, lines }) => `${path} has ${lines} lines, more than ${LONGEST_LINES}`),
    ...(median > MEDIAN_LINES
      ? [`half of all files have ${median} lines or more, the median may be ${MEDIAN_LINES}`]
      : []),
  ];
}

export function wrongNames(paths: string[]): string[] {
  return paths.flatMap((path) => {
    const parts = path.split('/');
    const name = parts.at(-1) ?? '';
    if (parts.includes('src')) return [`${path} lies in a src/ folder`];
    if (!/\.(tsx?|css)$/.test(name)) return [];
    if (/^utils?\./.test(name)) return [`${path} is named after nothing`];
    if (/^index\.tsx?$/.test(name)) return [`${path} is a barrel`];
    return parts.every((part) => /^\.?[a-z0-9]+([-.][a-z0-9]+)*$/.test(part)) ? [] : [`${path} is not in kebab-case`];
  });
}

export function wrongTopLevel(paths: string[]): string[] {
  const names = new Set(paths.map((path) => path.split('/')[0] ?? '').filter((name) => !name.startsWith('.')));
  return [
    ...[...names].filter((name) => !TOP_LEVEL.includes(name)).map((name) => `${name} may not stand at the top level`),
    ...TOP_LEVEL.filter((name) => !names.has(name)).map((name) => `${name} is missing at the top level`),
  ];
}

/** Words that may appear only where a rule's `allowed` says so; comments do not count. */
const FORBIDDEN: { word: RegExp; where: RegExp; allowed: RegExp; why: string }[] = [
  {
    word: /\bDate\.now\(/,
    where: /./,
    allowed: /^(shared\/clock\.ts$|test\/|examples\/)|\.test\.tsx?$/,
    why: 'asks the time without the clock (Date.now)',
  },
  {
    word: /\bprocess\.env\b/,
    where: /./,
    // The one in the inbox is a sample that it shows to the site's developers, as text.
    allowed: /^(relay\/config\.ts$|inbox\/setup\/signing\.ts$|test\/|examples\/)|\.test\.tsx?$/,
    why: 'reads process.env outside relay/config.ts',
  },
  ...[
    'dangerouslySetInnerHTML',
    '.innerHTML',
    '.outerHTML',
    'insertAdjacentHTML',
    'document.write',
    'eval(',
    'new Function(',
  ].map((text) => ({
    word: new RegExp(`${/^\w/.test(text) ? '\\b' : ''}${RegExp.escape(text)}`),
    where: /^(widget|inbox|shared|relay)\//,
    allowed: /\.test\.tsx?$/,
    why: `lets text become markup or code (${text})`,
  })),
];

export function forbiddenWords(sources: Source[]): string[] {
  return sources.flatMap(({ path, text }) => {
    const code = withoutComments(text);
    return FORBIDDEN.filter(
      ({ where, allowed, word }) => where.test(path) && !allowed.test(path) && word.test(code),
    ).map(({ why }) => `${path} ${why}`);
  });
}

/** Every circle of imports once, from its first file on; imports of types count, because they tie files all the same. */
export function importCycles(sources: Source[]): string[] {
  const known = new Map(sources.map((source) => [source.path, source]));
  const finished = new Set<string>();
  const cycles: string[] = [];
  const visit = (path: string, trail: string[]) => {
    if (trail.includes(path)) {
      cycles.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
      return;
    }
    const source = known.get(path);
    if (!source || finished.has(path)) return;
    for (const { from } of importsOf(source.text)) visit(resolveImport(path, from), [...trail, path]);
    finished.add(path);
  };
  for (const { path } of sources) visit(path, []);
  return cycles;
}

export function isTest(path: string): boolean {
  return path.startsWith('test/') || /\.test\.tsx?$/.test(path);
}

/** Also leaves `https://` alone: only a `//` after white space opens a comment here. */
function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');
}
