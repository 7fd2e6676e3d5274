/** Whether relays work on this database: not by a clock, which may have been set back, but by seeing one of them beat. */
import type { Clock } from '@touchline/shared/clock.ts';
import { NODE_TIMING } from '../platform/node.ts';
import type { Queryable } from '../platform/postgres.ts';
import { Trouble } from './trouble.ts';

const LOOK_EVERY_MS = 250;

/** Waits until every node that may be alive has missed its time. Throws a `Trouble` as soon as one beats. */
export async function refuseWhileAlive(
  db: Queryable,
  clock: Pick<Clock, 'after'>,
  silentMs = NODE_TIMING.silentMs,
): Promise<void> {
  const first = await beats(db, silentMs);
  for (let waited = 0; first.size > 0 && waited < silentMs; waited += LOOK_EVERY_MS) {
    await new Promise<void>((done) => clock.after(LOOK_EVERY_MS, done));
    const later = await beats(db, silentMs);
    const alive = [...later].filter(([id, beat]) => first.get(id) !== beat).length;
    if (alive > 0) {
      throw new Trouble(
        `${alive === 1 ? 'A relay works' : `${alive} relays work`} on this database: stop every relay, then restore again; nothing was changed.`,
      );
    }
    // A relay that ends takes its row along.
    for (const id of first.keys()) if (!later.has(id)) first.delete(id);
  }
}

/** Of those that are not long gone; one of the future may be of now, by a clock that was set back. */
async function beats(db: Queryable, silentMs: number): Promise<Map<string, string>> {
  if ((await db.query(`select to_regclass('nodes') as found`)).rows[0]?.found === null) return new Map();
  const { rows } = await db.query<{ id: string; beat: string }>(
    `select id, beat_at::text as beat from nodes where beat_at > clock_timestamp() - make_interval(secs => $1)`,
    [silentMs / 1_000],
  );
  return new Map(rows.map(({ id, beat }) => [id, beat]));
}
