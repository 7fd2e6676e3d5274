/** One episode of a conversation, from its beginning to its end, and the facts that it comes to. Pure; part of facts.ts. */
import { ABANDONED_AFTER_MS, FIRST_CONTACT_MS, type Handler } from '@touchline/shared/reports-metrics.ts';
import { ANSWERED, answeredIn, bucketOf } from './buckets.ts';
import type { Calendar } from './calendar.ts';
import type { Fact, LoggedEvent, Measure, Rating } from './fact.ts';

/** Counted from an event on; with `to`, a duration up to that moment. */
export type Draft = { measure: Measure; from: LoggedEvent; operator: string | null; to?: number };
type Answer = { handler: 'human' | 'bot'; from: LoggedEvent; event: LoggedEvent };

export type Episode = {
  kind: 'started' | 'reopened' | 'resumed';
  begun: LoggedEvent;
  drafts: Draft[];
  /** As they are at its end, or by now. */
  topic: string | null;
  language: string;
  /** To whom it was assigned last. */
  servedBy: string | null;
  /** When a player began to wait, for the first time in it. */
  asked: LoggedEvent | null;
  /** The first that no person, that nobody, has answered yet. */
  unanswered: LoggedEvent | null;
  unheard: LoggedEvent | null;
  answers: Answer[];
  end: LoggedEvent | null;
  rated: { event: LoggedEvent; rating: Rating } | null;
};

export function finish(
  episode: Episode,
  before: Episode | undefined,
  after: Episode | undefined,
  calendar: Calendar,
): Fact[] {
  const { drafts, answers, begun, end, topic, language } = episode;
  const handled = handlerOf(episode);
  const facts: Fact[] = [];
  const pieces = new Map<string, number>();

  function put(measure: Measure, at: number, seq: number, more: Partial<Fact>): void {
    const key = `${measure} ${seq}`;
    const piece = pieces.get(key) ?? 0;
    pieces.set(key, piece + 1);
    const none = { operator: null, n: 1, ms: null, businessMs: null, bucket: 0, businessBucket: null, knownAt: null };
    facts.push({ measure, seq, piece, at, ...calendar.local(at), topic, language, handled, ...none, ...more });
  }
  function last(measure: Measure, from: LoggedEvent, to: number, more: Partial<Fact>): void {
    put(measure, from.at, from.seq, { ...lasting(from.at, to, calendar), ...more });
  }

  for (const { measure, from, to, operator } of drafts) {
    const hands = measure === 'outgoing' && from.by === 'bot' ? 'bot' : 'human';
    if (measure === 'incoming' || measure === 'outgoing') continue;
    if (measure === 'held') {
      for (const piece of calendar.hours(from.at, to ?? from.at)) {
        put('held', piece.from, from.seq, { operator, handled: hands, ms: piece.to - piece.from });
      }
    } else if (to !== undefined) last(measure, from, to, { operator, handled: hands });
    else put(measure, from.at, from.seq, { operator, ...(OWN_HANDLER.includes(measure) && { handled: handOf(from) }) });
  }
  for (const same of messagesByHour(drafts, calendar)) {
    const { measure, from, operator } = same[0] as Draft;
    put(measure, from.at, from.seq, {
      operator,
      n: same.length,
      ...(measure === 'outgoing' && { handled: handOf(from) }),
    });
  }
  for (const handler of ['human', 'bot'] as const) {
    const theirs = answers.filter((answer) => answer.handler === handler);
    for (const [i, { from, event }] of theirs.entries()) {
      last(i === 0 ? 'first-response' : 'response', from, event.at, { operator: event.author, handled: handler });
    }
  }
  if (end && !end.isSpam) last('resolution', begun, end.at, { operator: end.author, handled: handOf(end) });
  if (episode.asked) putAsked(episode.asked);
  putRating();
  return facts;

  function putAsked(asked: LoggedEvent): void {
    const answer = answers.find(({ handler }) => handler === handled);
    const { ms, businessMs } = lasting(asked.at, answer?.event.at ?? asked.at, calendar);
    put('asked', asked.at, asked.seq, {
      operator: answer?.event.author ?? null,
      bucket: answer ? answeredIn(ms) : ANSWERED.not,
      businessBucket: answer && businessMs !== null ? answeredIn(businessMs) : calendar.hasHours ? ANSWERED.not : null,
    });
    const first = answers[0];
    const isInTime = first && first.event.at - asked.at < ABANDONED_AFTER_MS;
    if (isInTime || end?.isSpam) return;
    put('abandoned', asked.at, asked.seq, { knownAt: end && !first ? null : asked.at + ABANDONED_AFTER_MS });
  }

  function putRating(): void {
    if (!episode.rated) return;
    const { event, rating } = episode.rated;
    const of = { operator: episode.servedBy };
    put('solved', event.at, event.seq, { ...of, bucket: rating.solved ? 1 : 0 });
    for (const measure of ['speed', 'courtesy', 'competence'] as const) {
      const mark = rating[measure];
      if (mark !== null) put(measure, event.at, event.seq, { ...of, bucket: mark });
    }
    if (!end || end.isSpam || (before?.end && begun.at - before.end.at <= FIRST_CONTACT_MS)) return;
    const isReopened = after?.kind === 'reopened' && after.begun.at - end.at <= FIRST_CONTACT_MS;
    put('first-contact', end.at, end.seq, { ...of, bucket: rating.solved && !isReopened ? 1 : 0 });
  }
}

/** Happenings that are somebody's own deed, whoever handled the rest. */
const OWN_HANDLER: readonly Measure[] = ['resumed', 'resolved', 'spam', 'transfers'];

const handOf = ({ by }: LoggedEvent): Handler => (by === 'bot' ? 'bot' : by === 'operator' ? 'human' : 'none');

function handlerOf({ drafts }: Episode): Handler {
  const hands = drafts.filter(({ measure }) => measure === 'outgoing').map(({ from }) => handOf(from));
  return hands.includes('human') ? 'human' : hands.includes('bot') ? 'bot' : 'none';
}

/** Messages of one author within one hour are one fact. */
function messagesByHour(drafts: Draft[], calendar: Calendar): Iterable<Draft[]> {
  const messages = drafts.filter(({ measure }) => measure === 'incoming' || measure === 'outgoing');
  return Map.groupBy(messages, ({ measure, from, operator }) => {
    const { day, hour } = calendar.local(from.at);
    return [measure, day, hour, operator, from.by].join(' ');
  }).values();
}

/** Never less than nothing, although a clock may have been set back. */
function lasting(from: number, to: number, calendar: Calendar) {
  const ms = Math.max(0, to - from);
  const businessMs = calendar.hasHours ? calendar.businessMs(from, from + ms) : null;
  return {
    ms,
    businessMs,
    bucket: bucketOf(ms),
    businessBucket: businessMs === null ? null : bucketOf(businessMs),
  };
}
