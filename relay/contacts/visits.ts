/**
 * Who is on the site now, and on which page. Nothing of it is stored but the last visit: a relay knows the pages that
 * are connected to it, tells those who watch when one comes, moves or leaves, and answers whoever asks.
 *
 *     {ask} on `visits` ──▶ every relay ──▶ {page} on `visit/CONTACT`, from those that have a page of theirs
 *
 * No answer within a moment means that nobody is there. Watchers ask again now and then, because a relay that is killed
 * says no goodbye. The channels are not those of the conversations: relays of the release before listen on those, and
 * take what they do not know for typing.
 */
import type { Clock } from '@touchline/shared/clock.ts';
import type { Device } from '@touchline/shared/contact.ts';
import type { Bus, BusListener } from '../platform/bus.ts';

export type VisitedPage = { url: string; title: string };
export type Whereabouts = { online: boolean; page: VisitedPage | null };
export type Seen = { id: string; device: Device; page: VisitedPage | null };
export type Visits = ReturnType<typeof createVisits>;

const ANSWER_MS = 1_000;
const ASK_AGAIN_MS = 20_000;

type Deps = {
  bus: Pick<Bus, 'publish' | 'subscribe'>;
  clock: Clock;
  /** A player's next page connects within this; so does one that polls. */
  lingerMs: number;
  /** Remembers the last visit of somebody who has written. */
  seen(visit: Seen): void;
};
type Visit = { page: VisitedPage | null };
type News = { page: VisitedPage | null } | { left: true };

export function createVisits({ bus, clock, lingerMs, seen }: Deps) {
  /** Pages connected to this relay, by player; the newest last. */
  const here = new Map<string, Set<Visit>>();
  /** Their last page has just gone. */
  const lingering = new Map<string, () => void>();

  const tell = (contact: string, news: News) => bus.publish(`visit/${contact}`, news);
  const tellPage = (contact: string) => {
    const newest = [...(here.get(contact) ?? [])].at(-1);
    if (newest) tell(contact, { page: newest.page });
  };
  const listening = bus.subscribe('visits', (({ ask }: { ask: string }) => tellPage(ask)) as BusListener);

  function leave(contact: string): void {
    lingering.get(contact)?.();
    const forget = clock.after(lingerMs, () => {
      lingering.delete(contact);
      tell(contact, { left: true });
    });
    lingering.set(contact, forget);
  }

  return {
    arrived(contact: string, device: Device, page: VisitedPage | null) {
      const visit: Visit = { page };
      const visits = here.get(contact) ?? new Set();
      here.set(contact, visits.add(visit));
      lingering.get(contact)?.();
      lingering.delete(contact);
      seen({ id: contact, device, page });
      tellPage(contact);
      return {
        /** Also for a page that has just been remembered for the first time. */
        moved(to: VisitedPage | null = visit.page) {
          // What a page says last may be dealt with after it has gone.
          if (!visits.has(visit)) return;
          visit.page = to;
          visits.delete(visit);
          visits.add(visit);
          seen({ id: contact, device, page: to });
          tellPage(contact);
        },
        left() {
          if (!visits.delete(visit)) return;
          seen({ id: contact, device, page: visit.page });
          if (visits.size > 0) return tellPage(contact);
          if (here.get(contact) === visits) here.delete(contact);
          leave(contact);
        },
      };
    },

    /** `hear` is told where they are at once or within a second, and whenever it changes. */
    async watch(contact: string, hear: (found: Whereabouts) => void): Promise<() => void> {
      let stopped = false;
      let giveUp = () => {};
      let askAgain = () => {};
      const ask = () => {
        if (stopped) return;
        giveUp();
        giveUp = clock.after(ANSWER_MS, () => hear({ online: false, page: null }));
        askAgain();
        askAgain = clock.after(ASK_AGAIN_MS, ask);
        bus.publish('visits', { ask: contact });
      };
      const stop = await bus.subscribe(`visit/${contact}`, ((news: News) => {
        // Another page of theirs may be connected elsewhere.
        if ('left' in news) return ask();
        giveUp();
        hear({ online: true, page: news.page });
      }) as BusListener);
      ask();
      return () => {
        stopped = true;
        giveUp();
        askAgain();
        stop();
      };
    },

    async close(): Promise<void> {
      for (const forget of lingering.values()) forget();
      (await listening)();
    },
  };
}
