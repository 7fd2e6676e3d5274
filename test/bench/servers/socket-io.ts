/** The same on Socket.IO: the in-memory adapter, WebSocket only. */
import { createServer } from 'node:http';
import { Server } from 'socket.io';
import { announce, endWithParent } from '../child.ts';
import { listen } from './listen.ts';
import { serveRooms } from './socket-io-rooms.ts';

const http = createServer();
serveRooms(new Server(http, { transports: ['websocket'], serveClient: false }));
announce({ url: await listen(http) });
endWithParent(() => {});
