/**
 * What may happen to a relay's bus, by name, as wrappers of it: faults that the relay has to bear, and defects under
 * which a check has to fail. None of this is in the product.
 */
import type { Bus, BusMessage } from '@touchline/relay/platform/bus.ts';

export type BusPlant = keyof typeof plantsOfBus;

export const plantsOfBus = {
  /** The fault: of what is published 1 % is lost, 5 % comes twice and 5 % late, behind what was published after it. */
  unreliable: (bus) => disturbed(bus, { lost: 0.01, doubled: 0.05, late: 0.05 }),
  /** The fault: much is lost, so that the ends of many conversations are among it. */
  lossy: (bus) => disturbed(bus, { lost: 0.3, doubled: 0, late: 0 }),
  /** The defect: the relay believes that nothing can be lost, so that nobody sweeps. */
  unswept: (bus) => ({ ...bus, lossy: false, onRecovered: () => {} }),
  /** The defect: nobody is told that a site is settled otherwise now. */
  sitesUntold: (bus) => ({
    ...bus,
    publish: (channel, message) => channel !== 'sites' && bus.publish(channel, message),
  }),
} satisfies Record<string, (bus: Bus) => Bus>;

type Shares = { lost: number; doubled: number; late: number };

const LATE_MAX_MS = 50;

function disturbed(bus: Bus, { lost, doubled, late }: Shares): Bus {
  const publish = (channel: string, message: BusMessage) => {
    const chance = Math.random();
    if (chance < lost) return;
    if (chance < lost + late) {
      setTimeout(() => bus.publish(channel, message), Math.random() * LATE_MAX_MS);
      return;
    }
    bus.publish(channel, message);
    if (chance < lost + late + doubled) bus.publish(channel, message);
  };
  return { ...bus, publish };
}
