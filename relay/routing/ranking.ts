/**
 * Who answers whom: pure, over a picture of the moment. What is true by the time it is written, the claiming
 * statement decides (store.ts), so an old picture costs another look and nothing else.
 *
 * The waiting are taken in queue order. Each gets, of the operators with a free place: the one whom it was sent to;
 * else one who has not let it pass; else by language (native, fluent, with translation), by topic, who served this
 * player last, relative load, longest idle. While the right one is there but busy, it waits for them a little. What was
 * sent to a team is for its members alone, and waits while none of them is there.
 */
import { baseLanguage } from '@touchline/shared/language-tags.ts';
import type { SpokenLanguages } from '@touchline/shared/people.ts';
import type { Queued } from '@touchline/shared/queue.ts';

/** An operator who is online. `givenAt`: when routing last gave them something; null is never. */
export type Available = {
  id: string;
  name: string;
  languages: SpokenLanguages;
  /** Null: every topic. */
  topics: string[] | null;
  capacity: number;
  load: number;
  /** Of these, how many may be filled now. */
  places: number;
  givenAt: number | null;
};

export type Waiting = Queued & {
  language: string;
  waitedMs: number;
  /** Whom it was sent to. */
  wanted: string | null;
  /** Members of the team that it was sent to; null: everybody, also where that team has none, or is no more. */
  onlyFor?: string[] | null | undefined;
  /** Who had this player's conversation last. */
  servedBy: string | null;
  /** Operators who let an offer of it pass, or declined it, while it waited; each once per time. */
  passedBy: string[];
  /** Who declined it a moment ago, and is not asked again at once. */
  declinedBy: string[];
};

/** Whether the two understand each other by way of a translator. */
export type Translates = (language: string, operator: SpokenLanguages) => boolean;

export type Pair = { conversation: string; operator: string };
type Match = {
  pairs: Pair[];
  /** When time alone may change the answer; null when only events can. */
  againInMs: number | null;
};

export function match(
  waiting: Waiting[],
  operators: Available[],
  patienceMs: number,
  translates: Translates = () => false,
): Match {
  const given = new Map<string, number>();
  const givenTo = (one: Available) => given.get(one.id) ?? 0;
  const isFree = (one: Available) => givenTo(one) < one.places;
  const result: Match = { pairs: [], againInMs: null };

  for (const one of waiting) {
    if (!operators.some(isFree)) break;
    const choice = choose(
      one,
      operators,
      isFree,
      (operator) => (operator.load + givenTo(operator)) / operator.capacity,
      translates,
    );
    if (!choice) continue;
    const patienceLeft = patienceMs - one.waitedMs;
    if (!choice.isRight && patienceLeft > 0) {
      result.againInMs = Math.min(result.againInMs ?? patienceLeft, patienceLeft);
      continue;
    }
    given.set(choice.operator.id, givenTo(choice.operator) + 1);
    result.pairs.push({ conversation: one.id, operator: choice.operator.id });
  }
  return result;
}

/** Not `isRight`: somebody better is there and busy. */
type Choice = { operator: Available; isRight: boolean };

function choose(
  one: Waiting,
  operators: Available[],
  isFree: (operator: Available) => boolean,
  relativeLoad: (operator: Available) => number,
  translates: Translates,
): Choice | null {
  const refusesIt = ({ id }: Available) =>
    one.declinedBy.includes(id) || (one.onlyFor ? !one.onlyFor.includes(id) : false);
  const wanted = operators.find(
    (operator) => operator.id === one.wanted && !refusesIt(operator) && !one.passedBy.includes(operator.id),
  );
  if (wanted && isFree(wanted)) return { operator: wanted, isRight: true };

  const free = operators.filter((operator) => isFree(operator) && !refusesIt(operator));
  const best = lowest(free, (operator) => [
    one.passedBy.filter((id) => id === operator.id).length,
    isFit(one, operator) ? 0 : 1,
    languageRank(one.language, operator, translates),
    topicRank(one.topic, operator),
    one.servedBy === operator.id ? 0 : 1,
    relativeLoad(operator),
    operator.givenAt ?? 0,
  ]);
  if (!best) return null;
  const understands = (operator: Available) => languageRank(one.language, operator, translates) <= NOT_SPOKEN;
  const isBetter = (operator: Available) => isFit(one, operator) || (understands(operator) && !understands(best));
  const isWorthWaitingFor = (operator: Available) =>
    operator.capacity > 0 && isBetter(operator) && !refusesIt(operator) && !one.passedBy.includes(operator.id);
  const betterIsBusy = !isFit(one, best) && operators.some(isWorthWaitingFor);
  return { operator: best, isRight: !wanted && !betterIsBusy };
}

/** Speaks the language and knows the topic. */
function isFit(one: Waiting, operator: Available): boolean {
  return languageRank(one.language, operator) < NOT_SPOKEN && topicRank(one.topic, operator) < NOT_KNOWN;
}

/** From here on it takes a translator, or is beyond one. */
const NOT_SPOKEN = 2;
function languageRank(language: string, { languages }: Available, translates: Translates = () => false): number {
  const level = languages[language] ?? languages[baseLanguage(language)];
  if (level === 'native') return 0;
  if (level === 'fluent') return 1;
  return translates(language, languages) ? NOT_SPOKEN : NOT_SPOKEN + 1;
}

const NOT_KNOWN = 2;
/** Whoever is named for a topic comes before those who do everything. */
function topicRank(topic: string | null, { topics }: Available): number {
  if (topics === null || topic === null) return 1;
  return topics.includes(topic) ? 0 : NOT_KNOWN;
}

function lowest<Item>(items: Item[], keyOf: (item: Item) => number[]): Item | null {
  let best: { item: Item; key: number[] } | null = null;
  for (const item of items) {
    const key = keyOf(item);
    if (!best || isBefore(key, best.key)) best = { item, key };
  }
  return best?.item ?? null;
}

function isBefore(a: number[], b: number[]): boolean {
  for (let i = 0; i < a.length; i++) {
    const difference = (a[i] as number) - (b[i] as number);
    if (difference !== 0) return difference < 0;
  }
  return false;
}
