/** A match day, simulated: who waits how long and is answered in which language, against plain round robin. */
import { type Available, match } from '@touchline/relay/routing/ranking.ts';
import { inQueueOrder } from '@touchline/shared/queue.ts';
import { queueRules } from '@touchline/shared/queue-rules.ts';
import { expect, it } from 'vitest';
import { type Answered, matchDay, OPERATORS, play, type Strategy } from './support/match-day.ts';

const MINUTE = 60_000;
const SEEDS = [1, 2, 3];
const RULES = queueRules.parse({ tiers: { vip: 3 } });
const PATIENCE_MS = MINUTE;
const HEAD = 200;

const ours: Strategy = (waiting, operators) => {
  if (!operators.some((one) => one.load < one.capacity)) return [];
  return match(inQueueOrder(waiting, RULES).slice(0, HEAD), operators, PATIENCE_MS).pairs;
};

/** Whoever came first, to the next operator in turn who has a place. */
function roundRobin(): Strategy {
  let turn = 0;
  return (waiting, operators) => {
    const load = new Map(operators.map((one) => [one.id, one.load]));
    const pairs = [];
    for (const one of waiting) {
      const order = operators.map((_, i) => operators[(turn + i) % operators.length] as Available);
      const free = order.find((operator) => (load.get(operator.id) ?? 0) < operator.capacity);
      if (!free) break;
      turn = operators.indexOf(free) + 1;
      load.set(free.id, (load.get(free.id) ?? 0) + 1);
      pairs.push({ conversation: one.id, operator: free.id });
    }
    return pairs;
  };
}

it('answers more players in their language, and urgent ones sooner, than round robin; and starves nobody', () => {
  const table = SEEDS.map((seed) => {
    const day = matchDay(seed);
    return {
      seed,
      players: day.players.length,
      ours: figures(play(day, ours)),
      plain: figures(play(day, roundRobin())),
    };
  });
  for (const { seed, players, ours, plain } of table) {
    console.log(
      `match day, seed ${seed}: ${players} players, ${OPERATORS} operators\n  ours        ${line(ours)}\n  round robin ${line(plain)}`,
    );
    expect(ours.answered).toBe(players);
    expect(ours.native).toBeGreaterThan(2 * plain.native);
    expect(ours.translated).toBeLessThan(plain.translated / 2);
    expect(ours.urgentP95).toBeLessThan(plain.urgentP95);
    expect(ours.dangerMax).toBeLessThan(5 * MINUTE);
    expect(ours.longest).toBeLessThan(1.5 * plain.longest);
    expect(ours.unevenness).toBeLessThan(plain.unevenness + 0.05);
  }
});

type Figures = Record<
  'answered' | 'p50' | 'p95' | 'longest' | 'urgentP95' | 'dangerMax' | 'native' | 'translated' | 'unevenness',
  number
>;

function figures(all: Answered[]): Figures {
  const waits = (some: Answered[]) => some.map(({ waitedMs }) => waitedMs).sort((a, b) => a - b);
  const at = (sorted: number[], share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
  const share = (fits: (one: Answered) => boolean) => all.filter(fits).length / all.length;
  const urgent = all.filter(({ player }) => RULES.urgency[player.topic ?? ''] === 2);
  const danger = all.filter(({ player }) => player.topic === 'safer-gambling');
  const perOperator = Map.groupBy(all, ({ operator }) => operator.id);
  const counts = Array.from({ length: OPERATORS }, (_, i) => perOperator.get(`o${i}`)?.length ?? 0);
  const mean = all.length / OPERATORS;
  return {
    answered: all.length,
    p50: at(waits(all), 0.5),
    p95: at(waits(all), 0.95),
    longest: at(waits(all), 1),
    urgentP95: at(waits(urgent), 0.95),
    dangerMax: at(waits(danger), 1),
    native: share(({ player, operator }) => operator.languages[player.language] === 'native'),
    translated: share(({ player, operator }) => !(player.language in operator.languages)),
    unevenness: Math.sqrt(counts.reduce((sum, n) => sum + (n - mean) ** 2, 0) / OPERATORS) / mean,
  };
}

function line({ p50, p95, longest, urgentP95, dangerMax, native, translated, unevenness }: Figures): string {
  const minutes = (ms: number) => `${(ms / MINUTE).toFixed(1)} min`;
  const percent = (share: number) => `${Math.round(share * 100)} %`;
  return [
    `wait p50 ${minutes(p50)}, p95 ${minutes(p95)}, longest ${minutes(longest)}`,
    `urgent p95 ${minutes(urgentP95)}, in danger at most ${minutes(dangerMax)}`,
    `native ${percent(native)}, with translation ${percent(translated)}`,
    `work uneven by ${percent(unevenness)}`,
  ].join(' · ');
}
