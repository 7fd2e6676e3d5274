/** Defects of the relay's sockets, by name, planted in its process before it listens. None of this is in the product. */
import { createRequire } from 'node:module';

export type SocketPlant = keyof typeof plantsOfSockets;

// The `ws` that the relay's upgrade uses, which may be another than the tests' own.
const plugin = createRequire(
  createRequire(import.meta.resolve('@touchline/relay/app.ts')).resolve('@fastify/websocket'),
);

export const plantsOfSockets = {
  /** Nobody ever looks slow: what waits for a reader is never too much. */
  unbounded() {
    Object.defineProperty(plugin('ws').prototype, 'bufferedAmount', { get: () => 0 });
  },
  /** What was written to a line is taken for what has arrived at its other end. */
  trustsLines() {
    plugin('ws').prototype.ping = function answered(data: string) {
      setImmediate(() => this.emit('pong', Buffer.from(data)));
    };
  },
};
