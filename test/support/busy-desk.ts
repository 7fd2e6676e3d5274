/** An operator at a desk who answers and resolves whatever is given to them, a moment later, and never stops. */
import { systemClock } from '@touchline/shared/clock.ts';
import { newId } from '@touchline/shared/wire.ts';
import { until } from './conditions.ts';
import { newMark } from './ledger.ts';
import { atDesk, type Colleague } from './shift.ts';

const WORKS_EVERY_MS = 100;
/** How likely each of them is, for each conversation and time. */
const ANSWERS = 0.03;
const RESOLVES = 0.1;

export async function startBusyDesk(url: string, operator: Colleague, random: () => number) {
  const desk = await atDesk(url, operator);
  let read = 0;
  /** By conversation: the newest seq that this desk knows, of those that it believes to be its own. */
  const mine = new Map<string, number>();
  const said: string[] = [];

  const working = setInterval(() => {
    for (const frame of desk.received.slice(read)) {
      if (frame.type !== 'upsert' && frame.type !== 'list') continue;
      for (const { id, state } of frame.rows) {
        if (state.status === 'open' && state.assignee?.id === operator.id) mine.set(id, state.seq);
        else mine.delete(id);
      }
    }
    read = desk.received.length;
    for (const [conversation, seen] of mine) {
      const chance = random();
      if (chance > ANSWERS + RESOLVES) continue;
      const clientId = newId(systemClock.now());
      said.push(clientId);
      if (chance < ANSWERS) desk.send({ type: 'post', conversation, clientId, text: newMark(), seen });
      else desk.send({ type: 'resolve', conversation, clientId });
    }
  }, WORKS_EVERY_MS);

  return {
    operator,
    /** Says nothing more; done when all that was said is answered, or the line is gone. */
    async stop(): Promise<void> {
      clearInterval(working);
      await Promise.race([desk.closed, until('the desk is answered', isAnswered)]);
      desk.close();
    },
  };

  function isAnswered(): boolean {
    const answered = new Set(desk.received.map((frame) => ('clientId' in frame ? frame.clientId : undefined)));
    return said.every((clientId) => answered.has(clientId));
  }
}
