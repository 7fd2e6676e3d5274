/** What stands in Postgres, for comparison with what stands on screens. */
import type { Queryable } from '@touchline/relay/platform/postgres.ts';

/** Texts of a conversation's messages, in the order of its log. */
export async function writtenTexts(db: Queryable, conversation: string): Promise<string[]> {
  const { rows } = await db.query<{ text: string }>(
    `select data->>'text' as text from events where conversation_id = $1 and type = 'message' order by seq`,
    [conversation],
  );
  return rows.map(({ text }) => text);
}

/** Ids of the conversations that have a message of this text, one for every such message. */
export async function conversationsWith(db: Queryable, text: string): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `select conversation_id as id from events where type = 'message' and data->>'text' = $1`,
    [text],
  );
  return rows.map(({ id }) => id);
}

/** Every number from 1 on, once. */
export async function isDense(db: Queryable, conversation: string): Promise<boolean> {
  const { rows } = await db.query<{ seq: number }>('select seq from events where conversation_id = $1 order by seq', [
    conversation,
  ]);
  return rows.every(({ seq }, i) => seq === i + 1);
}
