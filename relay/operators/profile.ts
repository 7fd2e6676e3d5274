/**
 * What operators say of themselves: what they speak, and what players of a site call them. It counts at once: routing
 * looks again, colleagues see it, and the operator's own inboxes begin anew, because a session knows from its hello
 * what is translated for them and under which name they write.
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

    onChange: (operatorId: string, listener: () => void) => bus.subscribe(`profile/${operatorId}`, listener),
  };
}
