/**
 * What of a conversation stands in its transcript, in order. Pure. It is made of what a player may see, also for operators:
 * a `PlayerEvent` can hold no note and nothing else that operators settle among themselves.
 */
import type { FileRef, Rating, Subject } from '@touchline/shared/conversation.ts';
import type { PlayerEvent } from '@touchline/shared/events.ts';

export type Line = { at: number } & (Said | Turn | { kind: 'rating'; rating: Rating });
export type Said = {
  kind: 'said';
  by: 'player' | 'operator' | 'system';
  /** The operator's, as the player reads it. */
  name: string | null;
  text: string;
  translation: Translation | null;
  files: readonly FileRef[];
  about: Subject | null;
  /** The messages that it answers and puts right, as far as they are there; nobody puts right what the other side wrote. */
  repliesTo: string | null;
  corrects: string | null;
};
export type Translation = { language: string; text: string };
/** Something that happened to the conversation; the word for it, and whose name is in it. */
type Turn = { kind: 'turn'; word: (typeof TURNS)[keyof typeof TURNS]; name: string };

const TURNS = {
  assigned: 'transcript.assigned',
  released: 'transcript.released',
  transferred: 'transcript.transferred',
  resolved: 'transcript.resolved',
  reopened: 'transcript.reopened',
  shortened: 'transcript.shortened',
} as const;

/** Stands where what came before is left out. */
export function shortenedAt(at: number): Line {
  return { at, kind: 'turn', word: TURNS.shortened, name: '' };
}

/** `translations`: by the seq of the message, as the reader of the transcript read it. */
export function linesOf(events: readonly PlayerEvent[], translations: ReadonlyMap<number, Translation>): Line[] {
  const messages = new Map(events.flatMap((event) => (event.type === 'message' ? [[event.seq, event] as const] : [])));
  const replaced = replacedRatings(events);
  return events.flatMap((event): Line[] => {
    const { at, author } = event;
    switch (event.type) {
      case 'message': {
        const former = messages.get(event.corrects ?? 0);
        return [
          {
            at,
            kind: 'said',
            by: author.kind,
            name: author.kind === 'operator' ? author.name : null,
            text: event.text,
            translation: translations.get(event.seq) ?? null,
            files: event.files ?? [],
            about: event.about ?? null,
            repliesTo: messages.get(event.replyTo ?? 0)?.text ?? null,
            corrects: former?.author.kind === author.kind ? former.text : null,
          },
        ];
      }
      case 'assigned':
        return [{ at, kind: 'turn', word: TURNS.assigned, name: event.operator.name }];
      case 'released':
      case 'transferred':
      case 'resolved':
      case 'reopened':
        return [{ at, kind: 'turn', word: TURNS[event.type], name: '' }];
      case 'rated':
        return replaced.has(event.seq) ? [] : [{ at, kind: 'rating', rating: event.rating }];
      default:
        return [];
    }
  });
}

/** Until the conversation is closed anew, a newer rating stands for what was said before, marks added to it for one. */
function replacedRatings(events: readonly PlayerEvent[]): Set<number> {
  const replaced = new Set<number>();
  let newest: number | undefined;
  for (const { type, seq } of events) {
    if (type === 'resolved') newest = undefined;
    if (type !== 'rated') continue;
    if (newest !== undefined) replaced.add(newest);
    newest = seq;
  }
  return replaced;
}
