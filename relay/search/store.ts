/**
 * Finding, newest first, one text per conversation.
 *
 * No one index knows both what is in a text and how new it is. All sites of a question are one stream. What many texts hold is found soonest by reading the newest
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

/** `slice`: how many texts are read first. `gathered`: as many are sorted before larger slices are tried. */
export type Reach = { slice: number; gathered: number };
const REACH: Reach = { slice: 2_000, gathered: 4_000 };
/** Each so many times as large as the one before. */
const SLICE_GROWTH = 4;
const SLICES = 3;
/** Words of which there are more are found sooner in the next slice than by gathering all that have them. */
const COMMON_SHARE = 1 / 400;

const COLUMNS = 'conversation_id as conversation, seq, layer, at';
const NEWEST = 'order by at desc, conversation_id desc, seq desc, layer desc limit $2::int';
const NEWEST_OF_EACH =
  'select distinct on (conversation) * from found order by conversation, at desc, seq desc, layer desc';
const matching = (patterns: string) => `' ' || folded like all(${patterns}::text[])`;

/** `end`: the oldest text of the slice; null where there is nothing before it. */
type Slice = { found: Found[]; end: Found | null };

export function createSearchStore(db: Database, reach: Reach = REACH) {
  /**
   * The newest match of each conversation among so many texts before a place, without conversations that a page before has
   * shown by a newer text.
   */
  async function slice(
    siteIds: string[],
    words: string[],
    place: Found | null,
    size: number,
    before: Cursor | null,
  ): Promise<Slice> {
    const values: unknown[] = [patternsOf(words), size, place?.at, place?.conversation, place?.seq, place?.layer];
    values.push(before?.at, before?.conversation);
    // A branch for each site, each in its order: so Postgres merges their indexes, and reads no text that is not of the slice.
    const branches = siteIds.map(
      (
        siteId,
      ) => `(select conversation_id, seq, layer, at, folded from search_texts where site_id = $${values.push(siteId)}
        and ($3::timestamptz is null or (at, conversation_id, seq, layer) < ($3, $4::uuid, $5::int, $6::text)) ${NEWEST})`,
    );
    const { rows } = await db.query<Found & { ends: boolean }>(
      `with slice as materialized (
         select * from (${branches.join(' union all ')}) merged ${NEWEST}
       ), found as (
         select ${COLUMNS} from slice where ${matching('$1')}
       )
       select each.*, false as ends from (${NEWEST_OF_EACH}) each
       where $7::timestamptz is null or not exists (
         select 1 from search_texts newer where newer.conversation_id = each.conversation
           and (newer.at, newer.conversation_id) >= ($7, $8::uuid) and ${matching('$1')}
       )
       union all (
         select ${COLUMNS}, true from slice where (select count(*) from slice) = $2
         order by at, conversation_id, seq, layer limit 1
       )`,
      values,
    );
    const end = rows.find(({ ends }) => ends) ?? null;
    return { found: newestFirst(rows.filter(({ ends }) => !ends)), end };
  }

  /** By grams; null where more than `most` texts have the words. */
  async function gather(
    siteIds: string[],
    words: string[],
    before: Cursor | null,
    limit: number,
    most: number | null,
  ): Promise<Found[] | null> {
    const values: unknown[] = [patternsOf(words), before?.at, before?.conversation, limit, most && most + 1];
    const branches = siteIds.map(
      (siteId) => `select ${COLUMNS} from search_texts
        where grams @> $${values.push(gramsToFind(siteId, words))}::int[] and site_id = $${values.push(siteId)} and ${matching('$1')}`,
    );
    const { rows } = await db.query<{ all: number } & (Found | { conversation: null })>(
      `with found as materialized (
         ${branches.join(' union all ')} limit $5::int
       ), page as (
         select * from (${NEWEST_OF_EACH}) each where $2::timestamptz is null or (at, conversation) < ($2, $3::uuid)
         order by at desc, conversation desc limit $4::int
       )
       select counted.all, page.* from (select count(*)::int as all from found) counted left join page on true`,
      values,
    );
    if (most && (rows[0]?.all ?? 0) > most) return null;
    return newestFirst(rows.flatMap((row) => (row.conversation === null ? [] : row)));
  }

  return {
    /** The newest `limit` conversations of the sites that hold all the words. */
    async find(siteIds: string[], words: string[], before: Cursor | null, limit: number): Promise<Found[]> {
      if (siteIds.length === 0) return [];
      const found = new Map<string, Found>();
      let size = reach.slice;
      let read = 0;
      // The least of all places at that time: nothing of the conversation that was shown last stands before it.
      let place: Found | null = before && { ...before, seq: 0, layer: 'contact' };
      let isGathered = false;
      for (let i = 0; i < SLICES; i++) {
        const more = await slice(siteIds, words, place, size, before);
        for (const one of more.found) if (!found.has(one.conversation)) found.set(one.conversation, one);
        place = more.end;
        if (found.size >= limit || !place) return [...found.values()].slice(0, limit);
        read += size;
        size *= SLICE_GROWTH;
        if (isGathered || found.size >= read * COMMON_SHARE) continue;
        const all = await gather(siteIds, words, before, limit, reach.gathered);
        if (all) return all;
        isGathered = true;
      }
      return (await gather(siteIds, words, before, limit, null)) ?? [];
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

function newestFirst<One extends Cursor>(found: One[]): One[] {
  return found.sort(
    (a, b) =>
      b.at.getTime() - a.at.getTime() ||
      (a.conversation < b.conversation ? 1 : a.conversation > b.conversation ? -1 : 0),
  );
}
