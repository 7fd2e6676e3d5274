/** A question over HTTP whose every answer is one, refusals and silence among them. */
import { WebSocket } from 'ws';

const ANSWERS_WITHIN_MS = 5_000;

export type Answer = { status: number; headers: Headers; text: string; failure: string | null };

export async function ask(url: string, headers: Record<string, string> = {}): Promise<Answer> {
  try {
    const response = await fetch(url, { headers, redirect: 'manual', signal: AbortSignal.timeout(ANSWERS_WITHIN_MS) });
    return { status: response.status, headers: response.headers, text: await response.text(), failure: null };
  } catch (error) {
    return { status: 0, headers: new Headers(), text: '', failure: reasonOf(error) };
  }
}

/** Null when a socket opens; else the status that came instead, or why nothing came. */
export function askForSocket(url: string, origin: string): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url, { origin, handshakeTimeout: ANSWERS_WITHIN_MS });
    const done = (reason: string | null) => {
      resolve(reason);
      socket.terminate();
    };
    socket.on('open', () => done(null));
    socket.on('unexpected-response', (_request, { statusCode }) => done(`it is answered with ${statusCode}`));
    socket.on('error', (error) => done(reasonOf(error)));
  });
}

function reasonOf(error: unknown): string {
  const { cause, code, message, name } = error as NodeJS.ErrnoException & { cause?: NodeJS.ErrnoException };
  if (name === 'TimeoutError') return 'no answer';
  return cause?.code ?? code ?? cause?.message ?? message;
}
