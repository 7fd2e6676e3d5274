import type { Author, Conversation, Event } from '@touchline/shared/conversation.ts';
import type { PlayerEvent } from '@touchline/shared/events.ts';

/** Who is looking. What a player must not see is taken out here, in one place, for every frame and route. */
export type Audience = 'player' | 'operator';

/** An operator who reads on a site. What is whispered is for one of them, and for those who supervise it. */
export type Reader = { id: string; supervises: boolean };

/** `reader`: which operator; without, what every one of them may see. */
export function eventFor(audience: 'player', event: Event): PlayerEvent;
export function eventFor(audience: Audience, event: Event, reader?: Reader): Event;
export function eventFor(audience: Audience, event: Event, reader?: Reader): Event {
  if (audience === 'player') return forPlayer(event);
  return event.type === 'whisper' && !mayHear(event, reader) ? nothing(event) : event;
}

function mayHear({ to, author }: Event & { type: 'whisper' }, reader: Reader | undefined): boolean {
  if (!reader) return false;
  return reader.supervises || reader.id === to.id || (author.kind === 'operator' && reader.id === author.id);
}

/**
 * To a player an operator has a name and no id. Every kind is listed, so that a new one does not compile before somebody
 * has said what of it a player may see.
 */
function forPlayer(event: Event): PlayerEvent {
  const author = authorFor('player', event.author);
  switch (event.type) {
    case 'started':
    case 'message':
    case 'adjusted':
    case 'released':
    case 'parked':
    case 'reopened':
    case 'read':
    case 'rated':
      return { ...event, author };
    case 'assigned':
      return { ...event, author, operator: { id: '', name: event.operator.name } };
    case 'resolved':
      return { seq: event.seq, at: event.at, type: 'resolved', author };
    case 'transferred': {
      // Notes between operators, and who of them is wanted, stay between them.
      const { seq, at, type, topic } = event;
      return { seq, at, type, author, topic, to: null, note: null };
    }
    case 'translated':
      return translatedFor(event, author);
    case 'note':
    case 'whisper':
    case 'tagged':
    case 'prioritised':
    case 'snoozed':
    case 'woken':
      return nothing(event);
    default:
      // Of a newer release, whose relays run beside this one.
      return nothing(event satisfies never as Event);
  }
}

/** Its place in the log must be taken. That something is adjusted, and nothing is, every page of every release knows. */
function nothing({ seq, at }: Event): PlayerEvent {
  return { seq, at, type: 'adjusted', author: { kind: 'system' }, changes: {} };
}

/** What operators speak, what they cannot read, and who translates for the site are no news to a player. */
function translatedFor(event: Event & { type: 'translated' }, author: Author): PlayerEvent {
  if (event.reader === 'player') return { ...event, author, provider: null };
  const { seq, at, type, of, reader } = event;
  return { seq, at, type, author, of, reader, language: '', text: null, provider: null };
}

export function stateFor(audience: Audience, state: Conversation): Conversation {
  if (audience === 'operator') return state;
  const { tags, priority, snoozed, team, ...rest } = state;
  // A snoozed one is parked for operators only: the player heard nothing of it.
  const own = { ...rest, parked: rest.parked && !snoozed };
  return own.assignee ? { ...own, assignee: { id: '', name: own.assignee.name } } : own;
}

export function authorFor(audience: Audience, author: Author): Author {
  return audience === 'player' && author.kind === 'operator' ? { kind: 'operator', name: author.name } : author;
}
