/** What keeping the numbers costs those who write: messages appended as fast as the log takes them, with and without it. */
import { itemOf, type Submission } from '@touchline/relay/conversations/batch.ts';
import { createConversationStore } from '@touchline/relay/conversations/store.ts';
import type { Database } from '@touchline/relay/platform/postgres.ts';
import { createFactStore } from '@touchline/relay/reports/fact-store.ts';
import { createSumStore } from '@touchline/relay/reports/sum-store.ts';
import { startUpkeep } from '@touchline/relay/reports/upkeep.ts';
import { createWalkStore } from '@touchline/relay/reports/walk-store.ts';
import type { Site } from '@touchline/relay/sites/store.ts';
import { systemClock } from '@touchline/shared/clock.ts';
import { type Conversation, type Event, NEW_CONVERSATION } from '@touchline/shared/conversation.ts';
import { type Command, decide } from '@touchline/shared/decide.ts';
import { applyWhole } from '@touchline/shared/internal.ts';
import { newId } from '@touchline/shared/wire.ts';
import type { BenchOptions, Row } from './figure.ts';
import { rowOf } from './rows.ts';

const CONVERSATIONS = 400;
const BATCH = 100;
const PLAYER = { kind: 'player' } as const;

export async function upkeepCost(
  db: Database,
  site: Site,
  { quick, say }: Pick<BenchOptions, 'quick' | 'say'>,
): Promise<Row[]> {
  const [rounds, ms] = quick ? [1, 1_000] : [5, 8_000];
  const kept: number[] = [];
  const alone: number[] = [];
  for (let round = 0; round < rounds; round++) {
    alone.push(await appended(db, site, ms));
    const upkeep = startUpkeep({
      ...{ facts: createFactStore(db), walk: createWalkStore(db), sums: createSumStore(db) },
      ...{ clock: systemClock, log: { warn: say } },
    });
    kept.push(await appended(db, site, ms));
    await upkeep.stop();
  }
  return [rowOf('reports/append-with-upkeep', 'messages/s', { ours: kept, others: { 'without upkeep': alone } })];
}

/** Messages a second. */
async function appended(db: Database, site: Site, ms: number): Promise<number> {
  const store = createConversationStore(db);
  const states = new Map<string, Conversation>();
  const contact = newId(systemClock.now());
  await db.query('insert into contacts (id, site_id) values ($1, $2)', [contact, site.id]);
  for (let i = 0; i < CONVERSATIONS; i++) {
    const id = newId(systemClock.now());
    await store.create(site.id, contact, id, 'en');
    states.set(id, NEW_CONVERSATION);
  }
  const begun = performance.now();
  let written = 0;
  for (let at = 0; performance.now() - begun < ms; at = (at + BATCH) % CONVERSATIONS) {
    const items = [...states].slice(at, at + BATCH).map(([id, state]) => {
      const clientId = newId(systemClock.now());
      const command: Command = {
        type: 'post',
        by: PLAYER,
        clientId,
        text: 'what they wrote',
        topic: 'bets',
        language: 'en',
      };
      const decision = decide(state, command);
      const drafts = 'events' in decision ? decision.events : [];
      const after = drafts.reduce(
        (now, draft) => applyWhole(now, { ...draft, seq: now.seq + 1, at: 0 } as Event),
        state,
      );
      states.set(id, after);
      const submission: Submission = { conversation: id, command, author: PLAYER, clientId };
      return itemOf(submission, state, after, drafts);
    });
    await store.append(items);
    written += items.length;
  }
  return written / ((performance.now() - begun) / 1_000);
}
