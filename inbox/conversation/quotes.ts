/** What a message refers to, as the one who reads it here knows that message. Pure. */
import type { Event, Message } from '@touchline/shared/conversation.ts';
import { isBy } from './blind.ts';
import type { Rendered } from './rendering.ts';

/** Of the message that this one answers. `quoteText` is null while that one is further up than what is loaded. */
export type Quote = {
  quoteOf: number | null;
  quoteText: string | null;
  /** A colleague's name, `player` or `own`. */
  quoteName: string | null;
};

const NONE: Quote = { quoteOf: null, quoteText: null, quoteName: null };

export function quotesIn(events: readonly Event[], me: string, rendered: (message: Message) => Rendered) {
  return ({ replyTo }: { replyTo?: number | undefined }): Quote => {
    if (replyTo === undefined) return NONE;
    const message = messageAt(events, replyTo);
    if (!message) return { quoteOf: replyTo, quoteText: null, quoteName: null };
    return { quoteOf: replyTo, quoteText: gist(message, rendered(message)), quoteName: nameOf(message, me) };
  };
}

/** A log has no holes, so its place is known by its seq. */
export function messageAt(events: readonly Event[], seq: number): Message | null {
  const event = events[seq - (events[0]?.seq ?? 1)];
  return event?.type === 'message' ? event : null;
}

/** Those that somebody put right later: only their own author can. */
export function correctedSeqs(events: readonly Event[]): ReadonlySet<number> {
  const corrected = new Set<number>();
  for (const event of events) {
    if (event.type !== 'message' || event.corrects === undefined) continue;
    const original = messageAt(events, event.corrects);
    if (original && authorOf(original) === authorOf(event)) corrected.add(event.corrects);
  }
  return corrected;
}

/** As this operator reads it; files where it has no words. */
function gist(message: Message, { translated }: Pick<Rendered, 'translated'>): string {
  const read = message.author.kind === 'player' ? translated?.text : null;
  return read ?? (message.text || (message.files ?? []).map(({ name }) => name).join(', '));
}

function nameOf(message: Message, me: string): string {
  if (isBy(message, me)) return 'own';
  return message.author.kind === 'operator' ? message.author.name : 'player';
}

function authorOf({ author }: Message): string {
  return author.kind === 'operator' ? (author.id ?? author.name) : author.kind;
}
