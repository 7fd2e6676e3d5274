/** The same on Socket.IO: its rooms, its acknowledgements, the in-memory adapter, WebSocket only. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { announce, endWithParent } from '../child.ts';
import { ackOf, createNumbering, type Join, type Post, type Side } from './room.ts';

const place = createNumbering();
const http = createServer();
const server = new Server(http, { transports: ['websocket'], serveClient: false });

server.on('connection', (socket) => {
  let side: Side = 'player';
  socket.on('join', (frame: Join, done: (answer: object) => void) => {
    side = frame.side;
    socket.join(frame.conversations);
    done({});
  });
  socket.on('post', (post: Post, done: (answer: object) => void) => {
    const message = place(post, side);
    server.to(message.conversation).emit('message', message);
    done(ackOf(message));
  });
});

http.listen(0, '127.0.0.1', () => announce({ url: `ws://127.0.0.1:${(http.address() as AddressInfo).port}` }));
endWithParent(() => {});
