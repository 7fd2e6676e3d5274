import type { Author, Conversation, Event } from '@touchline/shared/conversation.ts';

/** Who is looking. What a player must not see is taken out here, in one place, for every frame and route. */
export type Audience = 'player' | 'operator';

/** To a player an operator has a name and no id. */
export function eventFor(audience: Audience, event: Event): Event {
  if (audience === 'operator') return event;
  const author = authorFor(audience, event.author);
  // Notes between operators, and who of them is wanted, stay between them.
  if (event.type === 'transferred') return { ...event, author, to: null, note: null };
  if (event.type === 'resolved') return { seq: event.seq, at: event.at, type: 'resolved', author };
  if (event.type === 'translated') return translatedFor(event, author);
  if (event.type === 'assigned') return { ...event, author, operator: { id: '', name: event.operator.name } };
  return { ...event, author };
}

/** What operators speak, what they cannot read, and who translates for the site are no news to a player. */
function translatedFor(event: Event & { type: 'translated' }, author: Author): Event {
  if (event.reader === 'player') return { ...event, author, provider: null };
  const { seq, at, type, of, reader } = event;
  return { seq, at, type, author, of, reader, language: '', text: null, provider: null };
}

export function stateFor(audience: Audience, state: Conversation): Conversation {
  if (audience === 'operator' || !state.assignee) return state;
  return { ...state, assignee: { id: '', name: state.assignee.name } };
}

export function authorFor(audience: Audience, author: Author): Author {
  return audience === 'player' && author.kind === 'operator' ? { kind: 'operator', name: author.name } : author;
}
