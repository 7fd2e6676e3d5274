/** Whether a desk that was written is one that the relay could have written: its logs fold to its rows, and search read them. */
import assert from 'node:assert/strict';
import { createConversationStore } from '@touchline/relay/conversations/store.ts';
import type { Database } from '@touchline/relay/platform/postgres.ts';
import { NEW_CONVERSATION } from '@touchline/shared/conversation.ts';
import { fold } from '@touchline/shared/fold.ts';
import { applyWhole } from '@touchline/shared/internal.ts';
import type { Talk } from './desk-talk.ts';

/** More than any of them has. */
const EVENTS_MAX = 1_000;

export async function checkDesk(db: Database, sample: readonly Talk[]): Promise<void> {
  const store = createConversationStore(db);
  for (const { id, state, events } of sample) {
    const tail = await store.tail(id, 0, EVENTS_MAX);
    assert.deepEqual(plain(tail?.events), plain(events));
    assert.deepEqual(plain(tail?.events.reduce(applyWhole, NEW_CONVERSATION)), plain(state));
    assert.deepEqual(plain(tail?.known.state), plain(state));
    const { rows } = await db.query<{ seq: number; folded: string }>(
      `select seq, folded from search_texts where conversation_id = $1 and layer = 'original' order by seq`,
      [id],
    );
    const written = events.flatMap((event) => (event.type === 'message' ? [event] : []));
    assert.deepEqual(
      rows,
      written.map(({ seq, text }) => ({ seq, folded: fold(text) })),
    );
  }
}

/** What is absent and what is undefined are the same, and so are two orders of keys. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? null));
}
