/**
 * Carries what the log has committed to the sessions that look at it, on this relay and on others, over the bus.
 * A frame is encoded once per audience, however many sessions receive it.
 */
import type { Author, Event } from '@touchline/shared/conversation.ts';
import type { Bus, BusMessage } from '../platform/bus.ts';
import type { KnownConversation } from './store.ts';
import type { Audience } from './views.ts';
import { authorFor, eventFor } from './views.ts';

/** News of one conversation. `from` is the session that caused typing, which need not hear of it. */
export type ThreadNews = {
  conversation: string;
  /** Whose conversation it is, as far as the sender knew. */
  contact: string;
} & ({ events: Event[] } | { typing: Author; from: string });
/** News for everyone who acts as one person: their sessions must end. */
export type PersonNews = { revoked: 'signed-out' | 'merged' };
export type DeskNews = { conversation: string };

export type Fanout = ReturnType<typeof createFanout>;

export function createFanout(bus: Bus) {
  return {
    committed({ id, siteId, contactId }: KnownConversation, events: Event[]): void {
      bus.publish(`conversation/${id}`, { conversation: id, contact: contactId, events });
      bus.publish(`desk/${siteId}`, { conversation: id });
    },
    /** For listeners who may have missed something: they read the log again. */
    suspected({ id, siteId, contactId }: KnownConversation): void {
      bus.publish(`conversation/${id}`, { conversation: id, contact: contactId, events: [] });
      bus.publish(`desk/${siteId}`, { conversation: id });
    },
    typing({ id, contactId }: KnownConversation, typing: Author, from: string): void {
      bus.publish(`conversation/${id}`, { conversation: id, contact: contactId, typing, from });
    },
    revoke(person: string, news: PersonNews): void {
      bus.publish(`person/${person}`, news);
    },
    onThread: (conversation: string, listener: (news: ThreadNews) => void) =>
      bus.subscribe(`conversation/${conversation}`, listener as (message: BusMessage) => void),
    onPerson: (person: string, listener: (news: PersonNews) => void) =>
      bus.subscribe(`person/${person}`, listener as (message: BusMessage) => void),
    onDesk: (siteId: string, listener: (news: DeskNews) => void) =>
      bus.subscribe(`desk/${siteId}`, listener as (message: BusMessage) => void),
  };
}

const encoded = new WeakMap<ThreadNews, Partial<Record<Audience, string>>>();

/** The frame for one audience, as text. Shared by all sessions that hear the same news. */
export function encodeNews(news: ThreadNews, audience: Audience): string {
  const texts = encoded.get(news) ?? {};
  encoded.set(news, texts);
  texts[audience] ??= JSON.stringify(
    'events' in news
      ? {
          type: 'events',
          conversation: news.conversation,
          events: news.events.map((event) => eventFor(audience, event)),
        }
      : { type: 'typing', conversation: news.conversation, author: authorFor(audience, news.typing) },
  );
  return texts[audience];
}
