/**
 * The SQL of erasing one player: everything in one transaction, so that there is no moment at which half of them is left.
 *
 * Whoever writes at that moment comes before it, and goes too, or after it, and finds nothing to write to: appends and
 * uploads wait for the rows of the conversations, new conversations for the row of the contact, and new contacts for the
 * advisory lock (see `refuse_erased_contact`). A contact id that was erased is never anybody's again: a signed player who
 * comes back gets another, and an anonymous one another token.
 */
import type { PlayerHold } from '@touchline/shared/privacy.ts';
import { Refusal } from '../platform/errors.ts';
import type { Database, Queryable } from '../platform/postgres.ts';
import { programInRecord } from '../platform/program.ts';
import { type Emptied, emptyConversations, type RemoveBytes } from './emptying.ts';
import { holdOf } from './hold-store.ts';
import { idsAround, NAMES_ANY, type Person, personOf } from './person.ts';

/** Who asks: an operator, or the command on the server. */
export type By = { operator: string } | 'command';
export type Erased = { person: Person; emptied: Emptied; hash: string };

/** Somebody was signing in, with more of theirs, while the locks were taken. */
class Grown extends Error {}
const TRIES_MAX = 5;
const DEADLOCK = '40P01';

export function createErasingStore(db: Database, removeBytes: RemoveBytes) {
  const attempt = (siteId: string, contact: string, by: By): Promise<Erased | null> =>
    db.transaction(async (tx) => {
      const person = await lockPerson(tx, siteId, contact);
      if (person) refuseHeld(await holdOf(tx, person));
      return eraseWithin(tx, siteId, contact, by, removeBytes);
    });

  return {
    /** Null where there is no such player. Doing it again finds nobody. */
    async erase(siteId: string, contact: string, by: By): Promise<Erased | null> {
      for (let tries = 1; ; tries++) {
        try {
          return await attempt(siteId, contact, by);
        } catch (error) {
          const mayRepeat = error instanceof Grown || (error as { code?: string }).code === DEADLOCK;
          if (!mayRepeat || tries === TRIES_MAX) throw error;
        }
      }
    },
  };
}

export type ErasingStore = ReturnType<typeof createErasingStore>;

function refuseHeld(hold: PlayerHold | null): void {
  if (!hold) return;
  const { reason, by, at } = hold;
  const since = new Date(at).toISOString().slice(0, 10);
  throw new Refusal('conflict', `This player’s data is held (“${reason}”, ${by}, ${since}): lift the hold first.`);
}

/** In the caller's transaction, whoever holds them: a restore erases again who had been erased when nobody did. */
export async function eraseWithin(
  tx: Queryable,
  siteId: string,
  contact: string,
  by: By,
  removeBytes: RemoveBytes,
): Promise<Erased | null> {
  const person = await lockPerson(tx, siteId, contact);
  if (!person) return null;
  const hash = await hashOf(tx, person.id);
  const emptied = await emptyConversations(tx, siteId, person.conversations, { removeBytes, stays: false });
  await tx.query('delete from contact_notes where contact_id = any($1::uuid[])', [person.contacts]);
  await tx.query('delete from player_holds where contact_id = any($1::uuid[])', [person.contacts]);
  await blankAudit(tx, person);
  await blankAnswers(tx, siteId);
  await tx.query(
    `insert into erased_players (hash, site_id) select erased_hash(id), $2 from unnest($1::uuid[]) as id
     on conflict do nothing`,
    [person.contacts, siteId],
  );
  // Those who turned out to be somebody refer to that one.
  await tx.query('delete from contacts where id = any($1::uuid[]) and id <> $2', [person.contacts, person.id]);
  await tx.query('delete from contacts where id = $1', [person.id]);
  await writeDown(tx, 'player.erased', by, siteId, { player: hash, ...emptied, players: 1 });
  return { person, emptied, hash };
}

/** Keyed with the installation's secret: says that two rows are of one player, and not who. */
export async function hashOf(db: Queryable, contact: string): Promise<string> {
  const { rows } = await db.query<{ hash: string }>(`select encode(erased_hash($1), 'hex') as hash`, [contact]);
  return rows[0]?.hash ?? '';
}

/** The append-only record of it, with no name and no id of the player. */
export async function writeDown(
  db: Queryable,
  act: string,
  by: By | 'retention',
  siteId: string,
  about: object,
): Promise<void> {
  await db.query('insert into audit (actor_kind, actor_id, site_id, act, about) values ($1, $2, $3, $4, $5)', [
    ...(typeof by === 'string' ? [by, null] : ['operator', by.operator]),
    siteId,
    act,
    typeof by === 'string' ? about : { ...about, ...programInRecord() },
  ]);
}

/** Contacts, then conversations, each in the order of their ids, as everybody locks them. */
async function lockPerson(tx: Queryable, siteId: string, contact: string): Promise<Person | null> {
  const seen = await personOf(tx, siteId, contact);
  if (!seen) return null;
  for (const id of seen.contacts) {
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1::uuid::text, 12))', [id]);
  }
  await tx.query('select 1 from contacts where id = any($1::uuid[]) order by id for update', [seen.contacts]);
  await tx.query('select 1 from conversations where contact_id = any($1::uuid[]) order by id for update', [
    seen.contacts,
  ]);
  const locked = await personOf(tx, siteId, contact);
  if (locked && locked.contacts.join() !== seen.contacts.join()) throw new Grown();
  return locked;
}

/** Kept for a day for programs that ask twice, and sealed: of whom they are nobody can tell. That they were given stays. */
async function blankAnswers(tx: Queryable, siteId: string): Promise<void> {
  await tx.query('update api_answers set answer = null where key_id in (select id from api_keys where site_id = $1)', [
    siteId,
  ]);
}

/** That something was done stays, with whom it was done to taken out. */
async function blankAudit(tx: Queryable, person: Person): Promise<void> {
  await tx.query(`update audit set about = '{"erased": true}' where ${NAMES_ANY}`, [person.siteId, idsAround(person)]);
}
