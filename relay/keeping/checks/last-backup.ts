/** How long ago everything was copied. */
import type { Queryable } from '../../platform/postgres.ts';
import { BACKED_UP } from '../backup.ts';
import { type Finding, ok, warning } from './finding.ts';

const OLD_DAYS = 7;

export async function checkLastBackup(db: Queryable): Promise<Finding[]> {
  const { rows } = await db.query<{ days: number; missing: number | null }>(
    `select extract(epoch from now() - at)::float8 / 86400 as days, (about->>'missing')::int as missing
     from audit where site_id is null and act = $1 order by id desc limit 1`,
    [BACKED_UP],
  );
  const [last] = rows;
  if (!last)
    return [warning('There has never been a backup', 'npm run backup makes one while relays run; let cron do it')];
  const days = Math.max(0, Math.floor(last.days));
  const when = days === 0 ? 'today' : days === 1 ? 'a day ago' : `${days} days ago`;
  if (days >= OLD_DAYS) return [warning(`The last backup was made ${when}`, 'let cron run npm run backup every day')];
  if (last.missing) {
    return [
      warning(
        `The last backup, ${when}, lacks ${last.missing} files that had been lost before`,
        'look for them in an older one',
      ),
    ];
  }
  return [ok(`The last backup was made ${when}`)];
}
