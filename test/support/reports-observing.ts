/**
 * What there is to count in one conversation, found by looking back from each event over the ones before it: slow, plain,
 * and sharing no code with the relay's reports. `plant` makes it wrong in a named way, for the controls.
 */
import { type Conversation, type Event, NEW_CONVERSATION } from '@touchline/shared/conversation.ts';
import { applyWhole } from '@touchline/shared/internal.ts';
import type { MetricKey } from '@touchline/shared/reports-metrics.ts';
import type { NaiveTime } from './reports-naive-time.ts';
import type { Talk } from './reports-world.ts';

export type Seen = {
  metric: Exclude<MetricKey, 'load'> | 'asked' | 'abandoned';
  site: string;
  at: number;
  operator: string | null;
  topic: string | null;
  language: string;
  handled: 'human' | 'bot' | 'none';
  /** In ms, or a mark, or whether it was so. */
  value: number;
  business: number | null;
};
export type Held = { site: string; operator: string; from: number; to: number };
export type Plant = 'notes answer' | 'days of UTC' | 'no reopening' | 'resolved twice' | null;

const DAY = 86_400_000;

export function observe(
  { brand, events }: Talk,
  time: NaiveTime,
  now: number,
  plant: Plant,
): { seen: Seen[]; held: Held[] } {
  const seen: Seen[] = [];
  const states: Conversation[] = [];
  for (const event of events) states.push(applyWhole(states.at(-1) ?? NEW_CONVERSATION, event));
  const before = (i: number) => states[i - 1] ?? NEW_CONVERSATION;
  const begins = (i: number) => {
    const type = events[i]?.type;
    if (type === 'reopened') return plant !== 'no reopening';
    return type === 'started' || (type === 'assigned' && before(i).status === 'resolved');
  };
  const starts = events.flatMap((_, i) => (begins(i) ? [i] : []));
  const stretches = starts.map((from, nth) => ({ from, to: starts[nth + 1] ?? events.length }));
  const ends = stretches.map(({ from, to }) =>
    events.findIndex((event, i) => i >= from && i < to && event.type === 'resolved'),
  );

  for (const [nth, { from, to }] of stretches.entries()) {
    const first = events[from] as Event;
    const last = states[to - 1] as Conversation;
    const end = ends[nth] as number;
    const ended = events[end];
    const within = events.slice(from, to);
    const wrote = (kind: string) => within.some(({ type, author }) => type === 'message' && isBy(author, kind));
    const handled = wrote('operator') ? 'human' : wrote('bot') ? 'bot' : 'none';
    const about = {
      site: brand.site.id,
      topic: last.topic,
      language: (last.language.split('-')[0] ?? '').toLowerCase(),
    };
    const see = (metric: Seen['metric'], at: number, operator: string | null, more: Partial<Seen> = {}) =>
      seen.push({ metric, at, operator, ...about, handled, value: 1, business: null, ...more });
    const lasting = (since: number, until: number) => ({
      value: Math.max(0, until - since),
      business: time.hasHours ? sum(time.quarters(since, until).filter(({ isOpen }) => isOpen)) : null,
    });
    const isSpam = ended?.type === 'resolved' && ended.as === 'spam';

    const kind = first.type === 'assigned' ? 'resumed' : (first.type as 'started' | 'reopened');
    see(
      kind,
      first.at,
      first.type === 'assigned' ? first.operator.id : null,
      kind === 'resumed' ? { handled: 'human' } : {},
    );
    if (ended) see(isSpam ? 'spam' : 'resolved', ended.at, idOf(ended), { handled: 'human' });
    if (ended && !isSpam)
      see('resolution', first.at, idOf(ended), { ...lasting(first.at, ended.at), handled: 'human' });
    if (plant === 'resolved twice' && ended && nth === 0) see('resolved', ended.at, idOf(ended), { handled: 'human' });

    const isRunning = (i: number) => end < 0 || i < end;
    const asks = (i: number) => isRunning(i) && (events[i]?.type === 'reopened' || says(events[i] as Event, 'player'));
    const answered = {
      human: null as null | { at: number; by: string | null },
      bot: null as null | { at: number; by: string | null },
    };
    for (let i = from; i < to; i++) {
      const event = events[i] as Event;
      if (says(event, 'player')) see('incoming', event.at, null);
      if (event.type === 'transferred') see('transfers', event.at, idOf(event), { handled: 'human' });
      if (event.type === 'assigned' && before(i).status === 'waiting') {
        let queued = i - 1;
        while (queued > 0 && states[queued - 1]?.status === 'waiting') queued--;
        const since = events[queued]?.at ?? 0;
        see('wait', since, event.operator.id, { ...lasting(since, event.at), handled: 'human' });
      }
      for (const [hand, who] of [
        ['human', 'operator'],
        ['bot', 'bot'],
      ] as const) {
        if (!says(event, who, plant)) continue;
        if (event.type === 'message') see('outgoing', event.at, idOf(event), { handled: hand });
        let asked = -1;
        for (let k = i - 1; k >= from; k--) {
          if (says(events[k] as Event, 'operator', plant) || (hand === 'bot' && says(events[k] as Event, 'bot'))) break;
          if (asks(k)) asked = k;
        }
        if (asked < 0 || !isRunning(i)) continue;
        const since = events[asked]?.at ?? 0;
        const metric = answered[hand] ? 'response' : 'first-response';
        see(metric, since, idOf(event), { ...lasting(since, event.at), handled: hand });
        answered[hand] ??= { at: event.at, by: idOf(event) };
      }
    }

    const asked = events.findIndex((_, i) => i >= from && i < to && asks(i));
    if (asked >= 0) {
      const since = events[asked]?.at ?? 0;
      const answer = handled === 'none' ? null : answered[handled];
      const never = { value: Number.POSITIVE_INFINITY, business: time.hasHours ? Number.POSITIVE_INFINITY : null };
      see('asked', since, answer?.by ?? null, answer ? lasting(since, answer.at) : never);
      const firsts = within.filter(
        (event, k) => asked < from + k && isRunning(from + k) && (says(event, 'operator') || says(event, 'bot')),
      );
      const soon = firsts[0] && firsts[0].at - since < DAY;
      if (!soon && !isSpam && ((ended && !firsts[0]) || since + DAY <= now)) see('abandoned', since, null);
    }

    const rated = events.findLast((event, i) => {
      if (event.type !== 'rated') return false;
      const about = ends.findLastIndex((one) => one >= 0 && one < i);
      return about === nth;
    });
    if (rated?.type !== 'rated') continue;
    const served = within.findLast(({ type }) => type === 'assigned');
    const operator = served?.type === 'assigned' ? served.operator.id : null;
    const { solved, speed, courtesy, competence } = rated.rating;
    see('solved', rated.at, operator, { value: solved ? 1 : 0 });
    for (const [metric, mark] of Object.entries({ speed, courtesy, competence }) as ['speed', number | null][]) {
      if (mark !== null) see(metric, rated.at, operator, { value: mark });
    }
    const earlier = events[ends[nth - 1] ?? -1];
    const next = events[stretches[nth + 1]?.from ?? -1];
    if (!ended || isSpam || (earlier && first.at - earlier.at <= 7 * DAY)) continue;
    const isBack = next?.type === 'reopened' && next.at - ended.at <= 7 * DAY;
    see('first-contact', ended.at, operator, { value: solved && !isBack ? 1 : 0 });
  }
  return { seen, held: holdsOf(events, states, brand.site.id) };
}

