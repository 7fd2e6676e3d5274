/**
 * Polling where no WebSocket passes, and back as soon as one does.
 *
 *     polling ──an attempt fails──▶ socket ──fails──▶ polling …      (a relay that is down: whichever finds it first)
 *        └──ready; a socket is tried beside it, soon and then ever more rarely, and takes over when it is ready
 */
import type { Clock } from '../clock.ts';
import type { Connect, Connection } from './connection.ts';

/** Later than a line counts as a good one, after which the change costs no more than half a second. */
const TRY_SOCKET_AFTER_MS = 11_000;
const TRY_SOCKET_MAX_MS = 5 * 60_000;
const RARER = 4;
/** A proxy that swallows the handshake says nothing, ever. */
const SOCKET_MAX_MS = 6_000;

export type Way = 'socket' | 'polling';

type Options<Up, Down> = {
  socket: Connect<Up, Down>;
  polling(): Connect<Up, Down>;
  clock: Clock;
  /** What a new line goes by. */
  by?: (way: Way) => void;
};

const made = new WeakMap<object, unknown>();

/** Asked again for the same socket, it is the same: it remembers what it has tried. */
export function socketOrPolling<Up, Down>(options: Options<Up, Down>): Connect<Up, Down> {
  const { socket } = options;
  const choice = (made.get(socket) as Connect<Up, Down>) ?? choose(options);
  made.set(socket, choice);
  return choice;
}

function choose<Up, Down>({ socket, polling, clock, by }: Options<Up, Down>): Connect<Up, Down> {
  const ways = { socket, polling: polling() };
  let way: Way = 'polling';

  return (events) => {
    const mine = way;
    let trial: Connection<Up> | undefined;
    let timer = mine === 'socket' ? clock.after(SOCKET_MAX_MS, () => giveUp('polling')) : () => {};
    let isReady = false;

    const connection = ways[mine]({
      ...events,
      status(next, code) {
        stop();
        if (next === 'ready') {
          isReady = true;
          by?.(mine);
          if (mine === 'polling') tryLater(TRY_SOCKET_AFTER_MS);
        } else if (!isReady) way = other(mine);
        events.status(next, code);
      },
    });

    return {
      get status() {
        return connection.status;
      },
      send: connection.send,
      close() {
        stop();
        connection.close();
      },
    };

    function tryLater(ms: number) {
      timer = clock.after(ms, () => {
        const next = Math.min(ms * RARER, TRY_SOCKET_MAX_MS);
        const attempt = socket({
          frame() {},
          status: (reached) => (reached === 'ready' ? giveUp('socket') : again()),
        });
        const again = () => {
          attempt.close();
          trial = undefined;
          timer();
          tryLater(next);
        };
        trial = attempt;
        timer = clock.after(SOCKET_MAX_MS, again);
      });
    }

    /** For the other way, which the next attempt goes. */
    function giveUp(to: Way) {
      way = to;
      stop();
      connection.close();
      events.status('waiting');
    }

    function stop() {
      timer();
      trial?.close();
      trial = undefined;
    }
  };
}

function other(way: Way): Way {
  return way === 'socket' ? 'polling' : 'socket';
}
