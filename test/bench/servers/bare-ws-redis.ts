/**
 * The same for several nodes, with Redis pub/sub between them: what is posted is published, and whoever has members in
 * the room sends them what Redis says.
 */
import { createServer } from 'node:http';
import { Redis } from 'ioredis';
import { type WebSocket, WebSocketServer } from 'ws';
import { announce, childTask, endWithParent } from '../child.ts';
import { listen } from './listen.ts';
import type { NodeTask } from './node-task.ts';
import { ackOf, createNumbering, type Join, type Post, type Side } from './room.ts';

const { redisUrl } = childTask<NodeTask>();
const rooms = new Map<string, Set<WebSocket>>();
const place = createNumbering();
const http = createServer();
const server = new WebSocketServer({ server: http });
const publisher = new Redis(redisUrl);
const subscriber = new Redis(redisUrl);

subscriber.on('message', (room, text) => {
  for (const member of rooms.get(room) ?? []) member.send(text);
});

server.on('connection', (socket) => {
  let side: Side = 'player';
  socket.on('message', async (data) => {
    const frame: Join | Post = JSON.parse(String(data));
    if (frame.type === 'join') {
      side = frame.side;
      await Promise.all(frame.conversations.map((conversation) => join(roomOf(conversation), socket)));
      socket.send(JSON.stringify({ type: 'joined' }));
      return;
    }
    const message = place(frame, side);
    publisher.publish(roomOf(message.conversation), JSON.stringify(message));
    socket.send(JSON.stringify({ type: 'ack', ...ackOf(message) }));
  });
});

const roomOf = (conversation: string) => `room/${conversation}`;

async function join(room: string, socket: WebSocket): Promise<void> {
  const members = rooms.get(room);
  if (members) {
    members.add(socket);
    return;
  }
  rooms.set(room, new Set([socket]));
  await subscriber.subscribe(room);
}

announce({ url: await listen(http) });
endWithParent(() => {});
