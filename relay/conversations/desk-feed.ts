/**
 * Tells operators' sessions which rows of their desk changed. News of a moment is gathered, read in one query per
 * set of sites and sent as one frame: a busy conversation costs a row a moment, not a row a message.
 */
import type { Clock } from '@touchline/shared/clock.ts';
import type { Desk } from './desk.ts';
import type { Fanout } from './fanout.ts';

/** How long news is gathered. A person does not see the difference; the database does. */
const GATHER_MS = 80;

type Deps = {
  siteIds: string[];
  desk: Desk;
  fanout: Fanout;
  clock: Clock;
  send(frame: object): void;
  failed(error: unknown): void;
};

/** Resolves to the function that ends it. */
export async function openDeskFeed({ siteIds, desk, fanout, clock, send, failed }: Deps): Promise<() => void> {
  let changed = new Set<string>();
  let cancel: (() => void) | null = null;

  async function flush(): Promise<void> {
    const ids = [...changed];
    changed = new Set();
    cancel = null;
    const rows = await desk.rows(siteIds, ids);
    if (rows.length > 0) send({ type: 'upsert', rows });
  }

  const stops = await Promise.all(
    siteIds.map((siteId) =>
      fanout.onDesk(siteId, ({ conversation }) => {
        changed.add(conversation);
        cancel ??= clock.after(GATHER_MS, () => flush().catch(failed));
      }),
    ),
  );
  return () => {
    for (const stop of stops) stop();
    cancel?.();
  };
}
