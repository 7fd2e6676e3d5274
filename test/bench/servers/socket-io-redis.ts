/** One node of several on Socket.IO: its own Redis adapter with its defaults, WebSocket only. */
import { createServer } from 'node:http';
import { createAdapter } from '@socket.io/redis-adapter';
import { Redis } from 'ioredis';
import { Server } from 'socket.io';
import { announce, childTask, endWithParent } from '../child.ts';
import { listen } from './listen.ts';
import type { NodeTask } from './node-task.ts';
import { serveRooms } from './socket-io-rooms.ts';

const { redisUrl } = childTask<NodeTask>();
const http = createServer();
const adapter = createAdapter(new Redis(redisUrl), new Redis(redisUrl));
serveRooms(new Server(http, { transports: ['websocket'], serveClient: false, adapter }));
announce({ url: await listen(http) });
endWithParent(() => {});
