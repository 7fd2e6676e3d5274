/**
 * A small site whose operators come and go, routed by two relays at once, for histories that a machine makes up. What is
 * asked of it is read from the log and the rows, not from what the relays say.
 */
import { createLog } from '@touchline/relay/conversations/log.ts';
import { createStateCache } from '@touchline/relay/conversations/states.ts';
import { createConversationStore, type KnownConversation } from '@touchline/relay/conversations/store.ts';
import { createOperatorStore } from '@touchline/relay/operators/store.ts';
import { createMetrics } from '@touchline/relay/platform/metrics.ts';
import type { Database } from '@touchline/relay/platform/postgres.ts';
import { createRouting } from '@touchline/relay/routing/service.ts';
import { createRoutingStore } from '@touchline/relay/routing/store.ts';
import type { Site } from '@touchline/relay/sites/store.ts';
import { systemClock } from '@touchline/shared/clock.ts';
import { apply, type Event, NEW_CONVERSATION } from '@touchline/shared/conversation.ts';
import type { Command } from '@touchline/shared/decide.ts';
import type { SpokenLanguages } from '@touchline/shared/people.ts';
import type { PresenceChoice } from '@touchline/shared/presence.ts';
import { newId } from '@touchline/shared/wire.ts';
import { quietLog } from './postgres.ts';
import { hire, routedSite, rules } from './shift.ts';

export const LANGUAGES = ['be', 'ru', 'az'];
export const OPERATORS = 4;
const SKILLS: { languages: SpokenLanguages; capacity: number }[] = [
  { languages: { be: 'native', ru: 'fluent' }, capacity: 2 },
  { languages: { ru: 'native' }, capacity: 1 },
  { languages: { az: 'native', ru: 'fluent' }, capacity: 2 },
  { languages: {}, capacity: 1 },
];

export type Step =
  | { do: 'arrive'; language: string }
  | { do: 'write' | 'resolve' | 'take' | 'transfer' | 'release'; conversation: number; operator: number }
  | { do: 'come' | 'go' | 'vanish'; operator: number }
  | { do: 'choose'; operator: number; choice: PresenceChoice }
  /** Of whatever is on offer to them. */
  | { do: 'accept' | 'decline'; operator: number };

type Seen = { id: string; language: string; events: Event[]; status: string; assignee: string | null };

