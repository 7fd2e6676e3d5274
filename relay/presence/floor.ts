import type { Bus } from '../platform/bus.ts';

/** News that who is there, or who has what, has changed on a site. Whoever hears it reads what it needs. */
export type Floor = ReturnType<typeof createFloor>;

export function createFloor(bus: Bus) {
  return {
    changed(siteIds: string[]): void {
      for (const siteId of siteIds) bus.publish(`floor/${siteId}`, {});
    },
    on: (siteId: string, listener: () => void) => bus.subscribe(`floor/${siteId}`, listener),
  };
}
