/** Last visits. They are written gathered: a thousand players who come back at once are one statement. */
import type { Clock } from '@touchline/shared/clock.ts';
import { createGather } from '../platform/gather.ts';
import type { Database } from '../platform/postgres.ts';
import type { Seen, VisitedPage } from './visits.ts';

const GATHER_MS = 500;

export function createVisitStore(db: Database, clock: Clock, failed: (error: unknown) => void) {
  const waiting = new Map<string, Seen>();

  /** Whoever has never written has no row and gets none. A row that somebody else holds is not waited for. */
  async function write(): Promise<void> {
    const seen = [...waiting.values()];
    waiting.clear();
    await db.query(
      `with free as materialized (
         select k.id from contacts k where k.id = any($2::uuid[]) for no key update skip locked)
       update contacts k set device = seen.device, page = coalesce(seen.page, k.page), seen_at = now()
       from json_to_recordset($1::json) as seen(id uuid, device jsonb, page jsonb) join free on free.id = seen.id
       where k.id = seen.id`,
      [JSON.stringify(seen), seen.map(({ id }) => id)],
    );
  }

  const gather = createGather(clock, () => GATHER_MS, write, failed);
  return {
    seen(visit: Seen): void {
      waiting.set(visit.id, visit);
      gather.soon();
    },
    /** Of whoever has this conversation now. */
    async last(conversation: string): Promise<{ contact: string; page: VisitedPage | null } | null> {
      const { rows } = await db.query<{ contact: string; page: VisitedPage | null }>(
        'select k.id as contact, k.page from conversations c join contacts k on k.id = c.contact_id where c.id = $1',
        [conversation],
      );
      return rows[0] ?? null;
    },
    stop: gather.stop,
  };
}
