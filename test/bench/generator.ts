/**
 * The load, in a process of its own: ping-pong in many conversations at once, one message in flight in each. The player
 * sends; when the operator's side shows it, the operator answers; when the player's side shows that, the next goes out:
 * at once, or, at a given pace, when its time has come, in one conversation after the other.
 *
 * A round counts the messages shown between its beginning and its end, after a moment of running in. Latency is until
 * it is shown, by this process's own clock: from the send, or from the time at which the pace wanted it sent, so that a
 * server that is late makes what it holds up late too. A round ends only when every message sent was shown and
 * acknowledged.
 */
import { newId } from '@touchline/shared/wire.ts';
import type { Adapter, Connected, Side } from './adapters/adapter.ts';
import { connectBareWs } from './adapters/bare-ws.ts';
import { connectSocketIo } from './adapters/socket-io.ts';
import { connectTouchline } from './adapters/touchline.ts';
import { announce, answerQuestions, endWithParent } from './child.ts';
import { percentile } from './statistics.ts';

export type ConnectQuestion = { connect: string; dialect: Dialect; door: unknown; conversations: number };
/** `perSecond`: the pace; as fast as it goes without. */
export type RoundQuestion = { round: string; lastsMs: number; perSecond?: number };
export type Round = { perSecond: number; p50: number; p99: number };

const ADAPTERS = { ws: connectBareWs, 'socket.io': connectSocketIo, touchline: connectTouchline };
export type Dialect = keyof typeof ADAPTERS;

/** As long as people write: a line, with letters that are not all ASCII. */
const TEXT = 'Добры дзень! Мой дэпазіт 50 BYN яшчэ не прыйшоў, праверце, калі ласка.';
const RUN_IN_MS = 300;
const FINISH_MAX_MS = 10_000;
const PACE_MS = 2;

type Load = { run(question: RoundQuestion): Promise<Round> };
const loads = new Map<string, Load>();

answerQuestions(async (question: ConnectQuestion | RoundQuestion) => {
  if ('connect' in question) {
    loads.set(question.connect, await createLoad(question));
    return {};
  }
  const load = loads.get(question.round);
  if (!load) throw new Error(`${question.round} is not connected`);
  return load.run(question);
});
endWithParent(() => {});
announce({});

async function createLoad({ connect, dialect, door, conversations }: ConnectQuestion): Promise<Load> {
  const inFlight = new Array<string>(conversations).fill('');
  const turns = new Array<Side>(conversations).fill('player');
  const sentAt = new Float64Array(conversations);
  /** When a conversation was due that had a message in flight; 0 is never. */
  const dueAt = new Float64Array(conversations);
  let latencies: number[] = [];
  let counting = false;
  let going = false;
  let paced = false;
  let open = 0;
  let unacked = 0;
  let finished = () => {};
  let fail = (error: Error): void => {
    throw error;
  };

  function post(conversation: number, due: number): void {
    const clientId = newId(Date.now());
    inFlight[conversation] = clientId;
    open++;
    unacked++;
    sentAt[conversation] = due;
    server.post(conversation, turns[conversation] as Side, clientId, TEXT);
  }

  const adapter = ADAPTERS[dialect] as Adapter;
  const server: Connected = await adapter(door as never, conversations, {
    shown(conversation, side, clientId) {
      if (inFlight[conversation] !== clientId) return;
      inFlight[conversation] = '';
      turns[conversation] = side;
      open--;
      const now = performance.now();
      if (counting) latencies.push(now - (sentAt[conversation] ?? 0));
      const due = paced ? (dueAt[conversation] ?? 0) : now;
      dueAt[conversation] = 0;
      if (going && due > 0) post(conversation, due);
      else if (!going && open + unacked === 0) finished();
    },
    acked() {
      unacked--;
      if (!going && open + unacked === 0) finished();
    },
    failed: (error) => fail(error),
  });

  /** Posts what is due since the last call, of which the first was at `beganAt`. */
  function createPace(perSecond: number, beganAt: number): () => void {
    let posted = 0;
    return () => {
      for (const owed = ((performance.now() - beganAt) * perSecond) / 1000; posted < owed; posted++) {
        const conversation = posted % conversations;
        const due = beganAt + (posted * 1000) / perSecond;
        if (inFlight[conversation] === '') post(conversation, due);
        else dueAt[conversation] ||= due;
      }
    };
  }

  return {
    run: ({ lastsMs, perSecond }) =>
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
        paced = perSecond !== undefined;
        dueAt.fill(0);
        if (perSecond !== undefined) timers.push(setInterval(createPace(perSecond, performance.now()), PACE_MS));
        else for (let i = 0; i < conversations; i++) post(i, performance.now());
        at(RUN_IN_MS, () => {
          counting = true;
          beganAt = performance.now();
        });
        at(RUN_IN_MS + lastsMs, () => {
          counting = false;
          going = false;
          elapsedMs = performance.now() - beganAt;
          if (perSecond !== undefined) clearInterval(timers[0]);
          if (open + unacked === 0) finished();
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
