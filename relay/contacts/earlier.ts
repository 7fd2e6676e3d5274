/** The conversations of one player, newest first, in pages: the panel lists them, the thread shows them above its own. */
import type { EarlierConversation, EarlierPage } from '@touchline/shared/contact.ts';
import type { Rating } from '@touchline/shared/conversation.ts';
import { ID_PATTERN } from '@touchline/shared/wire.ts';
import type { Database } from '../platform/postgres.ts';
import type { Access } from './card-store.ts';

const PAGE = 20;
const SNIPPET_CHARACTERS = 140;
/** A translation stands close behind what it translates, or has not been made. */
const TRANSLATED_WITHIN = 30;

type Row = {
  id: string;
  created_at: Date;
  created_us: string;
  updated_at: Date;
  status: EarlierConversation['status'];
  topic: string | null;
  language: string;
  rating: (Rating & { at: number }) | null;
  text: string | null;
  text_language: string | null;
  translated: string | null;
  translated_language: string | null;
};

export function createEarlier(db: Database) {
  return async ({ siteId, id }: Access, before: string | undefined): Promise<EarlierPage> => {
    const [, at = null, than = null] = /^(\d{1,17})_(.+)$/.exec(before ?? '') ?? [];
    const from = than && ID_PATTERN.test(than) ? [at, than] : [null, null];
    const { rows } = await db.query<Row>(
      `select c.id, c.created_at, (extract(epoch from c.created_at) * 1000000)::bigint::text as created_us, c.updated_at,
         c.status, c.topic, c.language, c.rating,
         left(m.data->>'text', ${SNIPPET_CHARACTERS}) as text, m.data->>'language' as text_language,
         left(t.data->>'text', ${SNIPPET_CHARACTERS}) as translated, t.data->>'language' as translated_language
       from conversations c
       left join lateral (
         select seq, data from events where conversation_id = c.id and type = 'message' and author_kind = 'player'
         order by seq limit 1) m on true
       left join lateral (
         select data from events where conversation_id = c.id and seq > m.seq and seq < m.seq + ${TRANSLATED_WITHIN}
           and type = 'translated' and data->>'of' = m.seq::text and data->>'reader' = 'operator'
         order by seq desc limit 1) t on true
       where c.site_id = $1 and c.contact_id = $2 and c.last_seq > 0
         and ($3::bigint is null or (c.created_at, c.id) < ('epoch'::timestamptz + $3 * interval '1 microsecond', $4::uuid))
       order by c.created_at desc, c.id desc limit ${PAGE + 1}`,
      [siteId, id, ...from],
    );
    const page = rows.slice(0, PAGE);
    const last = page.at(-1);
    return {
      conversations: page.map(earlierOf),
      next: rows.length > PAGE && last ? `${last.created_us}_${last.id}` : null,
    };
  };
}

function earlierOf(row: Row): EarlierConversation {
  const { translated, translated_language: into } = row;
  const said = row.text && {
    text: row.text,
    language: row.text_language,
    translated: translated && into ? { language: into, text: translated } : null,
  };
  return {
    id: row.id,
    startedAt: row.created_at.getTime(),
    updatedAt: row.updated_at.getTime(),
    status: row.status,
    topic: row.topic,
    language: row.language,
    rating: row.rating && ratingOf(row.rating),
    said: said || null,
  };
}

function ratingOf({ solved, speed, courtesy, competence, comment }: Rating): Rating {
  return { solved, speed, courtesy, competence, comment };
}
