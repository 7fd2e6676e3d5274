/** The SQL of how far a player's devices have got. */
import type { Queryable } from '../platform/postgres.ts';

export type DeliveryStore = ReturnType<typeof createDeliveryStore>;

/** `contact`: whose device it is, as far as the sender knows. */
export type Reached = { conversation: string; contact: string; seq: number };
export type Mark = { conversation: string; upTo: number };

export function createDeliveryStore(db: Queryable) {
  return {
    /** Moves marks forward, never past the log nor in a conversation that is another's. Returns those that moved. */
    async reach(all: Reached[]): Promise<Mark[]> {
      const { rows } = await db.query<Mark>(
        `with reached as (
           select * from unnest($1::uuid[], $2::uuid[], $3::int[]) as r(id, contact_id, seq)
         ), behind as (
           select c.id, least(r.seq, c.last_seq) as up_to from conversations c
           join reached r on r.id = c.id and r.contact_id = c.contact_id
           where c.delivered_to_player < least(r.seq, c.last_seq) order by c.id for update of c
         )
         update conversations c set delivered_to_player = behind.up_to from behind where c.id = behind.id
         returning c.id as conversation, c.delivered_to_player as "upTo"`,
        [all.map((one) => one.conversation), all.map((one) => one.contact), all.map((one) => one.seq)],
      );
      return rows;
    },

    async marks(conversations: string[]): Promise<Mark[]> {
      const { rows } = await db.query<Mark>(
        `select id as conversation, delivered_to_player as "upTo" from conversations where id = any($1::uuid[])`,
        [conversations],
      );
      return rows;
    },
  };
}
