/** The connection page: every check begins as waiting and becomes good, or something to look at. */
import { computed, createModel, effect, signal } from '@preact/signals';
import type { SocketLike } from '@touchline/shared/client/connection.ts';
import type { PollAnswer } from '@touchline/shared/client/poll-connection.ts';
import type { Clock } from '@touchline/shared/clock.ts';
import type { ConnectionReport } from '@touchline/shared/connection-report.ts';
import { PROTOCOL_VERSION } from '@touchline/shared/wire.ts';
import { judgeAddress, judgeClocks, judgePostgres, judgeRedis, type Timed } from './judge.ts';
import { probeSocket } from './probe-socket.ts';
import { CHECKS, type Check, good, look, type Verdict, waiting } from './verdict.ts';

export type ConnectionDeps = {
  socketUrl: string;
  open(url: string): SocketLike;
  poll(body: object, signal: AbortSignal): Promise<PollAnswer<{ type: string }>>;
  report(): Promise<ConnectionReport>;
  clock: Clock;
  pageIsSecure: boolean;
};

/** The quickest of so many is least disturbed. */
const REPORTS = 3;
const POLL_MAX_MS = 10_000;

export const ConnectionModel = createModel((deps: ConnectionDeps) => {
  const { clock } = deps;
  const verdicts = signal<Record<Check, Verdict>>(allWaiting());
  const version = signal<string | null>(null);
  let run = 0;
  let stopProbe = () => {};
  let calling = new AbortController();

  const check = () => {
    stop();
    const mine = ++run;
    const tell = (name: Check, verdict: Verdict) => {
      if (mine === run) verdicts.value = { ...verdicts.value, [name]: verdict };
    };
    verdicts.value = allWaiting();
    stopProbe = probeSocket({ url: deps.socketUrl, open: deps.open, clock, tell });
    void probePolling(tell);
    void readReports(tell);
  };

  const stop = () => {
    run++;
    stopProbe();
    calling.abort();
    calling = new AbortController();
  };

  async function probePolling(tell: (name: Check, verdict: Verdict) => void): Promise<void> {
    const askedAt = clock.now();
    const { signal: aborted } = calling;
    const cancel = clock.after(POLL_MAX_MS, () => calling.abort());
    try {
      const body = { wait: 0, frames: [{ type: 'hello', version: PROTOCOL_VERSION }] };
      const { frames } = await deps.poll(body, aborted);
      if (!frames.some(({ type }) => type === 'ready')) throw new Error('no ready');
      tell('polling', good('connection.polling.good', { answer: clock.now() - askedAt }));
    } catch {
      tell('polling', look('connection.polling.failed'));
    }
    cancel();
  }

  async function readReports(tell: (name: Check, verdict: Verdict) => void): Promise<void> {
    const reports: Timed[] = [];
    try {
      for (let i = 0; i < REPORTS; i++) {
        const askedAt = clock.now();
        const report = await deps.report();
        reports.push({ report, askedAt, cameAt: clock.now() });
      }
    } catch {
      // What came before is enough; without any there is nothing to judge.
    }
    const [first] = reports;
    if (!first) {
      for (const name of ['postgres', 'redis', 'clocks', 'address'] as const) tell(name, look('connection.unanswered'));
      return;
    }
    version.value = first.report.version;
    tell('postgres', judgePostgres(reports));
    tell('redis', judgeRedis(first.report));
    tell('clocks', judgeClocks(reports));
    tell('address', judgeAddress(first.report, deps.pageIsSecure));
  }

  effect(() => stop);

  const states = computed(() => CHECKS.map((name) => verdicts.value[name].state));
  return {
    verdicts,
    version,
    /** How many are something to look at; null while some are waiting and none is. */
    toLookAt: computed(() => {
      const count = states.value.filter((state) => state === 'look').length;
      return count === 0 && states.value.includes('waiting') ? null : count;
    }),
    check,
  };
});

function allWaiting(): Record<Check, Verdict> {
  return Object.fromEntries(CHECKS.map((name) => [name, waiting()])) as Record<Check, Verdict>;
}
