/**
 * Searching 100,000 conversations with 500,000 messages and their translations, by an operator who types in one of five
 * languages: common words, rare ones, two words, the middle of a word, one letter. Against `ilike` over the log, which is
 * what one would write first (and which finds less: marks and variants of letters count there).
 */
import { createDesk } from '@touchline/relay/conversations/desk.ts';
import { createSearchService } from '@touchline/relay/search/service.ts';
import { createSearchStore } from '@touchline/relay/search/store.ts';
import { type ChatterLanguage, createChatter } from '../../support/chatter.ts';
import { createSite } from '../../support/relay.ts';
import type { BenchOptions, Figure, Row } from '../figure.ts';
import { rowOf } from '../rows.ts';
import { fillArchive } from '../servers/archive.ts';
import { withDatabase } from '../servers/own-database.ts';
import { readAll } from '../servers/search-index.ts';
import { percentile } from '../statistics.ts';

const FULL = { conversations: 100_000, messages: 500_000, questions: 300, naive: 5 };
const QUICK = { conversations: 2_000, messages: 10_000, questions: 40, naive: 3 };
const LANGUAGES: ChatterLanguage[] = ['en', 'be', 'ru', 'vi', 'ar'];

export const search: Figure = { name: 'search', measure };

async function measure({ quick, say }: BenchOptions): Promise<Row[]> {
  const size = quick ? QUICK : FULL;
  return withDatabase(async (db) => {
    const site = await createSite(db);
    const texts = await fillArchive(db, { siteId: site.id, ...size });
    say(`${texts} texts in ${size.conversations} conversations are written`);
    const begun = performance.now();
    const { texts: read, megabytes } = await readAll(db);
    const seconds = (performance.now() - begun) / 1_000;
    say(`${read} texts read in ${seconds.toFixed(0)} s; the index takes ${megabytes} MB`);
    const service = createSearchService({
      store: createSearchStore(db),
      desk: createDesk(db),
      sitesOf: async () => [site.id],
    });
    const rows: Row[] = [];
    for (const language of LANGUAGES) {
      const questions = questionsIn(language, size.questions);
      const ours = await timed(questions, (text) => service.search('', { text }));
      const naive = await timed(questions.slice(0, size.naive), (text) =>
        db.query(
          `select conversation_id, max(at) from events where data->>'text' ilike '%' || $1 || '%' group by 1 order by 2 desc limit 20`,
          [text],
        ),
      );
      const sorted = Float64Array.from(ours).sort();
      const share = (of: number) => ({ ours: [percentile(sorted, of)], others: {} });
      // The same questions for both; what we are asked besides says how late the latest are.
      rows.push(rowOf(`search/${language}`, 'ms', { ours: ours.slice(0, size.naive), others: { ilike: naive } }));
      rows.push(rowOf(`search/${language}/p50`, 'ms', share(0.5)), rowOf(`search/${language}/p99`, 'ms', share(0.99)));
    }
    return rows;
  });
}

function questionsIn(language: ChatterLanguage, count: number): string[] {
  const chatter = createChatter(language.charCodeAt(0));
  return Array.from({ length: count }, (_, i) => {
    const word = () => chatter.word(language);
    if (i % 5 === 0) return `${word()} ${word()}`;
    if (i % 5 === 1) return [...word()].slice(1, 5).join('');
    if (i % 5 === 2) return chatter.pick(['48213', '1 250,50', `${Math.floor(chatter.random() * 1e6)}`, 'player-500']);
    return i % 50 === 3 ? [...word()].slice(0, 1 + (i % 2)).join('') : word();
  });
}

async function timed(questions: string[], ask: (text: string) => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (const question of questions) {
    const begun = performance.now();
    await ask(question);
    times.push(performance.now() - begun);
  }
  return times;
}
