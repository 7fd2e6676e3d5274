/** What operators have written down about a player. No route and no frame of players reads this table. */
import type { ContactNote } from '@touchline/shared/contact.ts';
import { createAudit } from '../audit/store.ts';
import type { Database } from '../platform/postgres.ts';
import type { Access } from './card-store.ts';

const NOTES_MAX = 200;
export type NoteStore = ReturnType<typeof createNoteStore>;
export type StoredNote = Omit<ContactNote, 'mayDelete'>;
type Row = { id: string; text: string; operator_id: string; operator_name: string; created_at: Date };

export function createNoteStore(db: Database) {
  return {
    /** Newest first. */
    async list({ siteId, id }: Access): Promise<StoredNote[]> {
      const { rows } = await db.query<Row>(
        `select id, text, operator_id, operator_name, created_at from contact_notes
         where site_id = $1 and contact_id = $2 order by created_at desc, id desc limit ${NOTES_MAX}`,
        [siteId, id],
      );
      return rows.map(noteOf);
    },

    /** Adding the same one again changes nothing. Null where its id is another note's. */
    async add({ siteId, id, operator }: Access, note: { id: string; text: string }): Promise<StoredNote | null> {
      await db.query(
        `insert into contact_notes (site_id, id, contact_id, operator_id, operator_name, text)
         values ($1, $2, $3, $4, $5, $6) on conflict (site_id, id) do nothing`,
        [siteId, note.id, id, operator.id, operator.name, note.text],
      );
      const { rows } = await db.query<Row>(
        `select id, text, operator_id, operator_name, created_at from contact_notes
         where site_id = $1 and id = $2 and contact_id = $3 and operator_id = $4`,
        [siteId, note.id, id, operator.id],
      );
      return rows[0] ? noteOf(rows[0]) : null;
    },

    /** `ofAnybody`, or only the operator's own. False where there is none that they may delete. */
    remove({ siteId, id, operator }: Access, note: string, ofAnybody: boolean): Promise<boolean> {
      return db.transaction(async (tx) => {
        const { rows } = await tx.query<{ operator_id: string }>(
          `delete from contact_notes where site_id = $1 and contact_id = $2 and id = $3 and ($5 or operator_id = $4)
           returning operator_id`,
          [siteId, id, note, operator.id, ofAnybody],
        );
        if (!rows[0]) return false;
        const about = { contact: id, note, writtenBy: rows[0].operator_id };
        await createAudit(tx)('contact.note-deleted', operator.id, siteId, about);
        return true;
      });
    },
  };
}

function noteOf(row: Row): StoredNote {
  const by = { id: row.operator_id, name: row.operator_name };
  return { id: row.id, text: row.text, by, at: row.created_at.getTime() };
}
