/** A room server as one writes it in an afternoon on bare `ws`: JSON, one room per conversation, in memory. */
import { createServer } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import { announce, endWithParent } from '../child.ts';
import { listen } from './listen.ts';
import { ackOf, createNumbering, type Join, type Post, type Side } from './room.ts';

const rooms = new Map<string, Set<WebSocket>>();
const place = createNumbering();
const http = createServer();
const server = new WebSocketServer({ server: http });

server.on('connection', (socket) => {
  let side: Side = 'player';
  socket.on('message', (data) => {
    const frame: Join | Post = JSON.parse(String(data));
    if (frame.type === 'join') {
      side = frame.side;
      for (const conversation of frame.conversations) join(conversation, socket);
      socket.send(JSON.stringify({ type: 'joined' }));
      return;
    }
    const message = place(frame, side);
    const text = JSON.stringify(message);
    for (const member of rooms.get(message.conversation) ?? []) member.send(text);
    socket.send(JSON.stringify({ type: 'ack', ...ackOf(message) }));
  });
});

function join(conversation: string, socket: WebSocket): void {
  const members = rooms.get(conversation) ?? new Set();
  rooms.set(conversation, members.add(socket));
}

announce({ url: await listen(http) });
endWithParent(() => {});
