/**
 * Compares every site with its limits, every few seconds, on whichever relay comes first: if that one dies, the next round is
 * another's. What is passed is a row that stands until the site is well within its limit, so no relay has to remember
 * anything, and two of them at once find one alert.
 */
import type { Clock } from '@touchline/shared/clock.ts';
import { newId } from '@touchline/shared/wire.ts';
import type { Bus } from '../platform/bus.ts';
import type { AlertStore, Measured } from './alert-store.ts';
import { isWithin } from './hours.ts';
import { standingLimits } from './limits.ts';

const EVERY_MS = 5_000;

type Deps = {
  store: AlertStore;
  bus: Bus;
  clock: Clock;
  wall: { now(): number };
  failed(error: unknown): void;
};

export function startAlertRounds({ store, bus, clock, wall, failed }: Deps) {
  let stopped = false;

  async function round(): Promise<void> {
    if (!(await store.claimRound())) return;
    for (const site of await store.measured()) await compare(site);
  }

  async function compare({ site, limits, cover, measures, standing }: Measured): Promise<void> {
    const isExpected = cover ? isWithin(cover, wall.now()) : measures.waiting > 0;
    const passed = standingLimits(limits, { ...measures, isExpected }, new Set(standing));
    const kept = standing.filter((kind) => !passed.some((one) => one.kind === kind));
    let isNews = kept.length > 0 && (await store.end(site, kept));
    for (const one of passed) {
      if (standing.includes(one.kind)) await store.worsen(site, one);
      else if (await store.begin(site, newId(wall.now()), one)) isNews = true;
    }
    if (isNews) bus.publish(`alerts/${site}`, {});
  }

  function again(): void {
    if (!stopped) cancel = clock.after(EVERY_MS, () => void round().catch(failed).finally(again));
  }
  let cancel = () => {};
  again();

  return {
    stop(): void {
      stopped = true;
      cancel();
    },
  };
}
