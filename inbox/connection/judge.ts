/** What the relay's reports say, as verdicts. Pure. */
import type { ConnectionReport } from '@touchline/shared/connection-report.ts';
import { good, look, type Verdict } from './verdict.ts';

/** A report with the moments of this browser's clock at which it was asked for and came. */
export type Timed = { report: ConnectionReport; askedAt: number; cameAt: number };

const POSTGRES_SLOW_MS = 100;
/** A device's own clock is only shown; between servers it decides about tokens. */
const BROWSER_OFF_MS = 5_000;
const SERVERS_OFF_MS = 2_000;

export function judgePostgres(reports: readonly Timed[]): Verdict {
  const answers = reports.flatMap(({ report }) => (report.postgres ? [report.postgres.ms] : []));
  if (answers.length < reports.length) return look('connection.postgres.down');
  const ms = Math.min(...answers);
  return ms > POSTGRES_SLOW_MS ? look('connection.postgres.slow', { ms }) : good('connection.postgres.good', { ms });
}

export function judgeRedis({ redis }: ConnectionReport): Verdict {
  return redis === 'lost' ? look('connection.redis.lost') : good(`connection.redis.${redis}`);
}

/** By the quickest of the reports: half of its round trip is all that the comparison can be wrong by. */
export function judgeClocks(reports: readonly Timed[]): Verdict {
  const [best] = [...reports].sort((a, b) => a.cameAt - a.askedAt - (b.cameAt - b.askedAt));
  if (!best) return look('connection.unanswered');
  const { report, askedAt, cameAt } = best;
  const browser = Math.round((askedAt + cameAt) / 2 - report.now);
  const servers = report.postgres?.aheadMs ?? 0;
  if (Math.abs(servers) > SERVERS_OFF_MS) return look('connection.clocks.servers', { seconds: secondsOf(servers) });
  if (Math.abs(browser) > BROWSER_OFF_MS) {
    const word = browser > 0 ? 'connection.clocks.ahead' : 'connection.clocks.behind';
    return look(word, { seconds: secondsOf(browser) });
  }
  return good('connection.clocks.good', { ms: Math.max(Math.abs(browser), Math.abs(servers)) });
}

export function judgeAddress(
  { address, peer, ignoresProxy, secure }: ConnectionReport,
  pageIsSecure: boolean,
): Verdict {
  const setting = [{ name: 'relay', text: `TRUST_PROXY=${peer.replace(/^::ffff:/, '')}` }];
  if (ignoresProxy) return look('connection.address.ignored', { address }, setting);
  if (pageIsSecure && !secure) {
    return look('connection.address.insecure', {}, [
      { name: 'nginx', text: 'proxy_set_header X-Forwarded-Proto $scheme;' },
      ...setting,
    ]);
  }
  return good('connection.address.good', { address });
}

function secondsOf(ms: number): number {
  return Math.round(Math.abs(ms) / 1_000);
}
