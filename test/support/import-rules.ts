/**
 * Who may import whom:
 *
 *     widget ─► shared (never zod)     inbox ─► shared     examples ─► nothing of ours     test ─► everything
 *     relay:  server ─► app ─► features ─► platform ─► shared
 *                        └───► doors ─► features, realtime ─► platform
 *
 * A file of a higher row may import from a lower one, never the other way. Tests may import anything.
 */
import { isTest } from './architecture.ts';
import { importsOf, resolveImport, type Source } from './imports.ts';

/** The features that a feature may know; every other one may know only conversations. */
const FEATURE_KNOWS: Record<string, Record<string, 'all' | 'types'>> = {
  api: { audit: 'all', conversations: 'all', operators: 'all' },
  sites: {},
  contacts: { audit: 'all' },
  operators: { audit: 'all' },
  audit: {},
  presence: {},
  connection: {},
  languages: {},
  conversations: { contacts: 'all', operators: 'types', audit: 'all', languages: 'types' },
  translation: { conversations: 'all', languages: 'types' },
  routing: { conversations: 'all', operators: 'all' },
  replies: { audit: 'all' },
  files: { conversations: 'all', contacts: 'all' },
  transcripts: { conversations: 'all', files: 'all' },
  teams: { audit: 'all' },
  people: { audit: 'all', operators: 'all', conversations: 'types' },
  keeping: { files: 'all', privacy: 'all' },
  privacy: { conversations: 'all', files: 'all', transcripts: 'all' },
  supervision: {},
  reports: {},
  'page-check': {},
  preview: { settings: 'all', sites: 'all' },
  settings: { audit: 'all', contacts: 'all', sites: 'all' },
};
const OTHER_FEATURES_KNOW: Record<string, 'all' | 'types'> = { conversations: 'all' };

const OURS = ['shared', 'widget', 'relay', 'inbox', 'examples', 'test'];

export function wrongImports(sources: Source[]): string[] {
  return sources
    .filter(({ path }) => !isTest(path))
    .flatMap(({ path, text }) =>
      importsOf(text).flatMap(({ from, typeOnly }) => {
        const target = resolveImport(path, from);
        const why = refuse(path, target, typeOnly);
        return why ? [`${path} imports ${target}: ${why}`] : [];
      }),
    );
}

/** The bundle of the widget holds what it imports at any distance, so types are the only thing that does not count. */
export function zodInWidget(sources: Source[]): string[] {
  const known = new Map(sources.map((source) => [source.path, source]));
  const seen = new Set<string>();
  const search = (path: string, trail: string[]): string[] => {
    if (path === 'zod' || path.startsWith('zod/')) return [[...trail, path].join(' → ')];
    const source = known.get(path);
    if (!source || seen.has(path)) return [];
    seen.add(path);
    return importsOf(source.text)
      .filter(({ typeOnly }) => !typeOnly)
      .flatMap(({ from }) => search(resolveImport(path, from), [...trail, path]));
  };
  const start = sources.filter(({ path }) => path.startsWith('widget/') && !isTest(path) && path !== 'widget/build.ts');
  return start.flatMap(({ path }) => search(path, []));
}

function refuse(path: string, target: string, typeOnly: boolean): string | undefined {
  const room = top(path);
  const aim = OURS.includes(top(target)) ? top(target) : undefined;
  if (aim === undefined) {
    const lean = room === 'shared' && target.startsWith('node:');
    return lean ? 'shared runs in browsers too' : undefined;
  }
  if (isTest(target)) return 'nothing imports tests';
  if (room === 'relay' && aim === 'relay') return refuseInRelay(path, target, typeOnly);
  if (room === aim) return undefined;
  if (aim === 'shared' && room !== 'examples') return undefined;
  return `${room} may not import ${aim}`;
}

function refuseInRelay(path: string, target: string, typeOnly: boolean): string | undefined {
  const [room, aim] = [floor(path), floor(target)];
  if (room === 'process' || room === aim) return undefined;
  if (target === 'relay/config.ts') {
    // Settings arrive as arguments; only what starts something may name the error that a setting caused.
    return room === 'platform' || typeOnly ? undefined : 'features are given their settings';
  }
  if (room === 'platform') return 'the platform knows no feature and no realtime';
  if (aim === 'platform') return undefined;
  if (room === 'realtime') return 'realtime carries frames and knows no feature';
  if (aim === 'doors') return 'only the app opens doors';
  if (room === 'doors') return undefined;
  const known = (FEATURE_KNOWS[room] ?? OTHER_FEATURES_KNOW)[aim];
  if (known === 'all' || (known === 'types' && typeOnly)) return undefined;
  return known === 'types' ? `${room} may know only the types of ${aim}` : `${room} may not know ${aim}`;
}

/** `relay/app.ts` and its neighbours are the process; every folder of the relay is a floor of its own. */
function floor(path: string): string {
  const [, folder = '', ...rest] = path.split('/');
  return rest.length === 0 ? 'process' : folder;
}

function top(path: string): string {
  return path.split('/')[0] ?? '';
}
