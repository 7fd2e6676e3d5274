/**
 * The load, in a process of its own: ping-pong in many conversations at once, one message in flight in each. The player
 * sends; when the operator's side shows it, the operator answers; when the player's side shows that, the next goes out.
 *
 * A round counts the messages shown between its beginning and its end, after a moment of running in. Latency is from
 * send to shown, by this process's own clock. A round ends only when every message sent was shown and acknowledged.
 */
import { newId } from '@touchline/shared/wire.ts';
import type { Adapter, Connected, Side } from './adapters/adapter.ts';
import { connectBareWs } from './adapters/bare-ws.ts';
import { connectSocketIo } from './adapters/socket-io.ts';
import { connectTouchline } from './adapters/touchline.ts';
import { announce, answerQuestions, endWithParent } from './child.ts';
import { percentile } from './statistics.ts';

export type ConnectQuestion = { connect: ServerName; door: unknown; conversations: number };
export type RoundQuestion = { round: ServerName; lastsMs: number };
export type Round = { perSecond: number; p50: number; p99: number };

const ADAPTERS = { ws: connectBareWs, 'socket.io': connectSocketIo, touchline: connectTouchline };
export type ServerName = keyof typeof ADAPTERS;

/** As long as people write: a line, with letters that are not all ASCII. */
const TEXT = 'Добры дзень! Мой дэпазіт 50 BYN яшчэ не прыйшоў, праверце, калі ласка.';
const RUN_IN_MS = 300;
const FINISH_MAX_MS = 10_000;

type Load = { run(lastsMs: number): Promise<Round> };
const loads = new Map<ServerName, Load>();

answerQuestions(async (question: ConnectQuestion | RoundQuestion) => {
  if ('connect' in question) {
    loads.set(question.connect, await createLoad(question));
    return {};
  }
  const load = loads.get(question.round);
  if (!load) throw new Error(`${question.round} is not connected`);
  return load.run(question.lastsMs);
});
endWithParent(() => {});
announce({});

async function createLoad({ connect, door, conversations }: ConnectQuestion): Promise<Load> {
  const inFlight = new Array<string>(conversations).fill('');
  const sentAt = new Float64Array(conversations);
  let latencies: number[] = [];
  let counting = false;
  let going = false;
  let open = 0;
  let unacked = 0;
  let finished = () => {};
  let fail = (error: Error): void => {
    throw error;
  };

  function post(conversation: number, side: Side): void {
    const clientId = newId(Date.now());
    inFlight[conversation] = clientId;
    open++;
    unacked++;
    sentAt[conversation] = performance.now();
    server.post(conversation, side, clientId, TEXT);
  }

  const adapter = ADAPTERS[connect] as Adapter;
  const server: Connected = await adapter(door as never, conversations, {
    shown(conversation, side, clientId) {
      if (inFlight[conversation] !== clientId) return;
      inFlight[conversation] = '';
      open--;
      if (counting) latencies.push(performance.now() - (sentAt[conversation] ?? 0));
      if (going) post(conversation, side);
      else if (open + unacked === 0) finished();
    },
    acked() {
      unacked--;
      if (!going && open + unacked === 0) finished();
    },
    failed: (error) => fail(error),
  });

  return {
    run: (lastsMs) =>
      new Promise((resolve, reject) => {
        const timers: NodeJS.Timeout[] = [];
        let beganAt = 0;
        let elapsedMs = 0;
        const at = (ms: number, task: () => void) => timers.push(setTimeout(task, ms));
        finished = () => {
          for (const timer of timers) clearTimeout(timer);
          resolve(summary(latencies, elapsedMs));
        };
        fail = (error) => {
          for (const timer of timers) clearTimeout(timer);
          going = false;
          reject(error);
        };
        latencies = [];
        going = true;
        for (let i = 0; i < conversations; i++) post(i, 'player');
        at(RUN_IN_MS, () => {
          counting = true;
          beganAt = performance.now();
        });
        at(RUN_IN_MS + lastsMs, () => {
          counting = false;
          going = false;
          elapsedMs = performance.now() - beganAt;
        });
        at(RUN_IN_MS + lastsMs + FINISH_MAX_MS, () =>
          fail(new Error(`${connect}: ${open} not shown, ${unacked} not acked`)),
        );
      }),
  };
}

function summary(latencies: number[], elapsedMs: number): Round {
  const sorted = Float64Array.from(latencies).sort();
  return {
    perSecond: (sorted.length / elapsedMs) * 1000,
    p50: percentile(sorted, 0.5),
    p99: percentile(sorted, 0.99),
  };
}
