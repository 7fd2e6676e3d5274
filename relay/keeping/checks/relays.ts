/** Who works on this database. */
import { NODE_TIMING } from '../../platform/node.ts';
import type { Queryable } from '../../platform/postgres.ts';
import { type Finding, ok, warning, wrong } from './finding.ts';

export async function checkRelays(db: Queryable, redisUrl: string | undefined): Promise<Finding[]> {
  const { rows } = await db.query<{ alive: number }>(
    'select count(*) as alive from nodes where beat_at > now() - make_interval(secs => $1)',
    [NODE_TIMING.silentMs / 1_000],
  );
  const alive = rows[0]?.alive ?? 0;
  if (alive === 0) return [warning('No relay works on this database', 'start one (npm run relay)')];
  if (alive > 1 && !redisUrl) {
    return [
      wrong(
        `${alive} relays work on this database without a REDIS_URL, so what one writes reaches the others seconds later`,
        'set REDIS_URL for all of them',
      ),
    ];
  }
  return [ok(alive === 1 ? 'One relay works on this database' : `${alive} relays work on this database`)];
}
