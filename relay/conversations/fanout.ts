/**
 * Carries what the log has committed to the sessions that look at it, on this relay and on others, over the bus.
 * A frame is encoded once per audience, however many sessions receive it.
 */
import type { Author, Event } from '@touchline/shared/conversation.ts';
import { isInternal } from '@touchline/shared/internal.ts';
import type { Bus, BusListener } from '../platform/bus.ts';
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
/** `seq` is 0 where it is not known whether something changed. `chat`: only words were said, or read. */
export type DeskNews = { conversation: string; seq: number; chat?: boolean };

export type ThreadListener = {
  /** News without events is a reason to read the log. */
  hear(news: ThreadNews): void;
  /** Newest seq that it has. */
  position(): number;
};
export type DeskListener = (news: DeskNews) => void;

export type Fanout = ReturnType<typeof createFanout>;

/** `follow` hears every event that somebody here listens for, before they do. */
export function createFanout(bus: Bus, follow: (conversation: string, events: Event[]) => void = () => {}) {
  /** Who listens on this relay, for the sweep. */
  const threads = new Map<string, Set<ThreadListener>>();
  const desks = new Map<string, Set<DeskListener>>();

  return {
    threads: threads as ReadonlyMap<string, ReadonlySet<ThreadListener>>,
    desks: desks as ReadonlyMap<string, ReadonlySet<DeskListener>>,

    committed({ id, siteId, contactId }: KnownConversation, events: Event[]): void {
      // What is not for players does not travel: relays of the release before would hand it to them. It is read.
      const told = events.some(isUnknownBefore) ? [] : events;
      bus.publish(`conversation/${id}`, { conversation: id, contact: contactId, events: told });
      bus.publish(`desk/${siteId}`, { conversation: id, seq: events.at(-1)?.seq ?? 0, chat: events.every(isChat) });
      for (const event of events) if (event.type === 'whisper') bus.publish(`whispers/${event.to.id}`, {});
    },
    /** For listeners who may have missed something: they read the log again. */
    suspected({ id, siteId, contactId }: Pick<KnownConversation, 'id' | 'siteId' | 'contactId'>): void {
      bus.publish(`conversation/${id}`, { conversation: id, contact: contactId, events: [] });
      bus.publish(`desk/${siteId}`, { conversation: id, seq: 0 });
    },
    /** Only its row on the desk looks different. */
    rowChanged({ id, siteId }: Pick<KnownConversation, 'id' | 'siteId'>): void {
      bus.publish(`desk/${siteId}`, { conversation: id, seq: 0 });
    },
    typing({ id, contactId }: KnownConversation, typing: Author, from: string): void {
      bus.publish(`conversation/${id}`, { conversation: id, contact: contactId, typing, from });
    },
    revoke(person: string, news: PersonNews): void {
      bus.publish(`person/${person}`, news);
    },
    onThread: (conversation: string, listener: ThreadListener) =>
      listed(
        threads,
        conversation,
        listener,
        bus.subscribe(`conversation/${conversation}`, ((news: ThreadNews) => {
          if ('events' in news) follow(conversation, news.events);
          listener.hear(news);
        }) as BusListener),
      ),
    onPerson: (person: string, listener: (news: PersonNews) => void) =>
      bus.subscribe(`person/${person}`, listener as BusListener),
    onDesk: (siteId: string, listener: DeskListener) =>
      listed(desks, siteId, listener, bus.subscribe(`desk/${siteId}`, listener as BusListener)),
  };
}

/** Whether relays of the release before do not know what of it is for operators only. */
function isUnknownBefore(event: Event): boolean {
  return isInternal(event) || (event.type === 'transferred' && event.team !== undefined);
}

/** Whether it leaves the conversation in the lists where it is. */
export function isChat({ type }: Event): boolean {
  return CHAT.includes(type);
}

const CHAT: readonly Event['type'][] = ['message', 'read', 'translated', 'adjusted', 'note', 'whisper'];

/** Resolves, with the subscription, to the function that ends both. */
async function listed<Listener>(
  lists: Map<string, Set<Listener>>,
  key: string,
  listener: Listener,
  subscribed: Promise<() => void>,
): Promise<() => void> {
  const list = lists.get(key) ?? new Set();
  lists.set(key, list.add(listener));
  const stop = await subscribed;
  return () => {
    stop();
    list.delete(listener);
    if (list.size === 0 && lists.get(key) === list) lists.delete(key);
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