/** From each event after which somebody has it in hand to the first after which they have not. */
function holdsOf(events: readonly Event[], states: readonly Conversation[], site: string): Held[] {
  const inHand = (i: number) => {
    const state = states[i];
    return state?.status === 'open' && !state.parked ? (state.assignee?.id ?? null) : null;
  };
  const held: Held[] = [];
  for (let i = 0; i < events.length; i++) {
    const operator = inHand(i);
    const isNew = operator && (inHand(i - 1) !== operator || events[i]?.type === 'assigned');
    if (!operator || !isNew) continue;
    const left = events.findIndex((event, k) => k > i && (inHand(k) !== operator || event.type === 'assigned'));
    if (left > 0) held.push({ site, operator, from: events[i]?.at ?? 0, to: events[left]?.at ?? 0 });
  }
  return held;
}

const isBy = (author: { kind: string }, kind: string) => author.kind === kind;
const sum = (pieces: { from: number; to: number }[]) =>
  pieces.reduce((all, { from, to }) => all + Math.max(0, to - from), 0);

function says(event: Event, who: string, plant: Plant = null): boolean {
  if (plant === 'notes answer' && event.type === 'note' && who === 'operator') return true;
  return event.type === 'message' && isBy(event.author, who);
}

function idOf({ author }: Event): string | null {
  return author.kind === 'operator' ? (author.id ?? null) : null;
}
