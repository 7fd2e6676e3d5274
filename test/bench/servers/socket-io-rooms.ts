import type { Server } from 'socket.io';
import { ackOf, createNumbering, type Join, type Post, type Side } from './room.ts';

/** A room server on Socket.IO: its rooms, its acknowledgements, whatever adapter the server was given. */
export function serveRooms(server: Server): void {
  const place = createNumbering();
  server.on('connection', (socket) => {
    let side: Side = 'player';
    socket.on('join', async (frame: Join, done: (answer: object) => void) => {
      side = frame.side;
      await socket.join(frame.conversations);
      done({});
    });
    socket.on('post', (post: Post, done: (answer: object) => void) => {
      const message = place(post, side);
      server.to(message.conversation).emit('message', message);
      done(ackOf(message));
    });
  });
}
