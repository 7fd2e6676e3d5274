import type { Socket } from 'node:net';

/**
 * Gathers what one turn of the loop writes to a socket into one system call. A batch of the log settles in one turn
 * and may have an ack and an event, or the events of many conversations, for the same reader.
 */
export function createCork(socket: Socket): () => void {
  let isCorked = false;
  return () => {
    if (isCorked) return;
    isCorked = true;
    socket.cork();
    setImmediate(() => {
      isCorked = false;
      socket.uncork();
    });
  };
}
