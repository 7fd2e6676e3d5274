import { type Connected, type Door, type Listener, openSocket, type Side, sharesOf, socketUrl } from './adapter.ts';

/**
 * Speaks to servers/socket-io.ts and socket-io-redis.ts in Socket.IO's own protocol (Engine.IO 4), on the bare client: its own one does more
 * for each frame, which would count against it here. `0` open, `40` connect, `2` ping, `3` pong, `42` event, `43` ack.
 */
export async function connectSocketIo(door: Door, conversations: number, listener: Listener) {
  async function member(side: Side, mine: number[]) {
    const connected = Promise.withResolvers<void>();
    const joined = Promise.withResolvers<void>();
    const hear = (text: string) => {
      if (text.startsWith('42')) {
        const [, message] = JSON.parse(text.slice(2));
        if (message.author !== side) listener.shown(Number(message.conversation), side, message.clientId);
      } else if (text.startsWith('43')) {
        const from = text.indexOf('[');
        const [{ clientId }] = JSON.parse(text.slice(from));
        if (clientId) listener.acked();
        else joined.resolve();
      } else if (text === '2') socket.send('3');
      else if (text.startsWith('40')) connected.resolve();
      else if (text.startsWith('0')) socket.send('40');
    };
    // The first frame may come with the answer to the upgrade, before `await` returns.
    const early: string[] = [];
    let listen = (text: string) => {
      early.push(text);
    };
    const socket = await openSocket(
      `${socketUrl(door, side)}/socket.io/?EIO=4&transport=websocket`,
      {},
      (text) => listen(text),
      listener.failed,
    );
    listen = hear;
    for (const text of early) hear(text);
    await connected.promise;
    let question = 0;
    const send = (event: string, body: object) => socket.send(`42${question++}${JSON.stringify([event, body])}`);
    send('join', { type: 'join', side, conversations: mine.map(String) });
    await joined.promise;
    return send;
  }

  const shares = sharesOf(conversations);
  const operators = await Promise.all(shares.map((mine) => member('operator', mine)));
  const players = await Promise.all(shares.flat().map((i) => member('player', [i])));
  const operatorOf = shares.flatMap((mine, o) => mine.map(() => operators[o]));

  return {
    post(conversation, side, clientId, text) {
      const send = side === 'player' ? players[conversation] : operatorOf[conversation];
      send?.('post', { type: 'post', conversation: String(conversation), clientId, text });
    },
  } satisfies Connected;
}
