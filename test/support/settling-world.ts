/**
 * One conversation that two operators, its player and the system act upon through two relays at once, which share
 * nothing but the database. What came of it is read from the log and from the row.
 */
import { createLog, type Log } from '@touchline/relay/conversations/log.ts';
import { createStateCache } from '@touchline/relay/conversations/states.ts';
import { createConversationStore } from '@touchline/relay/conversations/store.ts';
import { createMetrics } from '@touchline/relay/platform/metrics.ts';
import type { Database } from '@touchline/relay/platform/postgres.ts';
import { systemClock } from '@touchline/shared/clock.ts';
import { type Author, type Conversation, type Event, NEW_CONVERSATION } from '@touchline/shared/conversation.ts';
import type { Command } from '@touchline/shared/decide.ts';
import { applyWhole, PRIORITIES } from '@touchline/shared/internal.ts';
import { newId } from '@touchline/shared/wire.ts';
import fc from 'fast-check';
import { createOperator, createSite } from './relay.ts';

export type Deed = { relay: 0 | 1; who: 0 | 1; does: Does };
type Does =
  | { type: 'write' }
  | { type: 'say' }
  | { type: 'note' }
  | { type: 'take' }
  | { type: 'release' }
  | { type: 'resolve' }
  | { type: 'wake' }
  | { type: 'park' }
  | { type: 'read' }
  | { type: 'tag'; add: string[]; remove: string[] }
  | { type: 'prioritise'; priority: (typeof PRIORITIES)[number] }
  | { type: 'snooze'; until: number | null }
  | { type: 'due'; until: number }
  | { type: 'transfer'; toTeam: boolean }
  | { type: 'rate'; solved: boolean };

const UNTIL = [1_795_305_600_123, 1_795_305_600_999, 4_102_444_800_001];
const tags = fc.uniqueArray(fc.constantFrom('vip', 'депозит', 'bet slip', '"q"'), { maxLength: 2 });
const does: fc.Arbitrary<Does> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constantFrom('write', 'say', 'note', 'take', 'release', 'resolve', 'wake', 'park', 'read'),
    }) as fc.Arbitrary<Does>,
  },
  { weight: 4, arbitrary: fc.record({ type: fc.constant('tag' as const), add: tags, remove: tags }) },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant('prioritise' as const), priority: fc.constantFrom(...PRIORITIES) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ type: fc.constant('snooze' as const), until: fc.constantFrom(...UNTIL, null) }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('due' as const), until: fc.constantFrom(...UNTIL) }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('transfer' as const), toTeam: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('rate' as const), solved: fc.boolean() }) },
);
const either = fc.constantFrom<0 | 1>(0, 1);
export const deed: fc.Arbitrary<Deed> = fc.record({ relay: either, who: either, does });

const PLAYER: Author = { kind: 'player' };
const SYSTEM: Author = { kind: 'system' };

export async function settlingWorld(db: Database) {
  const site = await createSite(db);
  const operators = [await createOperator(db, [site]), await createOperator(db, [site])].map(({ id, name }) => ({
    id,
    name,
  }));
  const team = { id: newId(systemClock.now()), name: 'Second line' };
  const store = createConversationStore(db);
  const relays = [openLog(db), openLog(db)];

  async function begin(): Promise<string> {
    const [id, contact] = [newId(systemClock.now()), crypto.randomUUID()];
    await db.query('insert into contacts (id, site_id) values ($1, $2)', [contact, site.id]);
    await store.create(site.id, contact, id, 'en');
    await act(id, { relay: 0, who: 0, does: { type: 'write' } });
    return id;
  }

  /** A refusal is an answer: not everything is possible at every time. */
  async function act(conversation: string, { relay, who, does }: Deed): Promise<void> {
    const clientId = newId(systemClock.now());
    const [command, author] = commandOf(does, operators[who] as (typeof operators)[number], clientId);
    await (relays[relay] as Log).submit({ conversation, command, author, clientId }).catch(() => {});
  }

  function commandOf(does: Does, operator: { id: string; name: string }, clientId: string): [Command, Author] {
    const own: Author = { kind: 'operator', ...operator };
    const text = { clientId, text: 'a', topic: null, language: 'en' };
    switch (does.type) {
      case 'write':
        return [{ type: 'post', by: PLAYER, ...text }, PLAYER];
      case 'say':
        return [{ type: 'post', by: own, ...text }, own];
      case 'note':
        return [{ type: 'note', operator, clientId, text: 'between us' }, own];
      case 'park':
        return [{ type: 'park', operator }, SYSTEM];
      case 'due':
        return [{ type: 'wake', operator: null, due: does.until }, SYSTEM];
      case 'read':
        return [{ type: 'read', side: 'player', upTo: 2 }, PLAYER];
      case 'transfer':
        return [
          { type: 'transfer', operator, to: null, ...(does.toTeam && { team }), topic: null, note: 'please' },
          own,
        ];
      case 'rate': {
        const marks = { speed: 5, courtesy: null, competence: 1, comment: null };
        return [{ type: 'rate', rating: { solved: does.solved, ...marks }, at: systemClock.now() }, PLAYER];
      }
      default:
        return [{ ...does, operator }, own];
    }
  }

  return {
    begin,
    act,
    /** What the row says, and what the log does. */
    async seen(conversation: string): Promise<{ row: Conversation; log: Conversation; events: Event[] }> {
      const tail = await store.tail(conversation, 0, 10_000);
      if (!tail) throw new Error('there is no such conversation');
      const folded = tail.events.reduce(applyWhole, NEW_CONVERSATION);
      return { row: told(tail.known.state), log: told(folded), events: tail.events };
    },
  };
}

/** One shape for what is said in two ways: a thing that was undone, and one that never was. */
function told({ tags = [], priority = 'normal', ...state }: Conversation): Conversation {
  return JSON.parse(JSON.stringify({ ...state, tags, priority }));
}

function openLog(db: Database): Log {
  return createLog({
    store: createConversationStore(db),
    states: createStateCache(),
    clock: systemClock,
    metrics: createMetrics(),
    committed: () => {},
    suspected: () => {},
  });
}
