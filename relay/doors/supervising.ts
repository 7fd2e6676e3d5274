/**
 * What a session hears of the floor besides its desk: whispers to its operator, limits that were passed on the sites which
 * they supervise, and the board of these, for as long as they look at it.
 */
import type { Actor } from '../conversations/actor.ts';
import { notFound } from '../platform/errors.ts';
import { createTurns } from '../platform/turns.ts';
import type { Supervision } from '../supervision/supervision.ts';

type Listening = Pick<Supervision, 'boards' | 'whispers' | 'alerts'>;

export function superviseBy(actor: Actor & { kind: 'operator' }, supervision: Listening, send: (text: string) => void) {
  const { operator, supervises } = actor;
  const stops: (() => void)[] = [];
  let stopBoards: (() => void) | null = null;
  let closed = false;
  /** Who looks away while the board is still coming has looked away. */
  const inTurn = createTurns();

  function keep(stop: () => void): void {
    if (closed) stop();
    else stops.push(stop);
  }

  return {
    async begin(): Promise<void> {
      keep(await supervision.whispers.listen([operator.id], send));
      if (supervises.size > 0) keep(await supervision.alerts.listen([...supervises], send));
    },

    /** Looking anew is told anew. */
    look(on: boolean): Promise<void> {
      if (supervises.size === 0) throw notFound();
      return inTurn('board', async () => {
        stopBoards?.();
        stopBoards = null;
        if (!on || closed) return;
        const stop = await supervision.boards.watch(supervises, send);
        if (closed) stop();
        else stopBoards = stop;
      });
    },

    close(): void {
      closed = true;
      stopBoards?.();
      for (const stop of stops) stop();
    },
  };
}
