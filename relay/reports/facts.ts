/**
 * From a conversation's log to what is counted of it: the definitions of shared/reports-metrics.ts, as code. Pure; the
 * same log always makes the same facts, so they can be made again at any time, and are never corrected by hand.
 *
 * Of each event it reads the type, the moment, the author's kind and id, and of some topic, language, operator, marks and
 * `as`. No text: a log of which only that is left makes the same facts.
 */
import type { Calendar } from './calendar.ts';
import { type Draft, type Episode, finish } from './episode.ts';
import type { Fact, LoggedEvent, Measure } from './fact.ts';

/** Where a conversation stands while its log is read. */
type Place = {
  topic: string | null;
  language: string;
  status: 'waiting' | 'open' | 'resolved';
  queued: LoggedEvent | null;
  assignee: string | null;
  /** Since when it has been on the assignee's hands; null while it is parked. */
  heldFrom: LoggedEvent | null;
};

export function factsOf(events: readonly LoggedEvent[], calendar: Calendar): Fact[] {
  const episodes: Episode[] = [];
  const place: Place = {
    ...{ topic: null, language: 'en', status: 'resolved', queued: null, assignee: null, heldFrom: null },
  };
  for (const event of events) {
    read(event, place, episodes);
    const { topic, language } = place;
    Object.assign(episodes.at(-1) ?? {}, { topic, language });
  }
  return episodes.flatMap((episode, i) => finish(episode, episodes[i - 1], episodes[i + 1], calendar));
}

function read(event: LoggedEvent, place: Place, episodes: Episode[]): void {
  const now = episodes.at(-1);
  switch (event.type) {
    case 'started':
      place.topic = event.topic;
      place.language = baseOf(event.language ?? place.language);
      begin('started');
      return enqueue();
    case 'reopened':
      if (place.status !== 'resolved') return;
      begin('reopened');
      enqueue();
      // Also where it is not a message that opens it again, but "not solved".
      return ask(episodes.at(-1), event);
    case 'assigned':
      if (place.status === 'resolved') begin('resumed');
      letGo();
      if (place.queued) draft('wait', { from: place.queued, to: event.at, operator: event.operator });
      Object.assign(episodes.at(-1) ?? {}, { servedBy: event.operator });
      return void Object.assign(place, { status: 'open', queued: null, assignee: event.operator, heldFrom: event });
    case 'released':
      return enqueue();
    case 'transferred':
      place.topic = event.topic ?? place.topic;
      draft('transfers', { from: event, operator: event.author });
      return enqueue();
    case 'parked':
    case 'snoozed':
      return letGo();
    case 'woken':
      return hold();
    case 'adjusted':
      place.language = baseOf(event.language ?? place.language);
      return;
    case 'message':
      if (event.by === 'player') {
        draft('incoming', { from: event, operator: null });
        hold();
        if (place.status !== 'resolved') ask(now, event);
      } else if (event.by === 'operator' || event.by === 'bot') {
        draft('outgoing', { from: event, operator: event.author });
        answer(now, event);
      }
      return;
    case 'resolved':
      if (place.status === 'resolved' || !now) return;
      letGo();
      now.end = event;
      draft(event.isSpam ? 'spam' : 'resolved', { from: event, operator: event.author });
      return void Object.assign(place, { status: 'resolved', queued: null, assignee: null });
    case 'rated': {
      // One that is changed while the player waits again still is about what ended before.
      const about = episodes.findLast(({ end }) => end !== null);
      if (about && event.rating) about.rated = { event, rating: event.rating };
    }
  }

  function begin(kind: Episode['kind']): void {
    const { topic, language } = place;
    const opened = { kind, begun: event, drafts: [], topic, language, servedBy: null, answers: [] };
    episodes.push({ ...opened, asked: null, unanswered: null, unheard: null, end: null, rated: null });
    draft(kind, { from: event, operator: kind === 'resumed' ? event.operator : null });
  }
  function draft(measure: Measure, of: Omit<Draft, 'measure'>): void {
    episodes.at(-1)?.drafts.push({ measure, ...of });
  }
  function hold(): void {
    if (place.status === 'open') place.heldFrom ??= event;
  }
  function letGo(): void {
    if (place.heldFrom) draft('held', { from: place.heldFrom, to: event.at, operator: place.assignee });
    place.heldFrom = null;
  }
  function enqueue(): void {
    letGo();
    place.queued ??= event;
    place.status = 'waiting';
    place.assignee = null;
  }
}

/** The player waits from here on, unless they did already. */
function ask(episode: Episode | undefined, event: LoggedEvent): void {
  if (!episode) return;
  episode.asked ??= event;
  episode.unanswered ??= event;
  episode.unheard ??= event;
}

/** A person's answer is to what no person has answered yet; a bot's to what nobody has. */
function answer(episode: Episode | undefined, event: LoggedEvent): void {
  if (!episode) return;
  const handler = event.by === 'bot' ? 'bot' : 'human';
  const from = handler === 'bot' ? episode.unheard : episode.unanswered;
  if (from && episode.end === null) episode.answers.push({ handler, from, event });
  if (handler === 'human') episode.unanswered = null;
  episode.unheard = null;
}

function baseOf(language: string): string {
  return (language.split('-')[0] ?? '').toLowerCase();
}
