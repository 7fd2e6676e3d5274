import { type Connected, type Door, type Listener, openSocket, type Side, sharesOf, socketUrl } from './adapter.ts';

/** Speaks to servers/bare-ws.ts and bare-ws-redis.ts. */
export async function connectBareWs(door: Door, conversations: number, listener: Listener) {
  async function member(side: Side, mine: number[]) {
    const joined = Promise.withResolvers<void>();
    const hear = (text: string) => {
      const frame = JSON.parse(text);
      if (frame.type === 'message') {
        if (frame.author !== side) listener.shown(Number(frame.conversation), side, frame.clientId);
      } else if (frame.type === 'ack') listener.acked();
      else joined.resolve();
    };
    const socket = await openSocket(socketUrl(door, side), {}, hear, listener.failed);
    socket.send(JSON.stringify({ type: 'join', side, conversations: mine.map(String) }));
    await joined.promise;
    return socket;
  }

  const shares = sharesOf(conversations);
  const operators = await Promise.all(shares.map((mine) => member('operator', mine)));
  const players = await Promise.all(shares.flat().map((i) => member('player', [i])));
  const operatorOf = shares.flatMap((mine, o) => mine.map(() => operators[o]));

  return {
    post(conversation, side, clientId, text) {
      const socket = side === 'player' ? players[conversation] : operatorOf[conversation];
      socket?.send(JSON.stringify({ type: 'post', conversation: String(conversation), clientId, text }));
    },
  } satisfies Connected;
}
