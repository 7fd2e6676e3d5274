/**
 * Makes what was erased vanish from the screens that show it: a player's page is signed out and forgets, threads read
 * again and find nothing, lists drop the row. The bus says so at once. Each relay also looks for itself every few seconds,
 * because news may be lost, and because the command on the server has no bus: nothing of it has to arrive for an erased
 * conversation to be closed to everybody, only for it to leave the screens.
 */
import type { Clock } from '@touchline/shared/clock.ts';
import type { Fanout } from '../conversations/fanout.ts';
import type { Log } from '../platform/log.ts';
import type { Queryable } from '../platform/postgres.ts';

export type Gone = { conversation: string; siteId: string; contact: string | null };
/** Whom a relay has to tell; `forget`: its own copy of the state. */
export type Screens = Pick<Fanout, 'threads' | 'desks' | 'suspected' | 'revoke'> & {
  forget(conversation: string): void;
};

/** A revocation counts within five seconds. */
const LOOK_EVERY_MS = 2_000;
/** An erasure is seen when it is committed, which may be so long after its rows were written. */
const COMMIT_MAX = `interval '2 minutes'`;
/** A desk reads so many rows in a moment. More at once is retention's work, which nobody has on a screen. */
const DESK_MAX = 50;

type Deps = { db: Queryable; clock: Clock; log: Pick<Log, 'warn'>; screens: Screens };

export function createTelling({ db, clock, log, screens }: Deps) {
  /** Told already, and still looked at. */
  let known = new Set<string>();
  let stopped = false;
  let looking: Promise<void> = Promise.resolve();
  let cancel = clock.after(LOOK_EVERY_MS, tick);

  function tick(): void {
    looking = look()
      .catch((error) => log.warn({ err: error }, 'what was erased elsewhere could not be read; it is tried again'))
      .then(() => {
        if (!stopped) cancel = clock.after(LOOK_EVERY_MS, tick);
      });
  }

  async function look(): Promise<void> {
    const { rows } = await db.query<Gone>(
      `select conversation_id as conversation, site_id as "siteId", contact_id as contact from erased_lately
       where erased_at > clock_timestamp() - ${COMMIT_MAX}`,
    );
    const before = known;
    known = new Set(rows.map(({ conversation }) => conversation));
    const fresh = rows.filter(({ conversation }) => !before.has(conversation));
    for (const gone of fresh) hereIsGone(gone);
    for (const { conversation, siteId } of fresh.slice(0, DESK_MAX)) {
      for (const hear of screens.desks.get(siteId) ?? []) hear({ conversation, seq: 0 });
    }
  }

  function hereIsGone({ conversation, contact }: Gone): void {
    screens.forget(conversation);
    for (const listener of screens.threads.get(conversation) ?? []) {
      listener.hear({ conversation, contact: contact ?? '', events: [] });
    }
  }

  return {
    /** To every relay that the bus reaches. `contacts`: who is not anybody any more. */
    tell(gone: readonly Gone[], contacts: readonly string[]): void {
      for (const { conversation, siteId, contact } of gone) {
        screens.forget(conversation);
        screens.suspected({ id: conversation, siteId, contactId: contact ?? '' });
      }
      for (const contact of contacts) screens.revoke(contact, { revoked: 'signed-out' });
    },
    look,
    async stop(): Promise<void> {
      stopped = true;
      cancel();
      await looking;
    },
  };
}

export type Telling = ReturnType<typeof createTelling>;
