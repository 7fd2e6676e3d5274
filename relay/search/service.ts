/** What operators look for among all that was ever written on their sites, and nowhere else. */
import { referenceOf } from '@touchline/shared/reference.ts';
import type { SearchHit, SearchPage, SearchQuestion } from '@touchline/shared/search.ts';
import { ID_PATTERN } from '@touchline/shared/wire.ts';
import type { Desk } from '../conversations/desk.ts';
import { notFound } from '../platform/errors.ts';
import { snippetOf } from './snippet.ts';
import type { Cursor, FoundText, SearchStore } from './store.ts';
import { wordsOf } from './words.ts';

export type SearchService = ReturnType<typeof createSearchService>;

type Deps = {
  store: SearchStore;
  desk: Pick<Desk, 'rows'>;
  /** Sites that an operator belongs to. */
  sitesOf(operatorId: string): Promise<string[]>;
};

const PAGE = 20;

export function createSearchService({ store, desk, sitesOf }: Deps) {
  return {
    /** A question without a word finds nothing. `only`: on that site of theirs alone. */
    async search(operatorId: string, { text, before }: SearchQuestion, only?: string): Promise<SearchPage> {
      const words = wordsOf(text);
      const mine = await sitesOf(operatorId);
      if (only && !mine.includes(only)) throw notFound();
      const siteIds = only ? [only] : mine;
      if (words.length === 0) return { hits: [], next: null };
      const cursor = readCursor(before);
      const found = await store.find(siteIds, words, cursor, PAGE + 1);
      const page = found.slice(0, PAGE);
      const last = found.length > PAGE ? page.at(-1) : undefined;
      const reference = cursor ? null : referenceIn(text);
      const named = reference ? await store.byReference(siteIds, reference) : [];
      const shown = [
        ...named,
        ...page.filter((one) => !named.some(({ conversation }) => conversation === one.conversation)),
      ];
      const [texts, rows] = await Promise.all([
        store.read(shown),
        desk.rows(
          siteIds,
          shown.map(({ conversation }) => conversation),
        ),
      ]);
      const hits = texts.flatMap((one): SearchHit[] => {
        const row = rows.find(({ id }) => id === one.conversation);
        return row ? [hitOf(row, one, words, reference)] : [];
      });
      return { hits, next: last ? `${last.at.getTime()}_${last.conversation}` : null };
    },
  };
}

function hitOf(row: SearchHit['conversation'], found: FoundText, words: string[], reference: string | null): SearchHit {
  const { seq, layer, at, text, language, author } = found;
  const rest = { conversation: row, at: at.getTime() };
  if (layer === 'contact') {
    const own = referenceOf(row.id);
    const isReference = reference === own;
    const said = isReference ? own : [row.contact.name, row.contact.externalId].filter(Boolean).join(' · ');
    const snippet = snippetOf(said, isReference ? wordsOf(own) : words);
    return { ...rest, match: isReference ? 'reference' : 'player', seq: null, author: null, language: null, snippet };
  }
  const match = layer === 'original' ? 'original' : 'translation';
  return { ...rest, match, seq, author, language, snippet: snippetOf(text ?? '', words) };
}

/** `K7QD-3MFX` as people type it: small, without the dash, with the letters that look like its digits. */
function referenceIn(text: string): string | null {
  const typed = text.trim().toUpperCase().replaceAll('O', '0').replace(/[IL]/g, '1');
  const [, first, second] = /^#?([0-9A-Z]{4})[- ]?([0-9A-Z]{4})$/.exec(typed) ?? [];
  return first ? `${first}-${second}` : null;
}

/** `<ms>_<id>` of the last conversation; anything else starts at the top. */
function readCursor(text: string | undefined): Cursor | null {
  const [, at, conversation = ''] = /^(\d{1,15})_(.+)$/.exec(text ?? '') ?? [];
  return ID_PATTERN.test(conversation) ? { at: new Date(Number(at)), conversation } : null;
}
