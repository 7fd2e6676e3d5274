/** A conversation that has been going on for long: written straight into Postgres, which no test could type. */
import type { Database } from '@touchline/relay/platform/postgres.ts';

/**
 * Puts `count` messages of an operator behind what the conversation has, one every `everyMs`, the last at `lastAt`. The relay must not be
 * running: it knows the ends of its logs by heart.
 */
export async function writeHistory(
  db: Database,
  conversation: string,
  { count, everyMs, lastAt }: { count: number; everyMs: number; lastAt: number },
): Promise<void> {
  await db.query(
    `insert into events (conversation_id, seq, at, type, author_kind, author_name, client_id, data)
     select c.id, c.last_seq + n, to_timestamp(($4::bigint - ($2::int - n) * $3::bigint) / 1000.0), 'message', 'operator', 'Alesia',
            gen_random_uuid(), jsonb_build_object('text', 'message ' || n || repeat(' of a long history', 3))
     from conversations c, generate_series(1, $2::int) n where c.id = $1`,
    [conversation, count, everyMs, lastAt],
  );
  await db.query('update conversations set last_seq = last_seq + $2, last_message_seq = last_seq + $2 where id = $1', [
    conversation,
    count,
  ]);
}
