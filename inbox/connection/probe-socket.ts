/**
 * Tries a WebSocket of its own: whether it opens, whether what is sent through it is answered, and whether it is still
 * there after a silence that is longer than any in use.
 *
 *     opening ──open──▶ greeting ──ready──▶ answering ──pong──▶ quiet ──30 s──▶ asked once more ──pong──▶ over
 */
import type { SocketLike } from '@touchline/shared/client/connection.ts';
import type { Clock } from '@touchline/shared/clock.ts';
import { PROTOCOL_VERSION } from '@touchline/shared/wire.ts';
import { good, look, lookAtProxy, type Verdict, waiting } from './verdict.ts';

const ANSWER_MAX_MS = 8_000;
export const QUIET_MS = 30_000;

type Tell = (check: 'socket' | 'quiet', verdict: Verdict) => void;
type Deps = { url: string; clock: Clock; open(url: string): SocketLike; tell: Tell };

/** Returns how to stop it. */
export function probeSocket({ url, clock, open, tell }: Deps): () => void {
  const begunAt = clock.now();
  let openMs = 0;
  let askedAt = 0;
  let quietSince = 0;
  const socket = open(url);
  let cancel = clock.after(ANSWER_MAX_MS, failed);

  socket.onopen = () => {
    openMs = clock.now() - begunAt;
    socket.send(JSON.stringify({ type: 'hello', version: PROTOCOL_VERSION }));
  };
  socket.onclose = failed;
  socket.onerror = () => {};
  socket.onmessage = ({ data }) => {
    const { type } = JSON.parse(String(data)) as { type: string };
    if (type === 'ready') ask();
    else if (type === 'pong') (quietSince ? over : fallSilent)();
  };

  function ask(): void {
    askedAt = clock.now();
    socket.send('{"type":"ping"}');
    cancel();
    cancel = clock.after(ANSWER_MAX_MS, failed);
  }

  function fallSilent(): void {
    tell('socket', good('connection.socket.good', { open: openMs, answer: clock.now() - askedAt }));
    tell('quiet', waiting('connection.quiet.waiting'));
    quietSince = clock.now();
    cancel();
    cancel = clock.after(QUIET_MS, ask);
  }

  function over(): void {
    tell('quiet', good('connection.quiet.good'));
    stop();
  }

  function failed(): void {
    if (quietSince) {
      const seconds = Math.round((clock.now() - quietSince) / 1_000);
      tell('quiet', lookAtProxy('connection.quiet.cut', { seconds }));
    } else {
      tell('socket', lookAtProxy(openMs ? 'connection.socket.mute' : 'connection.socket.refused'));
      tell('quiet', look('connection.quiet.none'));
    }
    stop();
  }

  function stop(): void {
    cancel();
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }
  return stop;
}
