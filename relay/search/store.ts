/**
 * Finding, newest first, one text per conversation.
 *
 * Two ways, because no one index knows both what is in a text and how new it is. What many texts hold is found at once by
 * reading the newest ones; what few hold is found by its grams, and then sorted. So a slice of the newest is read first,
 * then up to a limit of what has the grams, and only for what many old texts and no new ones hold are further slices read.
 */
import type { Database } from '../platform/postgres.ts';
import { gramsToFind, patternsOf, referenceGram } from './words.ts';

export type SearchStore = ReturnType<typeof createSearchStore>;

type Layer = 'original' | 'for-player' | 'for-operator' | 'contact';
/** A text in its place. Ordered by time; the rest makes it one order for all. */
export type Found = { conversation: string; seq: number; layer: Layer; at: Date };
export type FoundText = Found & {
  text: string | null;
  language: string | null;
  author: 'player' | 'operator' | 'system' | null;
};
/** Of the last conversation of the page before. */
export type Cursor = Pick<Found, 'at' | 'conversation'>;

/**
 * `slice`: how many texts are read first, over all sites of a question, at least `smallestSlice` of each. `gathered`: as
 * many are sorted; of what more hold, the newest are near.
 */
export type Reach = { slice: number; smallestSlice: number; gathered: number };
const REACH: Reach = { slice: 2_000, smallestSlice: 250, gathered: 2_000 };
const SLICE_GROWTH = 4;

const COLUMNS = 'conversation_id as conversation, seq, layer, at';
const MATCHES = `' ' || folded like all($2::text[])`;
const NEWEST_OF_EACH = `select distinct on (conversation) * from found order by conversation, at desc, seq desc, layer desc`;

export function createSearchStore(db: Database, reach: Reach = REACH) {
  /** The newest match of each conversation among a site's texts before a place, and where the slice ends. */
  async function slice(siteId: string, words: string[], before: Found | null, size: number) {
    const { rows } = await db.query<Found & { last: boolean; read: number }>(
      `with slice as materialized (
         select conversation_id, seq, layer, at, folded from search_texts
         where site_id = $1 and ($3::timestamptz is null or (at, conversation_id, seq, layer) < ($3, $4::uuid, $5::int, $6::text))
         order by at desc, conversation_id desc, seq desc, layer desc limit $7
       ), found as (select ${COLUMNS} from slice where ${MATCHES})
       (select each.*, false as last, 0 as read from (${NEWEST_OF_EACH}) each)
       union all
       (select ${COLUMNS}, true, (select count(*)::int from slice) from slice
        order by at, conversation_id, seq, layer limit 1)`,
      [siteId, patternsOf(words), before?.at, before?.conversation, before?.seq, before?.layer, size],
    );
    const end = rows.find(({ last }) => last);
    return { found: rows.filter(({ last }) => !last), end: end && end.read === size ? end : null };
  }

  /** Everything that a site has, or null where that is too much to sort. */
  async function gathered(siteId: string, words: string[], before: Cursor | null, limit: number) {
    const { rows } = await db.query<{ all: number } & (Found | { conversation: null })>(
      `with found as materialized (
         select ${COLUMNS} from search_texts
         where grams @> $3::int[] and site_id = $1 and ${MATCHES} limit ${reach.gathered + 1}
       ), page as (
         select * from (${NEWEST_OF_EACH}) each where $4::timestamptz is null or (at, conversation) < ($4, $5::uuid)
         order by at desc, conversation desc limit $6
       )
       select counted.all, page.* from (select count(*)::int as all from found) counted left join page on true`,
      [siteId, patternsOf(words), gramsToFind(siteId, words), before?.at, before?.conversation, limit],
    );
    if ((rows[0]?.all ?? 0) > reach.gathered) return null;
    return newestFirst(rows.flatMap((row) => (row.conversation === null ? [] : row)));
  }

  /** Those of the conversations that a page before has shown, by a newer text. */
  async function shownBefore(words: string[], ids: string[], before: Cursor): Promise<Set<string>> {
    const { rows } = await db.query<{ id: string }>(
      `select distinct conversation_id as id from search_texts
       where conversation_id = any($1::uuid[]) and (at, conversation_id) >= ($3::timestamptz, $4::uuid) and ${MATCHES}`,
      [ids, patternsOf(words), before.at, before.conversation],
    );
    return new Set(rows.map(({ id }) => id));
  }

  return {
    /** The newest `limit` conversations of a site that hold all the words. */
    async find(siteId: string, words: string[], before: Cursor | null, limit: number, sites: number): Promise<Found[]> {
      const found = new Map<string, Found>();
      let size = Math.max(reach.smallestSlice, Math.ceil(reach.slice / sites));
      // The least of all places at that time: nothing of the conversation that was shown last stands before it.
      let place: Found | null = before && { ...before, seq: 0, layer: 'contact' };
      let isGathered = false;
      for (;;) {
        const { found: more, end } = await slice(siteId, words, place, size);
        const shown = before
          ? await shownBefore(
              words,
              more.map((one) => one.conversation),
              before,
            )
          : new Set();
        for (const one of newestFirst(more)) {
          if (!shown.has(one.conversation) && !found.has(one.conversation)) found.set(one.conversation, one);
        }
        if (found.size >= limit || !end) return newestFirst([...found.values()]).slice(0, limit);
        place = end;
        size *= SLICE_GROWTH;
        // The next slice will do where this one has had its share.
        if (isGathered || found.size * (SLICE_GROWTH + 1) >= limit) continue;
        const all = await gathered(siteId, words, before, limit);
        if (all) return all;
        isGathered = true;
      }
    },

    /** The conversation with this reference, on any of the sites. */
    async byReference(siteIds: string[], reference: string): Promise<Found[]> {
      const { rows } = await db.query<Found>(
        `select found.* from unnest($1::uuid[], $2::int[]) as wanted(site, gram)
         cross join lateral (
           select ${COLUMNS} from search_texts
           where grams @> array[wanted.gram] and site_id = wanted.site and layer = 'contact'
         ) found`,
        [siteIds, siteIds.map((siteId) => referenceGram(siteId, reference))],
      );
      return rows;
    },

    /** With the texts as they were written, in the given order. */
    async read(found: Found[]): Promise<FoundText[]> {
      const { rows } = await db.query<FoundText>(
        `select wanted.conversation, wanted.seq, wanted.layer, wanted.at, coalesce(t.data, m.data)->>'text' as text, coalesce(t.data, m.data)->>'language' as language, m.author_kind as author
         from json_to_recordset($1) as wanted(place integer, conversation uuid, seq integer, layer text, at timestamptz)
         left join events m on m.conversation_id = wanted.conversation and m.seq = wanted.seq
         left join lateral (
           select t.data from events t
           where wanted.layer like 'for-%' and t.conversation_id = wanted.conversation and t.seq > wanted.seq
             and t.type = 'translated' and t.data->>'of' = wanted.seq::text and 'for-' || (t.data->>'reader') = wanted.layer
           order by t.seq desc limit 1
         ) t on true
         order by wanted.place`,
        [JSON.stringify(found.map((one, place) => ({ ...one, place })))],
      );
      return rows;
    },
  };
}

export function newestFirst<One extends Cursor>(found: One[]): One[] {
  return found.sort(
    (a, b) =>
      b.at.getTime() - a.at.getTime() ||
      (a.conversation < b.conversation ? 1 : a.conversation > b.conversation ? -1 : 0),
  );
}
