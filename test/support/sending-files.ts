/** Sends files as a page does: announced by a frame, put there over HTTP. */
import { request } from 'node:http';
import { systemClock } from '@touchline/shared/clock.ts';
import type { FileRef } from '@touchline/shared/conversation.ts';
import { newId } from '@touchline/shared/wire.ts';
import { until } from './conditions.ts';
import { TEST_ORIGIN } from './relay.ts';

export type FileToSend = { name: string; contentType: string; bytes: Buffer };
/** Either side's connection. */
export type Speaker = { received: { type: string }[]; send(frame: never): void };

export const freshId = () => newId(systemClock.now());

type Claims = { clientId?: string; bytes?: number };

/** The address of an upload, or the kind of the refusal. */
export async function attach(client: Speaker, conversation: string, file: FileToSend, claims: Claims = {}) {
  const { name, contentType, bytes } = file;
  const clientId = claims.clientId ?? freshId();
  const frame = { type: 'attach', conversation, clientId, name, contentType, bytes: bytes.length, ...claims };
  const answer = await ask(client, frame, ['upload', 'error'], (down) => down.clientId === clientId);
  return answer.type === 'error'
    ? { clientId, refused: answer.kind as string, url: '' }
    : { clientId, refused: null, url: answer.url as string };
}

export type Put = { status: number; file?: FileRef; kind?: string; headers: Headers };

export async function put(relayUrl: string, url: string, body: Buffer, headers: object = {}): Promise<Put> {
  const response = await fetch(`${relayUrl}/${url}`, {
    method: 'POST',
    body: new Uint8Array(body),
    headers: { origin: TEST_ORIGIN, 'content-type': 'application/octet-stream', ...headers },
  });
  const answer = (await response.json()) as { file?: FileRef; error?: { kind: string } };
  return {
    status: response.status,
    headers: response.headers,
    ...(answer.file && { file: answer.file }),
    ...(answer.error && { kind: answer.error.kind }),
  };
}

/** Announced and put there; the file's id. */
export async function send(relayUrl: string, client: Speaker, conversation: string, file: FileToSend, headers = {}) {
  const { clientId, url, refused } = await attach(client, conversation, file);
  if (refused) throw new Error(`the file was refused as ${refused}`);
  const stored = await put(relayUrl, url, file.bytes, headers);
  if (!stored.file) throw new Error(`the upload was refused as ${stored.kind}`);
  return { clientId, file: stored.file };
}

/** Links to a file or to the transcript, or the kind of the refusal. */
export async function linkTo(client: Speaker, conversation: string, of: string) {
  const frame = { type: 'link', conversation, of };
  const answer = await ask(client, frame, ['link', 'error'], (down) => down.type === 'error' || down.of === of);
  if (answer.type === 'error') return { refused: answer.kind as string, url: '', preview: undefined, until: 0 };
  return { refused: null, url: answer.url as string, preview: answer.preview, until: answer.until as number };
}

/** Begins a body and cuts the line after `bytes` of it. */
export function cutOff(relayUrl: string, url: string, body: Buffer, bytes: number): Promise<void> {
  return new Promise((resolve) => {
    const upload = request(`${relayUrl}/${url}`, {
      method: 'POST',
      headers: { origin: TEST_ORIGIN, 'content-length': body.length },
    });
    upload.on('error', () => resolve());
    upload.on('close', () => resolve());
    upload.write(body.subarray(0, bytes), () => upload.destroy());
  });
}

type Answer = {
  type: string;
  conversation?: string;
  clientId?: string;
  of?: string;
  kind?: string;
  url?: string;
  preview?: string;
  until?: number;
};

/** The next frame of one of the types that fits, of those that come from now on. */
async function ask(client: Speaker, frame: object, types: string[], fits: (answer: Answer) => boolean) {
  const before = client.received.length;
  const find = () =>
    (client.received.slice(before) as Answer[]).find((answer) => types.includes(answer.type) && fits(answer));
  client.send(frame as never);
  await until(`${types.join(' or ')} comes`, () => find() !== undefined);
  return find() as Answer;
}