export async function routingWorld(db: Database, mode: 'assign' | 'offer') {
  const site: Site = await routedSite(db);
  const operators: ((typeof SKILLS)[number] & { id: string; name: string })[] = [];
  for (const [i, skills] of SKILLS.entries()) operators.push({ ...(await hire(db, site, `O${i}`, skills)), ...skills });
  const node = newId(systemClock.now());
  await db.query(`insert into nodes (id, beat_at) values ($1, now() + interval '1 hour')`, [node]);
  const conversations: { id: string; contact: string }[] = [];
  const relays = [openRelay(db, mode), openRelay(db, mode)] as const;
  let turn = 0;

  async function submit(conversation: string, command: Command, author: Event['author']): Promise<void> {
    const relay = relays[turn++ % 2] as Relay;
    // A refusal is an answer: not every step of a made-up history is possible.
    await relay.log.submit({ conversation, command, author, clientId: newId(systemClock.now()) }).catch(() => {});
  }

  async function step(what: Step): Promise<void> {
    const who = 'operator' in what ? operators[what.operator % operators.length] : undefined;
    const ref = { id: who?.id ?? '', name: who?.name ?? '' };
    const by = { kind: 'operator', ...ref } as const;
    const about = 'conversation' in what ? conversations[what.conversation % (conversations.length || 1)] : undefined;
    if ('conversation' in what && !about) return;
    const id = about?.id ?? '';
    const text = { clientId: newId(systemClock.now()), text: 'a', topic: 'other' };
    switch (what.do) {
      case 'arrive': {
        const one = { id: newId(systemClock.now()), contact: crypto.randomUUID() };
        conversations.push(one);
        await db.query('insert into contacts (id, site_id) values ($1, $2)', [one.contact, site.id]);
        await relays[0].store.create(site.id, one.contact, one.id, what.language);
        const player = { kind: 'player' } as const;
        return submit(one.id, { type: 'post', by: player, ...text, language: what.language }, player);
      }
      case 'write':
        return submit(id, { type: 'post', by: { kind: 'player' }, ...text, language: 'be' }, { kind: 'player' });
      case 'resolve':
      case 'take':
      case 'release':
        return submit(id, { type: what.do, operator: ref }, by);
      case 'transfer':
        return submit(id, { type: 'transfer', operator: ref, to: null, topic: null, note: null }, by);
      case 'come':
        await db.query('insert into operator_presence (operator_id) values ($1) on conflict do nothing', [ref.id]);
        await db.query('update operator_presence set gone_since = null where operator_id = $1', [ref.id]);
        await db.query('insert into operator_sockets values (gen_random_uuid(), $1, $2)', [ref.id, node]);
        return relays[0].routing.kickOperator(ref.id);
      case 'go':
      case 'vanish':
        await db.query('delete from operator_sockets where operator_id = $1', [ref.id]);
        if (what.do === 'go') return;
        await db.query(`update operator_presence set gone_since = now() - interval '1 hour' where operator_id = $1`, [
          ref.id,
        ]);
        await Promise.all(relays.map(takeBackAll));
        return;
      case 'choose':
        await db.query('update operator_presence set choice = $2 where operator_id = $1', [ref.id, what.choice]);
        if (what.choice === 'online') return relays[0].routing.kickOperator(ref.id);
        return relays[0].routing.withdrawFrom(ref.id);
      case 'accept':
      case 'decline': {
        const { rows } = await db.query<{ id: string }>(
          'select conversation_id as id from offers where operator_id = $1 and outcome is null',
          [ref.id],
        );
        const offered = rows[0]?.id;
        if (!offered) return;
        if (what.do === 'accept') return submit(offered, { type: 'take', operator: ref }, by);
        const [known] = await relays[1].store.load([offered]);
        return known && relays[1].routing.decline(ref.id, known);
      }
    }
  }

  return {
    operators,
    /** One step, and what the relays make of it: nobody tells them to route but what happened. */
    async run(what: Step): Promise<void> {
      await step(what);
      for (let i = 0; i < 2; i++) await Promise.all(relays.map(({ routing }) => routing.settled()));
    },
    async conversations(): Promise<Seen[]> {
      const seen: Seen[] = [];
      for (const { id } of conversations) {
        const tail = await relays[0].store.tail(id, 0, 1_000);
        if (!tail || tail.events.length === 0) continue;
        const { status, assignee, language } = tail.known.state;
        seen.push({ id, language, events: tail.events, status, assignee: assignee?.id ?? null });
      }
      return seen;
    },
    /** Operators who can be given something, by what the rows say. */
    async free(): Promise<string[]> {
      const { rows } = await db.query<{ id: string }>(
        `select o.id from operators o join memberships m on m.operator_id = o.id and m.site_id = $1
         join operator_presence p on p.operator_id = o.id and p.choice = 'online'
         where exists (select 1 from operator_sockets s where s.operator_id = o.id)
           and not exists (select 1 from offers f where f.operator_id = o.id and f.outcome is null)
           and (select count(*) from conversations c
             where c.assignee_id = o.id and c.status = 'open' and not c.parked) < o.capacity`,
        [site.id],
      );
      return rows.map((row) => row.id);
    },
    /** Who waits, is not on offer, and for whom: all but those who have just let go of it, or declined it. */
    async lying(): Promise<{ id: string; refusedBy: string[] }[]> {
      const { rows } = await db.query<{ id: string; refusedBy: string[] }>(
        `select c.id, array(
           select c.left_by::text where c.left_by is not null
           union select o.operator_id::text from offers o where o.conversation_id = c.id and o.outcome = 'declined'
         ) as "refusedBy"
         from conversations c where c.site_id = $1 and c.status = 'waiting'
           and not exists (select 1 from offers f where f.conversation_id = c.id and f.outcome is null)`,
        [site.id],
      );
      return rows;
    },
    /** Operators with more on offer than they have places, or with more than one offer. */
    async overOffered(): Promise<number> {
      const { rows } = await db.query<{ over: number }>(
        `select count(*) as over from operators o join memberships m on m.operator_id = o.id and m.site_id = $1
         where (select count(*) from offers f where f.operator_id = o.id and f.outcome is null) > 1`,
        [site.id],
      );
      return rows[0]?.over ?? 0;
    },
    close: () => Promise.all(relays.map(({ routing }) => routing.stop())),
  };
}

type Relay = ReturnType<typeof openRelay>;

/** What of a relay routes and writes; two of them share nothing but the database. */
function openRelay(db: Database, mode: 'assign' | 'offer') {
  const store = createConversationStore(db);
  const states = createStateCache();
  const routingStore = createRoutingStore(db, 15_000);
  const reacts = (known: KnownConversation, events: Event[]) => routing.reacts(known, events);
  const routing = createRouting({
    store: routingStore,
    conversations: store,
    rulesOf: async () => rules({ mode, patienceMs: 0, graceMs: 0, acceptMs: 3_600_000 }),
    translationOf: async () => ({ isOn: false, between: () => false }),
    clock: systemClock,
    log: quietLog,
    appended(known, events) {
      states.forget(known.id);
      reacts(known, events);
    },
    sitesOf: createOperatorStore(db).siteIds,
    suspected: () => {},
    rowChanged: () => {},
    floorChanged: () => {},
  });
  const metrics = createMetrics();
  const log = createLog({ store, states, clock: systemClock, metrics, committed: reacts, suspected: () => {} });
  return { store, routing, routingStore, log };
}

async function takeBackAll({ routing, routingStore }: Relay): Promise<void> {
  for (const held of await routingStore.heldByGone(0)) await routing.takeBack(held);
}

/** What the log says, event by event; throws where an event does not fit what was before it. */
export function judgeLog({ id, events, status, assignee }: Seen): void {
  let state = NEW_CONVERSATION;
  for (const [i, event] of events.entries()) {
    if (event.seq !== i + 1) throw new Error(`${id} has a hole before ${event.seq}`);
    if (event.type === 'assigned' && event.author.kind === 'system' && state.status !== 'waiting') {
      throw new Error(`${id} was given to a second operator at ${event.seq}`);
    }
    state = apply(state, event);
  }
  if (state.status !== status || (state.assignee?.id ?? null) !== assignee)
    throw new Error(`${id} is not what its log says`);
}
