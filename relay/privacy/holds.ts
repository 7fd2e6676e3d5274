/**
 * Players whose data has to stay: while a complaint or a court needs it, neither retention nor an administrator nor the
 * command on the server takes any of it away. Placed and lifted with a reason, by whoever supervises or administers the
 * site, and both are written down. It counts for everything of that player, also once they have signed in.
 */
import type { PlayerHold } from '@touchline/shared/privacy.ts';
import { notFound, Refusal } from '../platform/errors.ts';
import type { Database, Queryable } from '../platform/postgres.ts';
import { hashOf, writeDown } from './erasing-store.ts';
import { holdOf } from './hold-store.ts';
import { type Person, personOf } from './person.ts';
import { waitForRetention } from './retention-store.ts';

export type Holds = ReturnType<typeof createHolds>;
type Holder = { id: string; name: string };

export function createHolds(db: Database) {
  /** Under the locks that erasing and retention need: what they have begun is over, and what they begin sees it. */
  const settle = (
    siteId: string,
    contact: string,
    work: (tx: Queryable, person: Person, hold: PlayerHold | null) => Promise<string>,
    reason: string,
    by: Holder,
  ): Promise<void> =>
    db.transaction(async (tx) => {
      await waitForRetention(tx);
      await tx.query('select 1 from contacts where site_id = $1 and id = $2 for key share', [siteId, contact]);
      const person = await personOf(tx, siteId, contact);
      if (!person) throw notFound();
      const act = await work(tx, person, await holdOf(tx, person));
      const about = { player: await hashOf(tx, person.id), contact: person.id, reason };
      await writeDown(tx, act, { operator: by.id }, siteId, about);
    });

  return {
    place: (siteId: string, contact: string, reason: string, by: Holder) =>
      settle(
        siteId,
        contact,
        async (tx, person, hold) => {
          if (hold) throw new Refusal('conflict', 'This player’s data is held already.');
          await tx.query(
            'insert into player_holds (contact_id, site_id, reason, held_by, held_by_name) values ($1, $2, $3, $4, $5)',
            [person.id, siteId, reason, by.id, by.name],
          );
          return 'player.held';
        },
        reason,
        by,
      ),

    lift: (siteId: string, contact: string, reason: string, by: Holder) =>
      settle(
        siteId,
        contact,
        async (tx, { contacts }, hold) => {
          if (!hold) throw new Refusal('conflict', 'This player’s data is not held.');
          await tx.query('delete from player_holds where contact_id = any($1::uuid[])', [contacts]);
          return 'player.released';
        },
        reason,
        by,
      ),
  };
}
