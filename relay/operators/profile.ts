/**
 * What operators say of themselves, and what is said about them: what they speak, what players of a site call them, where
 * they answer and as what. It counts at once: routing looks again, colleagues see it, and the operator's own inboxes begin
 * anew, because a session knows from its hello what it may see, what is translated and under which name they write.
 */
import type { SpokenLanguages } from '@touchline/shared/people.ts';
import type { Bus } from '../platform/bus.ts';
import { notFound } from '../platform/errors.ts';
import type { OperatorStore } from './store.ts';

export type Profiles = ReturnType<typeof createProfiles>;

type Deps = {
  store: Pick<OperatorStore, 'speak' | 'rename' | 'siteIds'>;
  bus: Pick<Bus, 'publish' | 'subscribe'>;
  floor: { changed(siteIds: string[]): void };
  /** Something that waits may be for them now. */
  kick(operatorId: string): Promise<void>;
};

export function createProfiles({ store, bus, floor, kick }: Deps) {
  return {
    async speak(operatorId: string, languages: SpokenLanguages): Promise<void> {
      await store.speak(operatorId, languages);
      bus.publish(`profile/${operatorId}`, {});
      floor.changed(await store.siteIds(operatorId));
      await kick(operatorId);
    },

    /** `alias` null: players read the name itself. */
    async rename(operatorId: string, siteId: string, alias: string | null): Promise<void> {
      if (!(await store.rename(operatorId, siteId, alias))) throw notFound();
      bus.publish(`profile/${operatorId}`, {});
    },

    /** Somebody else has changed it; on `siteIds` they answer, or did. */
    async changed(operatorId: string, siteIds: string[]): Promise<void> {
      bus.publish(`profile/${operatorId}`, {});
      floor.changed(siteIds);
      await kick(operatorId);
    },

    /** Some of their sessions are over. */
    sessionsEnded: (operatorId: string) => bus.publish(`profile/${operatorId}`, { sessions: true }),

    /** `ofSessions`: only sessions ended, so whoever has one that goes on hears nothing new. */
    onChange: (operatorId: string, listener: (ofSessions: boolean) => void) =>
      bus.subscribe(`profile/${operatorId}`, ({ sessions }) => listener(sessions === true)),
  };
}
