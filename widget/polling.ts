/** Loaded only where no WebSocket passes. */
import type { Connect } from '@touchline/shared/client/connection.ts';
import { playerAgain } from '@touchline/shared/client/poll-again.ts';
import { socketOrPolling } from '@touchline/shared/client/poll-choice.ts';
import { pollConnector } from '@touchline/shared/client/poll-connection.ts';
import { postPoll } from '@touchline/shared/client/poll-post.ts';
import type { Clock } from '@touchline/shared/clock.ts';
import type { PlayerDown } from '@touchline/shared/down.ts';
import type { PlayerUp } from '@touchline/shared/up.ts';
import type { Host } from './host.ts';

export function polling(
  socket: Connect<PlayerUp, PlayerDown>,
  host: Host,
  hello: () => Promise<PlayerUp>,
  clock: Clock,
): Connect<PlayerUp, PlayerDown> {
  return socketOrPolling({
    socket,
    polling: () =>
      pollConnector({
        url: host.url(`poll?site=${host.element.dataset.site}`),
        hello,
        again: playerAgain,
        post: postPoll,
        clock,
      }),
    clock,
  });
}
