/** Operators who come and go on nodes that a test moves by hand, and what is written of them. */

import type { Database } from '@touchline/relay/platform/postgres.ts';
import { createPresenceStore } from '@touchline/relay/presence/store.ts';
import { systemClock } from '@touchline/shared/clock.ts';
import type { SpanState } from '@touchline/shared/presence.ts';
import { newId } from '@touchline/shared/wire.ts';

export const SILENT_MS = 15_000;
const id = () => newId(systemClock.now());

/** A relay, as far as Postgres knows it. */
export async function openNode(db: Database) {
  const node = id();
  await db.query('insert into nodes (id) values ($1)', [node]);
  return {
    id: node,
    store: createPresenceStore(db, node, SILENT_MS),
    /** It has been silent for so long. */
    silentFor: (seconds: number) =>
      db.query('update nodes set beat_at = clock_timestamp() - make_interval(secs => $2) where id = $1', [
        node,
        seconds,
      ]),
    stop: () => db.query('delete from nodes where id = $1', [node]),
  };
}

/** Opens an inbox as the relay does; resolves to the id of its socket. */
export async function openInbox({ store }: Awaited<ReturnType<typeof openNode>>, operator: string): Promise<string> {
  const socket = id();
  await store.endAbsence(operator);
  await store.open([{ socket, operator }]);
  return socket;
}

/** In order; `ago` in seconds, to the tenth. */
export async function written(db: Database, operator: string): Promise<{ state: SpanState; ago: number }[]> {
  const { rows } = await db.query<{ state: SpanState; ago: number }>(
    `select state, round(extract(epoch from clock_timestamp() - began_at))::int as ago
     from presence_spans where operator_id = $1 order by began_at`,
    [operator],
  );
  return rows;
}

export const statesOf = async (db: Database, operator: string) =>
  (await written(db, operator)).map(({ state }) => state).join(' ');

/** Everything that is written of them happened so much earlier. */
export async function longAgo(db: Database, operator: string, seconds: number): Promise<void> {
  await db.query('update presence_spans set began_at = began_at - make_interval(secs => $2) where operator_id = $1', [
    operator,
    seconds,
  ]);
}
