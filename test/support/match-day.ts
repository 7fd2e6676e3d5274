/**
 * A match day without a clock: twenty times the usual arrivals for half an hour, then the usual, until everybody is
 * answered. Seeded, so that two ways of routing meet the same players and the same operators.
 *
 * The model: an operator takes 5 minutes for a conversation on average (exponential), half as long again for one with
 * translation, however many they have open. What is asked of a run is only compared within it.
 */
import type { Available, Waiting } from '@touchline/relay/routing/ranking.ts';
import type { SpokenLanguages } from '@touchline/shared/people.ts';

const MINUTE = 60_000;
export const OPERATORS = 60;
const LANGUAGES = ['en', 'be', 'ru', 'az', 'vi', 'pl', 'tr', 'uk', 'es', 'pt', 'de', 'ar'];
const TOPICS = [
  'payments',
  'payments',
  'bets',
  'bets',
  'account',
  'verification',
  'bonuses',
  'rules',
  'other',
  'safer-gambling',
];
const USUAL_PER_MINUTE = 3;
const FLOOD = { from: 10 * MINUTE, to: 40 * MINUTE, times: 20 };
const ENDS_AT = 60 * MINUTE;
const HANDLING_MS = 5 * MINUTE;

export type Player = Waiting & { arrivesAt: number; handlingMs: number };
export type Answered = { player: Player; operator: Available; waitedMs: number };
/** Given who waits and who is there, who gets what; called whenever something has changed. */
export type Strategy = (
  waiting: Waiting[],
  operators: Available[],
  now: number,
) => { conversation: string; operator: string }[];

export function matchDay(seed: number): { players: Player[]; operators: Available[] } {
  const random = randomOf(seed);
  const pick = <Item>(items: Item[]) => items[Math.floor(random() * items.length)] as Item;
  const operators = Array.from({ length: OPERATORS }, (_, i): Available => {
    const languages: SpokenLanguages = { [LANGUAGES[i % LANGUAGES.length] as string]: 'native' };
    for (let more = 0; more < 2; more++) languages[pick(LANGUAGES)] ??= 'fluent';
    return { id: `o${i}`, name: `o${i}`, languages, topics: null, capacity: 4, load: 0, places: 4, givenAt: null };
  });
  const players: Player[] = [];
  for (let at = 0; at < ENDS_AT; ) {
    const isFlood = at >= FLOOD.from && at < FLOOD.to;
    at += (-Math.log(1 - random()) * MINUTE) / (USUAL_PER_MINUTE * (isFlood ? FLOOD.times : 1));
    players.push({
      id: `p${players.length}`,
      topic: pick(TOPICS),
      tier: random() < 0.05 ? 'vip' : null,
      verified: random() < 0.6,
      front: false,
      queuedAt: at,
      arrivesAt: at,
      language: pick(LANGUAGES),
      waitedMs: 0,
      wanted: null,
      servedBy: null,
      passedBy: [],
      declinedBy: [],
      handlingMs: -Math.log(1 - random()) * HANDLING_MS,
    });
  }
  return { players, operators };
}

/** Everybody is answered in the end, or it throws. */
export function play({ players, operators }: ReturnType<typeof matchDay>, strategy: Strategy): Answered[] {
  const floor = operators.map((one) => ({ ...one }));
  const byId = new Map(floor.map((one) => [one.id, one]));
  const waiting = new Map<string, Player>();
  const endings: { at: number; operator: string }[] = [];
  const answered: Answered[] = [];
  let next = 0;

  for (let now = 0; answered.length < players.length; ) {
    for (; next < players.length && (players[next] as Player).arrivesAt <= now; next++) {
      waiting.set((players[next] as Player).id, players[next] as Player);
    }
    for (let end = endings[0]; end && end.at <= now; end = endings[0]) {
      endings.shift();
      const operator = byId.get(end.operator) as Available;
      operator.load--;
      operator.places++;
    }
    const queue = [...waiting.values()].map((one) => ({ ...one, waitedMs: now - one.arrivesAt }));
    for (const pair of strategy(queue, floor, now)) {
      const operator = byId.get(pair.operator) as Available;
      const player = waiting.get(pair.conversation);
      if (!player) throw new Error(`${pair.conversation} was given twice`);
      if (operator.load >= operator.capacity) throw new Error(`${operator.id} was given one too many`);
      waiting.delete(player.id);
      operator.load++;
      operator.places--;
      operator.givenAt = now;
      const slower = player.language in operator.languages ? 1 : 1.5;
      endings.push({ at: now + player.handlingMs * slower, operator: operator.id });
      endings.sort((a, b) => a.at - b.at);
      answered.push({ player, operator: { ...operator }, waitedMs: now - player.arrivesAt });
    }
    const times = [players[next]?.arrivesAt, endings[0]?.at, waiting.size > 0 ? now + 5_000 : undefined];
    const soonest = Math.min(...times.filter((time) => time !== undefined));
    if (!Number.isFinite(soonest)) break;
    now = Math.max(soonest, now + 1);
  }
  return answered;
}

/** Mulberry32. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
