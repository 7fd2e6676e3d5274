import { fakeClock } from '../clock-fake.ts';
import type { ConnectionEvents, ConnectionStatus } from './connection.ts';
import { reconnecting } from './reconnect.ts';

export type Frame = { type: string };
type Attempt = ConnectionEvents<Frame> & {
  sent: Frame[];
  closed: boolean;
  become(status: ConnectionStatus, code?: number): void;
};

/** A reconnecting connection over attempts that a test plays, with everything it reports, in order. */
export function startReconnecting(random = () => 1) {
  const clock = fakeClock();
  const attempts: Attempt[] = [];
  const seen: string[] = [];
  let wake = () => {};
  const connection = reconnecting<Frame, Frame>(
    (events) => {
      let status: ConnectionStatus = 'connecting';
      const attempt: Attempt = {
        ...events,
        sent: [],
        closed: false,
        become(next, code) {
          status = next;
          events.status(next, code);
        },
      };
      attempts.push(attempt);
      return {
        get status() {
          return status;
        },
        send: (frame) => attempt.sent.push(frame) > 0,
        close() {
          attempt.closed = true;
        },
      };
    },
    {
      clock,
      random,
      wake(now) {
        wake = now;
        return () => {
          wake = () => {};
        };
      },
    },
  )({
    frame: (frame) => seen.push(`<${frame.type}>`),
    status: (status, code) => seen.push(code === undefined ? status : `${status} ${code}`),
  });
  const last = () => {
    const attempt = attempts[attempts.length - 1];
    if (!attempt) throw new Error('nothing was attempted');
    return attempt;
  };
  return { clock, attempts, last, seen, connection, wake: () => wake() };
}
