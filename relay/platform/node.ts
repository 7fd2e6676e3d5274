/**
 * This relay as a node among others: one row in Postgres and a heartbeat. Whether a node lives is judged by Postgres's
 * clock alone. After an outage of the database every node looks dead, so a node judges others only after it has
 * itself been beating for as long as it grants them (`isSteady`).
 */
import type { Clock } from '@touchline/shared/clock.ts';
import { newId } from '@touchline/shared/wire.ts';
import type { Log } from './log.ts';
import type { Database } from './postgres.ts';

/** A node silent for this long is gone, and its sockets with it. */
export type NodeTiming = { silentMs: number; beatEveryMs: number };
export const NODE_TIMING: NodeTiming = { silentMs: 15_000, beatEveryMs: 5_000 };

/** Less is not worth a clock that jumps. */
const CLOCKS_AGREE_MS = 1_000;

export type Node = {
  readonly id: string;
  /**
   * Postgres's clock, as far as this relay knows it: for what other machines have dated, and for what it tells them. A
   * relay whose own clock is an hour off goes on as if it were not. It may jump, so it measures no durations.
   */
  readonly wall: Clock;
  /** Resolves after the first beat. */
  start(): Promise<void>;
  isSteady(): boolean;
  /** Called when others may have taken this node for dead: what stands in its name has to be written again. */
  onRevived(listener: () => void): void;
  stop(): Promise<void>;
};

export function createNode(
  db: Database,
  clock: Clock,
  log: Pick<Log, 'warn'>,
  { silentMs, beatEveryMs }: NodeTiming = NODE_TIMING,
): Node {
  const id = newId(clock.now());
  const revived: (() => void)[] = [];
  let cancel = () => {};
  let stopped = false;
  let steadySince: number | null = null;
  let beatAt = clock.now();
  let offMs = 0;

  async function beat(): Promise<void> {
    try {
      const askedAt = clock.now();
      const { rows } = await db.query<{ anew: boolean; at: number }>(
        `insert into nodes (id) values ($1) on conflict (id) do update set beat_at = now()
         returning xmax = 0 as anew, extract(epoch from clock_timestamp())::float8 * 1000 as at`,
        [id],
      );
      const now = clock.now();
      const apartMs = (rows[0]?.at ?? now) - (askedAt + now) / 2;
      offMs = Math.abs(apartMs) > CLOCKS_AGREE_MS + (now - askedAt) ? apartMs : 0;
      // A stopped process wakes up with a gap that it does not know of otherwise.
      const hadGap = now - beatAt > silentMs;
      beatAt = now;
      // A clock that was set back tells nothing of the time before.
      if (steadySince === null || hadGap || now < steadySince) steadySince = now;
      if (rows[0]?.anew || hadGap) for (const listener of revived) listener();
    } catch (error) {
      steadySince = null;
      log.warn({ err: error }, 'the heartbeat could not be written');
    }
    if (!stopped) cancel = clock.after(beatEveryMs, beat);
  }

  return {
    id,
    wall: { now: () => Math.round(clock.now() + offMs), after: clock.after },
    start: beat,
    isSteady: () => steadySince !== null && clock.now() - beatAt < silentMs && clock.now() - steadySince >= silentMs,
    onRevived(listener) {
      revived.push(listener);
    },
    async stop() {
      stopped = true;
      cancel();
      await db.query('delete from nodes where id = $1', [id]).catch(() => {});
    },
  };
}
