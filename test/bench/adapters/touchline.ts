import type { Event } from '@touchline/shared/conversation.ts';
import { newId, newToken, PROTOCOL_VERSION } from '@touchline/shared/wire.ts';
import { type Connected, type Door, type Listener, openSocket, type Side, sharesOf, socketUrl } from './adapter.ts';

/** How sides come in: `cookies` are the operators', one each. */
export type RelayDoor = Door & { siteKey: string; origin: string; cookies: string[] };

/**
 * Speaks to servers/relay.ts as widget and inbox do. Frames of the desk arrive and are not looked into: the others
 * have no desk, and in life each operator's own machine reads it.
 */
export async function connectTouchline(door: RelayDoor, conversations: number, listener: Listener) {
  const ids = Array.from({ length: conversations }, () => newId(Date.now()));
  const numbers = new Map(ids.map((id, i) => [id, i]));
  /** Newest seq on each operator's screen, which a reply has to name. */
  const seen = ids.map(() => 0);

  async function member(side: Side, path: string, headers: Record<string, string>, hello: object) {
    const waiting = new Map<string, () => void>();
    const next = (type: string, conversation = '') =>
      new Promise<void>((resolve) => waiting.set(`${type}/${conversation}`, resolve));

    function hear(text: string): void {
      if (text.startsWith('{"type":"upsert"')) return;
      const frame = JSON.parse(text);
      if (frame.type === 'events') show(numbers.get(frame.conversation) ?? 0, frame.events);
      else if (frame.type === 'ack' && waiting.size === 0) listener.acked();
      else if (frame.type === 'error') listener.failed(new Error(`the relay answered ${text}`));
      else {
        const key = `${frame.type}/${frame.conversation ?? ''}`;
        waiting.get(key)?.();
        waiting.delete(key);
      }
    }

    function show(conversation: number, events: Event[]): void {
      if (side === 'operator') seen[conversation] = events.at(-1)?.seq ?? 0;
      for (const event of events) {
        if (event.type === 'message' && event.author.kind !== side) listener.shown(conversation, side, event.clientId);
      }
    }

    const socket = await openSocket(socketUrl(door, side) + path, headers, hear, listener.failed);
    const send = (frame: object) => socket.send(JSON.stringify(frame));
    const ready = next('ready');
    send({ type: 'hello', version: PROTOCOL_VERSION, ...hello });
    await ready;
    return {
      send,
      /** Opens a conversation and writes into it once, so that what is measured later is one message each. */
      async begin(i: number) {
        const conversation = ids[i] ?? '';
        const opened = next('opened', conversation);
        send({ type: 'open', conversation, epoch: '', seq: 0 });
        await opened;
        const acked = next('ack', conversation);
        send(postOf(i, side, newId(Date.now()), 'hello'));
        await acked;
      },
    };
  }

  function postOf(i: number, side: Side, clientId: string, text: string) {
    const post = { type: 'post', conversation: ids[i], clientId, text };
    return side === 'player' ? post : { ...post, seen: seen[i] };
  }

  const shares = sharesOf(conversations);
  const playerPath = `/socket?site=${door.siteKey}`;
  const players = await Promise.all(
    ids.map(async (_id, i) => {
      const player = await member('player', playerPath, { origin: door.origin }, { locale: 'en', token: newToken() });
      await player.begin(i);
      return player;
    }),
  );
  const operators = await Promise.all(
    shares.map(async (mine, o) => {
      const headers = { origin: door.operators, cookie: door.cookies[o] ?? '' };
      const operator = await member('operator', '/inbox/socket', headers, {});
      for (const i of mine) await operator.begin(i);
      return operator;
    }),
  );
  const operatorOf = shares.flatMap((mine, o) => mine.map(() => operators[o]));

  return {
    post(conversation, side, clientId, text) {
      const member = side === 'player' ? players[conversation] : operatorOf[conversation];
      member?.send(postOf(conversation, side, clientId, text));
    },
  } satisfies Connected;
}
