/** Whether this machine and Postgres agree on what time it is. */
import type { Clock } from '@touchline/shared/clock.ts';
import type { Queryable } from '../../platform/postgres.ts';
import { type Finding, ok, warning, wrong } from './finding.ts';

const APART_MS = 2_000;
/** From here on, signed tokens of players are refused. */
const FAR_APART_MS = 60_000;

export async function checkClocks(db: Queryable, clock: Pick<Clock, 'now'>): Promise<Finding[]> {
  const before = clock.now();
  const { rows } = await db.query<{ now: Date }>('select clock_timestamp() as now');
  const ours = (before + clock.now()) / 2;
  const apartMs = ours - (rows[0]?.now.getTime() ?? ours);
  const far = Math.abs(apartMs);
  if (far < APART_MS) return [ok("This machine's clock agrees with Postgres's")];
  const what = `This machine's clock is ${Math.round(far / 1_000)} s ${apartMs > 0 ? 'ahead of' : 'behind'} Postgres's`;
  const mend = 'let both machines follow a time server (NTP)';
  return [far < FAR_APART_MS ? warning(what, mend) : wrong(what, mend)];
}
