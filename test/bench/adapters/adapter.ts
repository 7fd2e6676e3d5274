/**
 * The load generator's view of a server under test. All adapters use the same `ws` client and parse every frame that
 * they look into, so that what a client costs is alike for all.
 */
import WebSocket from 'ws';

/** Of conversation number 0, 1, 2 …; both sides are in it already. */
export type Side = 'player' | 'operator';

export type Connected = {
  /** Sends; the other side's screen will call `shown` with the same client id. */
  post(conversation: number, side: Side, clientId: string, text: string): void;
};

/** What the generator wants to hear of. */
export type Listener = {
  /** A message is on the screen of the side that did not write it. */
  shown(conversation: number, side: Side, clientId: string): void;
  acked(): void;
  failed(error: Error): void;
};

/** Where each side comes in: the same address with one node, two with two. */
export type Door = { players: string; operators: string };

/** Resolves when `conversations` conversations stand open on both sides' screens. */
export type Adapter = (door: never, conversations: number, listener: Listener) => Promise<Connected>;

/** An operator's socket holds this many conversations, a player's one. */
export const PER_OPERATOR = 20;

export function openSocket(
  url: string,
  headers: Record<string, string>,
  heard: (text: string) => void,
  failed: (error: Error) => void,
): Promise<WebSocket> {
  const socket = new WebSocket(url, { headers, perMessageDeflate: false });
  socket.on('message', (data) => heard(String(data)));
  socket.on('close', (code) => failed(new Error(`${url} closed a socket with ${code}`)));
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve(socket));
    socket.on('error', reject);
  });
}

/** The conversations of each operator: 0–19, 20–39 … */
export function sharesOf(conversations: number): number[][] {
  const all = Array.from({ length: conversations }, (_, i) => i);
  return Array.from({ length: Math.ceil(conversations / PER_OPERATOR) }, (_, o) =>
    all.slice(o * PER_OPERATOR, (o + 1) * PER_OPERATOR),
  );
}

export function socketUrl(door: Door, side: Side): string {
  return (side === 'player' ? door.players : door.operators).replace(/^http/, 'ws');
}
