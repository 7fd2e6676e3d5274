/** The SQL of translating: a conversation as the translators need it. */
import type { Event } from '@touchline/shared/conversation.ts';
import type { SpokenLanguages } from '@touchline/shared/people.ts';
import { EVENT_COLUMNS, type EventRow, eventOf } from '../conversations/conversation-row.ts';
import { busKey } from '../platform/bus-seal.ts';
import type { Database } from '../platform/postgres.ts';

/** Messages further back are shown as they were written: each change of language adds so many events. */
const MESSAGES_MAX = 20;

export type TranslationStore = ReturnType<typeof createTranslationStore>;

export function createTranslationStore(db: Database) {
  let secret: Promise<Buffer> | null = null;
  return {
    /** Of the installation: the same on all relays, and known to nobody else. */
    secret(): Promise<Buffer> {
      secret ??= busKey(db).catch((error) => {
        secret = null;
        throw error;
      });
      return secret;
    },

    /** The newest messages, and all translations since the first of them, in order. */
    async recent(conversation: string): Promise<Event[]> {
      const { rows } = await db.query<EventRow>(
        `with messages as (
           select seq from events where conversation_id = $1 and type = 'message' order by seq desc limit ${MESSAGES_MAX})
         select ${EVENT_COLUMNS} from events e
         where e.conversation_id = $1 and e.type in ('message', 'translated') and e.seq >= (select min(seq) from messages)
         order by e.seq`,
        [conversation],
      );
      return rows.map(eventOf);
    },

    /** Of the player and the brand. */
    async names(conversation: string): Promise<string[]> {
      const { rows } = await db.query<{ player: string | null; brand: string }>(
        `select k.name as player, s.name as brand from conversations c
         join contacts k on k.id = c.contact_id join sites s on s.id = c.site_id where c.id = $1`,
        [conversation],
      );
      return rows.flatMap(({ player, brand }) => (player ? [player, brand] : [brand]));
    },

    async languagesOf(operatorId: string): Promise<SpokenLanguages> {
      const { rows } = await db.query<{ languages: SpokenLanguages }>('select languages from operators where id = $1', [
        operatorId,
      ]);
      return rows[0]?.languages ?? {};
    },
  };
}
