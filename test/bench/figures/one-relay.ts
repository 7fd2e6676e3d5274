/**
 * What one relay carries, every message committed before its ack, against servers that keep messages in memory only:
 * bare `ws`, and Socket.IO, which is what most would take instead. 200 conversations in ping-pong; see generator.ts.
 */
import { contest } from '../contest.ts';
import { oneNode, relays } from '../entrants.ts';
import type { BenchOptions, Figure, Row } from '../figure.ts';
import { rowsOf } from '../rows.ts';

const CONVERSATIONS = 200;
const FULL = { rounds: 9, roundMs: 3_000, warmUpMs: 4_000 };
const QUICK = { rounds: 3, roundMs: 1_200, warmUpMs: 1_200 };

export const oneRelay: Figure = { name: 'one-relay', measure };

async function measure(options: BenchOptions): Promise<Row[]> {
  const { rounds, roundMs, warmUpMs } = options.quick ? QUICK : FULL;
  const entrants = {
    touchline: relays(CONVERSATIONS),
    'socket.io': oneNode('socket.io', 'socket-io.ts'),
    ws: oneNode('ws', 'bare-ws.ts'),
  };
  return contest(entrants, { ...options, conversations: CONVERSATIONS, warmUpMs }, async ({ play }) =>
    rowsOf(`one-relay/${CONVERSATIONS}`, await play(Object.keys(entrants), rounds, roundMs)),
  );
}
