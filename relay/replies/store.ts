import type { CannedReply, ReplyChange } from '@touchline/shared/replies.ts';
import { createAudit } from '../audit/store.ts';
import type { Database } from '../platform/postgres.ts';
import type { LanguagesByHash } from './kept-texts.ts';

export type ReplyStore = ReturnType<typeof createReplyStore>;
type Row = Omit<CannedReply, 'updatedAt'> & { updatedAt: Date };

const COLUMNS = `id, shortcut, topic, texts, version, updated_at as "updatedAt"`;

/** What is changed is written down with who did it, both or neither. */
export function createReplyStore(db: Database) {
  return {
    async list(siteId: string): Promise<CannedReply[]> {
      const { rows } = await db.query<Row>(
        `select ${COLUMNS} from canned_replies where site_id = $1 order by shortcut`,
        [siteId],
      );
      return rows.map(replyOf);
    },

    /** `known`: the version of what the editor began with. Null where that is not the newest. */
    async save(siteId: string, id: string, { version: known, ...reply }: ReplyChange, editor: string) {
      return db.transaction(async (tx): Promise<CannedReply | null> => {
        const values = [siteId, id, reply.shortcut, reply.topic, reply.texts];
        const { rows } =
          known === 0
            ? await tx.query<Row>(
                `insert into canned_replies (site_id, id, shortcut, topic, texts) values ($1, $2, $3, $4, $5)
                 on conflict (site_id, id) do nothing returning ${COLUMNS}`,
                values,
              )
            : await tx.query<Row>(
                `update canned_replies set shortcut = $3, topic = $4, texts = $5, version = version + 1, updated_at = now()
                 where site_id = $1 and id = $2 and version = $6 returning ${COLUMNS}`,
                [...values, known],
              );
        if (!rows[0]) return null;
        const about = { reply: id, shortcut: reply.shortcut, languages: Object.keys(reply.texts) };
        await createAudit(tx)(known === 0 ? 'reply.created' : 'reply.changed', editor, siteId, about);
        return replyOf(rows[0]);
      });
    },

    /** False where it is not there in this version. */
    async remove(siteId: string, id: string, known: number, editor: string): Promise<boolean> {
      return db.transaction(async (tx) => {
        const { rows } = await tx.query<{ shortcut: string }>(
          'delete from canned_replies where site_id = $1 and id = $2 and version = $3 returning shortcut',
          [siteId, id, known],
        );
        if (!rows[0]) return false;
        await createAudit(tx)('reply.deleted', editor, siteId, { reply: id, shortcut: rows[0].shortcut });
        return true;
      });
    },

    async languagesByHash(siteId: string): Promise<LanguagesByHash> {
      const { rows } = await db.query<{ hash: string; languages: string[] }>(
        `select encode(sha256(convert_to(one.text, 'UTF8')), 'hex') as hash, array_agg(one.language order by one.language) as languages
         from canned_replies r, jsonb_each_text(r.texts) as one(language, text) where r.site_id = $1 group by 1`,
        [siteId],
      );
      return new Map(rows.map(({ hash, languages }) => [hash, languages]));
    },

    async count(siteId: string): Promise<number> {
      const { rows } = await db.query<{ count: number }>(
        'select count(*) as count from canned_replies where site_id = $1',
        [siteId],
      );
      return rows[0]?.count ?? 0;
    },

    async exists(siteId: string, id: string): Promise<boolean> {
      const { rows } = await db.query('select 1 from canned_replies where site_id = $1 and id = $2', [siteId, id]);
      return rows.length > 0;
    },
  };
}

function replyOf(row: Row): CannedReply {
  return { ...row, updatedAt: row.updatedAt.getTime() };
}
