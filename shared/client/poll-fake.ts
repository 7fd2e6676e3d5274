import { fakeClock } from '../clock-fake.ts';
import { type PollAnswer, pollConnector } from './poll-connection.ts';
import { settled } from './socket-fake.ts';

export type Frame = { type: string; epoch?: string; [field: string]: unknown };
type Request = {
  wait: number;
  frames: Frame[];
  aborted: boolean;
  answer(answer: PollAnswer<Frame>): void;
  fail(): void;
};

export const READY: Frame = { type: 'ready', epoch: 'e' };

/** A polling connection whose requests a test answers. `seen` is what its owner was told, in order. */
export function startPolling(hello: () => Promise<Frame> = async () => ({ type: 'hello' })) {
  const clock = fakeClock();
  const requests: Request[] = [];
  const seen: string[] = [];
  const connection = pollConnector<Frame, Frame>({
    url: 'https://relay.example/poll',
    hello,
    again: (greeting, { positions }) => [greeting, ...positions.map((position) => ({ type: 'open', ...position }))],
    post: (_url, body, signal) =>
      new Promise((answer, reject) => {
        const request = { ...body, aborted: false, answer, fail: () => reject(new Error('no network')) };
        requests.push(request);
        signal.addEventListener('abort', () => (request.aborted = true));
      }),
    clock,
  })({
    frame: (frame) => seen.push(`<${frame.type}>`),
    status: (status, code) => seen.push(code === undefined ? status : `${status} ${code}`),
  });
  const last = () => {
    const request = requests[requests.length - 1];
    if (!request) throw new Error('nothing was asked');
    return request;
  };
  /** Answers the last request; then the next one goes out. */
  const answer = async (frames: Frame[] = [], close?: number) => {
    last().answer(close === undefined ? { frames } : { frames, close });
    await settled();
    clock.advance(30);
  };
  const send = (...frames: Frame[]) => {
    for (const frame of frames) connection.send(frame);
    clock.advance(10);
  };
  return { clock, requests, seen, connection, last, answer, send };
}

export async function startReadyPolling(hello?: () => Promise<Frame>) {
  const started = startPolling(hello);
  await settled();
  await started.answer([READY]);
  started.clock.advance(1_500);
  await started.answer([READY]);
  return started;
}
