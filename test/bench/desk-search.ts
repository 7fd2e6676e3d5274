/**
 * What operators type, over all brands and over two of them, first pages and second ones. Against `ilike` over the log, which
 * is what one would write first.
 */
import { createDesk } from '@touchline/relay/conversations/desk.ts';
import type { Database } from '@touchline/relay/platform/postgres.ts';
import { createSearchService } from '@touchline/relay/search/service.ts';
import { createSearchStore } from '@touchline/relay/search/store.ts';
import { referenceOf } from '@touchline/shared/reference.ts';
import { CHATTER_LANGUAGES, type Chatter, type ChatterLanguage, createChatter } from '../support/chatter.ts';
import type { BenchOptions, Row } from './figure.ts';
import { lateRow, rowOf } from './rows.ts';
import type { DeskWorld } from './servers/desk-world.ts';

type Options = Pick<BenchOptions, 'quick' | 'say'>;
type Ask = (chatter: Chatter, language: ChatterLanguage) => string;

const KINDS: Record<string, Ask> = {
  word: (chatter, language) => chatter.word(language),
  words: (chatter, language) => `${chatter.word(language)} ${chatter.word(language)}`,
  middle: (chatter, language) => [...chatter.word(language)].slice(1, 5).join(''),
  'two-letters': (chatter, language) => [...chatter.word(language)].slice(0, 2).join(''),
  letter: (chatter, language) => [...chatter.word(language)].slice(0, 1).join(''),
  number: ({ pick, random }) => pick(['48213', '1 250,50', '€20', `${Math.floor(random() * 1e6)}`]),
  player: ({ random }) => `player-${Math.floor(random() * 30_000)}`,
  signs: ({ pick }) => pick(['%_\\', '100%', "'; --", '_', '\\%', '2:1 %']),
};

export async function deskSearch(db: Database, world: DeskWorld, { quick, say }: Options): Promise<Row[]> {
  const brands = world.sites.map(({ id }) => id);
  const sitesOf = new Map([
    [world.operator.id, brands],
    [world.ofTwo.id, [brands[0], brands[2]].filter((id) => id !== undefined)],
  ]);
  const service = createSearchService({
    store: createSearchStore(db),
    desk: createDesk(db),
    sitesOf: async (id) => sitesOf.get(id) ?? [],
  });
  const operators = [...sitesOf.keys()];
  const references = world.sample.map(({ id }) => referenceOf(id));
  const kinds: Record<string, Ask> = { ...KINDS, reference: ({ pick }) => pick(references) };
  const [times, naive] = quick ? [2, 1] : [8, 2];

  const rows: Row[] = [];
  const byLanguage = new Map<ChatterLanguage, number[]>(CHATTER_LANGUAGES.map((language) => [language, []]));
  const following: number[] = [];
  for (const [kind, question] of Object.entries(kinds)) {
    const took: number[] = [];
    const asked: string[] = [];
    for (const language of CHATTER_LANGUAGES) {
      const chatter = createChatter(language.charCodeAt(0) + kind.length);
      for (let i = 0; i < times; i++) {
        const text = question(chatter, language);
        const operator = operators[i % operators.length] ?? '';
        const { ms, result } = await timed(() => service.search(operator, { text }));
        took.push(ms);
        asked.push(text);
        byLanguage.get(language)?.push(ms);
        const { next } = result;
        if (next) following.push((await timed(() => service.search(operator, { text, before: next }))).ms);
      }
    }
    const others = await timesOf(asked.slice(0, naive), (text) => searchNaively(db, brands, text));
    rows.push(rowOf(`desk/search/${kind}`, 'ms', { ours: took.slice(0, naive), others: { ilike: others } }));
    rows.push(...lateRows(`desk/search/${kind}`, took));
    say(`${kind}: ${took.length} questions`);
  }
  for (const [language, took] of byLanguage) rows.push(...lateRows(`desk/search/${language}`, took));
  return [...rows, ...lateRows('desk/search/next-page', following)];
}

const lateRows = (figure: string, took: number[]): Row[] =>
  took.length > 0 ? [0.5, 0.95, 0.99].map((share) => lateRow(figure, took, share)) : [];

function searchNaively(db: Database, siteIds: string[], text: string): Promise<unknown> {
  return db.query(
    `select e.conversation_id, max(e.at) from events e join conversations c on c.id = e.conversation_id
     where c.site_id = any($1::uuid[]) and e.data->>'text' ilike '%' || $2 || '%' group by 1 order by 2 desc limit 20`,
    [siteIds, text],
  );
}

async function timesOf(texts: string[], ask: (text: string) => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (const text of texts) times.push((await timed(() => ask(text))).ms);
  return times;
}

export async function timed<Result>(work: () => Promise<Result>): Promise<{ ms: number; result: Result }> {
  const begun = performance.now();
  const result = await work();
  return { ms: performance.now() - begun, result };
}
