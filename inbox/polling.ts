/** Loaded only where no WebSocket passes. */
import type { Connect } from '@touchline/shared/client/connection.ts';
import { operatorAgain } from '@touchline/shared/client/poll-again.ts';
import { socketOrPolling, type Way } from '@touchline/shared/client/poll-choice.ts';
import { pollConnector } from '@touchline/shared/client/poll-connection.ts';
import { postPoll } from '@touchline/shared/client/poll-post.ts';
import type { Clock } from '@touchline/shared/clock.ts';
import type { OperatorDown } from '@touchline/shared/down.ts';
import type { OperatorUp } from '@touchline/shared/up.ts';
import { pollUrl } from './address.ts';

export function polling(options: {
  socket: Connect<OperatorUp, OperatorDown>;
  hello(): Promise<OperatorUp>;
  clock: Clock;
  by(way: Way): void;
}): Connect<OperatorUp, OperatorDown> {
  const { hello, clock } = options;
  return socketOrPolling({
    ...options,
    polling: () => (events) => {
      // The relay remembers nothing between two polls: who looks at the board says so each time.
      let looks = false;
      const line = pollConnector<OperatorUp, OperatorDown>({
        url: pollUrl(),
        hello,
        again: (greeting, memory) => [
          ...operatorAgain(greeting, memory),
          ...(looks ? [{ type: 'floor', on: true } as const] : []),
        ],
        post: postPoll,
        clock,
      })(events);
      return {
        get status() {
          return line.status;
        },
        send(frame) {
          if (frame.type === 'floor') looks = frame.on;
          return line.send(frame);
        },
        close: () => line.close(),
      };
    },
  });
}
