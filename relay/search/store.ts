/**
 * Finding, newest first, one text per conversation.
 *
 * No one index knows both what is in a text and how new it is. What many texts hold is found soonest by reading the newest
 * ones; what few hold, by its grams, and then sorted. So a slice of the newest is read first, then as much as is quickly
 * sorted is gathered by grams, then larger slices; what is common among the old and rare among the new is gathered whole.
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
 * many are sorted before larger slices are tried.
 */
export type Reach = { slice: number; smallestSlice: number; gathered: number };
const REACH: Reach = { slice: 2_000, smallestSlice: 250, gathered: 2_000 };
/** Each so many times as large as the one before. */
const SLICE_GROWTH = 4;
const SLICES = 3;

const COLUMNS = 'conversation_id as conversation, seq, layer, at';
const MATCHES = `' ' || folded like all($2::text[])`;
const NEWEST_OF_EACH =
  'select distinct on (conversation) * from found order by conversation, at desc, seq desc, layer desc';
const BEFORE_PLACE = `site_id = $1
  and ($2::timestamptz is null or (at, conversation_id, seq, layer) < ($2, $3::uuid, $4::int, $5::text))
  order by at desc, conversation_id desc, seq desc, layer desc`;

export function createSearchStore(db: Database, reach: Reach = REACH) {
  /** The newest match of each conversation among so many of a site's texts before a place. */
  async function slice(siteId: string, words: string[], before: Found | null, size: number): Promise<Found[]> {
    const { rows } = await db.query<Found>(
      `with found as (
         select ${COLUMNS} from (select * from search_texts where ${BEFORE_PLACE} limit $6) slice
         where ' ' || folded like all($7::text[])
       ) ${NEWEST_OF_EACH}`,
      [siteId, ...placeValues(before), size, patternsOf(words)],
    );
    return newestFirst(rows);
  }

  /** Where the slice ends; null where the site has no more. */
  async function endOfSlice(siteId: string, before: Found | null, size: number): Promise<Found | null> {
    const { rows } = await db.query<Found>(
      `select ${COLUMNS} from search_texts where ${BEFORE_PLACE} offset $6 limit 1`,
      [siteId, ...placeValues(before), size - 1],
    );
    return rows[0] ?? null;
  }

  /** By grams; null where more than `most` texts have the words. */
  async function gather(siteId: string, words: string[], before: Cursor | null, limit: number, most: number | null) {
    const { rows } = await db.query<{ all: number } & (Found | { conversation: null })>(
      `with found as materialized (
         select ${COLUMNS} from search_texts
         where grams @> $3::int[] and site_id = $1 and ${MATCHES} limit $7
       ), page as (
         select * from (${NEWEST_OF_EACH}) each where $4::timestamptz is null or (at, conversation) < ($4, $5::uuid)
         order by at desc, conversation desc limit $6
       )
       select counted.all, page.* from (select count(*)::int as all from found) counted left join page on true`,
      [
        siteId,
        patternsOf(words),
        gramsToFind(siteId, words),
        before?.at,
        before?.conversation,
        limit,
        most && most + 1,
      ],
    );
    if (most && (rows[0]?.all ?? 0) > most) return null;
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
      for (let i = 0; i < SLICES; i++) {
        const more = await slice(siteId, words, place, size);
        const shown = before
          ? await shownBefore(
              words,
              more.map((one) => one.conversation),
              before,
            )
          : new Set();
        for (const one of more) {
          if (!shown.has(one.conversation) && !found.has(one.conversation)) found.set(one.conversation, one);
        }
        if (found.size >= limit) break;
        place = await endOfSlice(siteId, place, size);
        if (!place) break;
        size *= SLICE_GROWTH;
        // The next slice will do where this one has had its share.
        const isNear = found.size * (SLICE_GROWTH + 1) >= limit;
        if (isGathered || isNear) continue;
        const all = await gather(siteId, words, before, limit, reach.gathered);
        if (all) return all;
        isGathered = true;
      }
      if (found.size < limit && place) return (await gather(siteId, words, before, limit, null)) ?? [];
      return [...found.values()].slice(0, limit);
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

function placeValues(place: Found | null) {
  return [place?.at, place?.conversation, place?.seq, place?.layer];
}

export function newestFirst<One extends Cursor>(found: One[]): One[] {
  return found.sort(
    (a, b) =>
      b.at.getTime() - a.at.getTime() ||
      (a.conversation < b.conversation ? 1 : a.conversation > b.conversation ? -1 : 0),
  );
}
