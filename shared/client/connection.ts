/**
 * One WebSocket, seen as { status, send, close } with two callbacks. Says `hello` when the socket opens and is
 * `ready` when the relay's `ready` frame arrives. It ends once and is never reused: reconnecting is reconnect.ts.
 */
export type ConnectionStatus = 'connecting' | 'ready' | 'waiting' | 'ended';

export interface Connection<Up> {
  readonly status: ConnectionStatus;
  /** False when the frame could not be handed to a ready socket; nothing is buffered. */
  send(frame: Up): boolean;
  /** Ends it for good. No callback follows. */
  close(): void;
}

export type ConnectionEvents<Down> = {
  frame(frame: Down): void;
  /** `code` of the socket's close, when the new status is `waiting` or `ended`. */
  status(status: ConnectionStatus, code?: number): void;
};

/** The part of the browser's WebSocket that is used; `ws` has it too. */
export interface SocketLike {
  readonly readyState: number;
  onopen: ((event: never) => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number }) => void) | null;
  onerror: ((event: never) => void) | null;
  send(data: string): void;
  close(code?: number): void;
}
