/** A connection that speaks WebDriver BiDi: commands with answers, over one socket. */
import { once } from 'node:events';
import { WebSocket } from 'ws';

export type Bidi = {
  command<Result = unknown>(method: string, params?: object): Promise<Result>;
  hangUp(): void;
};

type Answer = { id: number; type: 'success' | 'error'; result: unknown; error?: string; message?: string };
type Question = { resolve(result: unknown): void; reject(error: Error): void };

export async function connectBidi(url: string): Promise<Bidi> {
  const socket = new WebSocket(url);
  const questions = new Map<number, Question>();
  let count = 0;
  socket.on('message', (data) => {
    const answer: Answer = JSON.parse(String(data));
    const question = questions.get(answer.id);
    questions.delete(answer.id);
    if (answer.type === 'success') question?.resolve(answer.result);
    else question?.reject(new Error(`${answer.error}: ${answer.message}`));
  });
  socket.on('close', () => {
    for (const { reject } of questions.values()) reject(new Error('the browser hung up'));
  });
  await once(socket, 'open');

  return {
    hangUp: () => socket.terminate(),
    command<Result>(method: string, params: object = {}): Promise<Result> {
      const id = ++count;
      socket.send(JSON.stringify({ id, method, params }));
      return new Promise<Result>((resolve, reject) => {
        questions.set(id, { resolve: resolve as Question['resolve'], reject });
      });
    },
  };
}
