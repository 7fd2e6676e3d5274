/**
 * Says when what was sent on a socket has arrived: a WebSocket ping follows it, which a browser answers by itself without
 * a word of its page. One ping is under way at a time; what is asked for meanwhile goes with the next.
 */
import type { WebSocket } from '@fastify/websocket';

/** `done` is called at most once; of several for one `about` the newest counts. */
export type Prove = (about: string, done: () => void) => void;

export function createProof(socket: Pick<WebSocket, 'ping' | 'on'>): Prove {
  let asked = new Map<string, () => void>();
  let pinged: Map<string, () => void> | null = null;
  let number = 0;
  socket.on('pong', pong);

  function ping(): void {
    pinged = asked;
    asked = new Map();
    socket.ping(`${++number}`);
  }

  function pong(data: Buffer): void {
    // A client may send pongs that nobody asked for.
    if (!pinged || String(data) !== `${number}`) return;
    const arrived = pinged;
    pinged = null;
    for (const done of arrived.values()) done();
    if (asked.size > 0) ping();
  }

  return (about, done) => {
    asked.set(about, done);
    if (!pinged) ping();
  };
}
