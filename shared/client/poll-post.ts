/** A poll by the browser's own means. As text, which needs no preflight from another origin; the token is inside. */
import { CLOSE, ERRORS, type ErrorKind } from '../wire.ts';
import type { PollAnswer } from './poll-connection.ts';

export async function postPoll<Down>(url: string, body: object, signal: AbortSignal): Promise<PollAnswer<Down>> {
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(body), signal, cache: 'no-store' });
  const answer = await response.json();
  return response.ok ? answer : { frames: [], close: closeCodeOf(answer?.error?.kind) };
}

/** The code with which a socket would have been closed, or refused. */
function closeCodeOf(kind: ErrorKind): number {
  return ERRORS[kind]?.closeCode ?? (kind === 'too-fast' ? CLOSE.tooFast : CLOSE.unavailable);
}
