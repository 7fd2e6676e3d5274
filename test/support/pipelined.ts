/** Sends many frames at once, as a client on a slow line does, and waits until all of them are written. */
import type { OperatorDown, PlayerDown } from '@touchline/shared/down.ts';
import { until } from './conditions.ts';
import { freshId } from './sending-files.ts';

/** Hundreds of frames, each a row of the log, on a machine that may have other work. */
const LONGEST_WAIT_MS = 60_000;

type Client<Up> = { received: readonly (PlayerDown | OperatorDown)[]; send(frame: Up): void };
type Written<Up> = Up extends { clientId: string } ? Omit<Up, 'clientId'> : never;

/** They are written in the order in which they are given. Throws what one was refused with. */
export function pipelined<Up>({ received, send }: Client<Up>) {
  return async (...frames: Written<Up>[]): Promise<void> => {
    let looked = received.length;
    const waiting = new Set<string>();
    for (const frame of frames) {
      const clientId = freshId();
      waiting.add(clientId);
      send({ ...frame, clientId } as Up);
    }
    await until(
      'all is written',
      () => {
        for (; looked < received.length; looked++) {
          const answer = received[looked];
          if (!answer || !('clientId' in answer) || !answer.clientId || !waiting.has(answer.clientId)) continue;
          if (answer.type === 'error') throw new Error(`${answer.kind}: ${answer.message}`);
          if (answer.type === 'ack') waiting.delete(answer.clientId);
        }
        return waiting.size === 0;
      },
      LONGEST_WAIT_MS,
    );
  };
}
