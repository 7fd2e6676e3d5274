/**
 * What one relay carries, every message committed before its ack, against servers that keep messages in memory only:
 * bare `ws`, and Socket.IO, which is what most would take instead. 200 conversations in ping-pong; see generator.ts.
 *
 * The three take turns in short rounds, so that whatever else the machine does meets all of them.
 */
import { type Child, startChild } from '../child.ts';
import type { BenchOptions, Figure, Row } from '../figure.ts';
import type { Round, ServerName } from '../generator.ts';
import { median } from '../statistics.ts';

const CONVERSATIONS = 200;
const FULL = { rounds: 9, roundMs: 3_000, warmUpMs: 4_000 };
const QUICK = { rounds: 3, roundMs: 1_200, warmUpMs: 1_200 };

const SERVERS: Record<ServerName, URL> = {
  ws: new URL('../servers/bare-ws.ts', import.meta.url),
  'socket.io': new URL('../servers/socket-io.ts', import.meta.url),
  touchline: new URL('../servers/touchline.ts', import.meta.url),
};
const NAMES = Object.keys(SERVERS) as ServerName[];

export const oneRelay: Figure = { name: 'one-relay', measure };

async function measure(options: BenchOptions): Promise<Row[]> {
  const { rounds, roundMs, warmUpMs } = options.quick ? QUICK : FULL;
  const children: Child[] = [];
  try {
    const generator = await startChild(new URL('../generator.ts', import.meta.url));
    children.push(generator);
    for (const name of NAMES) {
      options.say(`starting ${name}`);
      const server = await startChild(SERVERS[name], options.profileDir);
      children.push(server);
      await generator.ask({ connect: name, door: server.hello, conversations: CONVERSATIONS });
    }
    const play = async (name: ServerName, lastsMs: number) => (await generator.ask({ round: name, lastsMs })) as Round;
    for (const name of NAMES) await play(name, warmUpMs);
    const results: Record<ServerName, Round[]> = { ws: [], 'socket.io': [], touchline: [] };
    for (let i = 1; i <= rounds; i++) {
      for (const name of NAMES) results[name].push(await play(name, roundMs));
      options.say(`round ${i} of ${rounds}: ${NAMES.map((name) => inWords(name, results[name].at(-1))).join(', ')}`);
    }
    return [
      rowOf(`one-relay/${CONVERSATIONS}`, 'messages/s', results, (round) => round.perSecond),
      rowOf(`one-relay/${CONVERSATIONS}/p50`, 'ms', results, (round) => round.p50),
      rowOf(`one-relay/${CONVERSATIONS}/p99`, 'ms', results, (round) => round.p99),
    ];
  } finally {
    await Promise.all(children.map((child) => child.stop()));
  }
}

function rowOf(
  figure: string,
  unit: Row['unit'],
  results: Record<ServerName, Round[]>,
  pick: (round: Round) => number,
): Row {
  const numbers = (name: ServerName) => results[name].map(pick);
  const theirs = numbers('socket.io');
  return {
    figure,
    value: rounded(median(numbers('touchline'))),
    unit,
    against: { ws: rounded(median(numbers('ws'))), 'socket.io': rounded(median(theirs)) },
    ratio: rounded(median(numbers('touchline').map((ours, i) => ours / (theirs[i] ?? Number.NaN)))),
  };
}

function rounded(number: number): number {
  return Number(number.toPrecision(4));
}

function inWords(name: string, round: Round | undefined): string {
  return `${name} ${Math.round(round?.perSecond ?? 0)}/s`;
}
