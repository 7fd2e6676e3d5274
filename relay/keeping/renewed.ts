/**
 * What must not come back alive: made for one moment, it would open a door, or keep a place, that has long been closed.
 * The installation's key stays: hashes of erased players are made with it, and under another one they would be let in again.
 */
import type { Queryable } from '../platform/postgres.ts';

export const RENEWED: readonly { what: string; sql: string }[] = [
  { what: 'sessions, which may have been ended since', sql: 'delete from operator_sessions' },
  { what: 'the second step of signing in', sql: 'delete from sign_in_tickets' },
  { what: 'links of the first run and for new passwords', sql: 'delete from admin_links' },
  {
    what: 'invitations, whose links lie in mails; who was invited is invited again',
    sql: 'update invitations set ended_at = now() where ended_at is null',
  },
  { what: 'relays, and with them the open inboxes', sql: 'delete from nodes' },
  {
    what: 'offers, whose operators no longer look at them',
    sql: `update offers set outcome = 'withdrawn', ended_at = now() where outcome is null`,
  },
  { what: 'the hold of a relay on a job', sql: 'update jobs set held_until = null where held_until is not null' },
];

/**
 * `restores` never again has a value that it had before, whichever backup is restored how often and into which copy of
 * a disk: so it is past both counts, by a leap that nobody foresees. From it comes the epoch, by which clients know that
 * their positions are of another history.
 */
const RAISE = `update installation set restores = greatest(restores, $1) + 1 + floor(random() * 1000000)::integer`;

export async function renew(tx: Queryable, restoresBefore: number): Promise<void> {
  for (const { sql } of RENEWED) await tx.query(sql);
  await tx.query(RAISE, [restoresBefore]);
}
