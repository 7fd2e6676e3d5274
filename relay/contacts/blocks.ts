/**
 * Whether a player may write. What another relay blocks counts here within two seconds. Who asks for limits or for
 * exclusion is always let through: no quarrel is a reason to keep somebody from stopping.
 */

import type { Clock } from '@touchline/shared/clock.ts';
import { DANGER } from '@touchline/shared/danger.ts';
import { Refusal } from '../platform/errors.ts';
import { remembered } from '../platform/remembered.ts';
import { together } from './together.ts';

const FRESH_MS = 2_000;
const MAX_CONTACTS = 20_000;

type Deps = {
  clock: Clock;
  /** For how many ms each of them is blocked yet; the others are not in it. */
  blockedAmong(ids: string[]): Promise<ReadonlyMap<string, number>>;
};

export function createBlocks({ clock, blockedAmong }: Deps) {
  const read = together(blockedAmong);
  const known = remembered(async (id) => (await read(id)) ?? null, { clock, freshMs: FRESH_MS, max: MAX_CONTACTS });

  return {
    /** Throws `blocked`; with `retryAfterMs`, unless it has no end. */
    async admit({ id }: { id: string }, topic: string | null): Promise<void> {
      if (topic === DANGER) return;
      const leftMs = await known.get(id);
      if (leftMs === null) return;
      const more = Number.isFinite(leftMs) ? { retryAfterMs: Math.ceil(leftMs) } : {};
      throw new Refusal('blocked', 'This player may not write here now, except about safer gambling.', more);
    },
    /** Whether it is passed over that they read, or type. */
    async ignores({ id }: { id: string }, topic: string | null): Promise<boolean> {
      return topic !== DANGER && (await known.get(id)) !== null;
    },
    /** It has changed here. */
    forget: known.forget,
  };
}
