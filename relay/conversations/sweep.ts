/**
 * The net below the bus (delivery contract, A4): where messages between relays can get lost, every conversation that
 * somebody here looks at is compared with the database once a round, and every desk is told of what has changed lately.
 * A feed that is behind reads again by itself; what was heard already costs a look into an index and no more.
 */
import type { Rounds } from '../platform/rounds.ts';
import type { Fanout } from './fanout.ts';
import type { SweepStore } from './sweep-store.ts';

/** One query's worth. */
const IDS_MAX = 1_000;
/** All desks are looked at together. */
const DESKS = '0';

type Deps = { rounds: Rounds; fanout: Fanout; store: SweepStore };

export function startSweep({ rounds, fanout, store }: Deps): void {
  let desksReadAt: Date | null = null;

  rounds.add(async (isDue) => {
    const known = [...fanout.threads]
      .filter(([id]) => isDue(id))
      .map(([id, listeners]) => ({ id, seq: Math.min(...[...listeners].map((listener) => listener.position())) }));
    for (let i = 0; i < known.length; i += IDS_MAX) {
      for (const { id, contactId, seq } of await store.ahead(known.slice(i, i + IDS_MAX))) {
        for (const listener of fanout.threads.get(id) ?? []) {
          if (listener.position() < seq) listener.hear({ conversation: id, contact: contactId, events: [] });
        }
      }
    }
  });

  rounds.add(async (isDue) => {
    if (!isDue(DESKS) || fanout.desks.size === 0) return;
    const { at, rows } = await store.changed([...fanout.desks.keys()], desksReadAt);
    desksReadAt = at;
    for (const { id, siteId, seq } of rows) {
      for (const hear of fanout.desks.get(siteId) ?? []) hear({ conversation: id, seq });
    }
  });
}
