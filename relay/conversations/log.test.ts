/** The log on a real database: what becomes of commands that meet each other, and of those that cannot be. */
import { systemClock } from '@touchline/shared/clock.ts';
import type { Event } from '@touchline/shared/conversation.ts';
import { newId } from '@touchline/shared/wire.ts';
import { describe, expect, it } from 'vitest';
import { createTestDatabase } from '../../test/support/postgres.ts';
import { createOperator, createSite } from '../../test/support/relay.ts';
import { createContactStore } from '../contacts/store.ts';
import { createMetrics } from '../platform/metrics.ts';
import type { Database } from '../platform/postgres.ts';
import { createLog } from './log.ts';
import { createStateCache } from './states.ts';
import { createConversationStore } from './store.ts';

const { db } = await createTestDatabase();
const site = await createSite(db);
const [ann, bob] = [
  await createOperator(db, [site], { name: 'Ann' }),
  await createOperator(db, [site], { name: 'Bob' }),
];
const id = () => newId(systemClock.now());
const player = { kind: 'player' } as const;
const by = ({ id, name }: { id: string; name: string }) => ({ kind: 'operator' as const, id, name });

/** One relay's log; `appends` counts its calls of `append_events`. */
function relay() {
  const counted = { appends: 0 };
  let reading = () => {};
  const query = (async (text: string, values?: unknown[]) => {
    if (text.includes('append_events(')) counted.appends++;
    const result = await db.query(text, values);
    if (text.startsWith('select c.id, c.site_id')) reading();
    return result;
  }) as Database['query'];
  const published: { conversation: string; events: Event[] }[] = [];
  const suspected: string[] = [];
  const states = createStateCache();
  const log = createLog({
    store: createConversationStore({ ...db, query }),
    states,
    clock: systemClock,
    metrics: createMetrics(),
    committed: (known, events) => published.push({ conversation: known.id, events }),
    suspected: (known) => void suspected.push(known.id),
  });
  type Who = typeof player | ReturnType<typeof by>;
  const post = (
    conversation: string,
    text: string,
    author: Who = player,
    more: { clientId?: string; seen?: number } = {},
  ) => {
    const clientId = more.clientId ?? id();
    const command = { type: 'post' as const, by: author, clientId, text, topic: null, language: 'en' };
    return log.submit({
      conversation,
      command,
      author,
      clientId,
      ...(more.seen === undefined ? {} : { seen: more.seen }),
    });
  };
  const take = (conversation: string, operator: { id: string; name: string }, clientId = id()) =>
    log.submit({
      conversation,
      command: { type: 'take', operator: { id: operator.id, name: operator.name } },
      author: by(operator),
      clientId,
    });
  return {
    log,
    states,
    counted,
    published,
    suspected,
    post,
    take,
    whenReading(happens: () => void) {
      reading = happens;
    },
  };
}

async function newConversation(): Promise<string> {
  const [contact, conversation] = [id(), id()];
  await createContactStore(db).save({ id: contact, siteId: site.id, externalId: null, name: null, attributes: {} });
  await createConversationStore(db).create(site.id, contact, conversation, 'en');
  return conversation;
}

const textsOf = async (conversation: string) => {
  const { rows } = await db.query<{ seq: number; text: string | null }>(
    `select seq, data->>'text' as text from events where conversation_id = $1 order by seq`,
    [conversation],
  );
  expect(rows.map((row) => row.seq)).toEqual(rows.map((_, i) => i + 1));
  return rows.flatMap((row) => (row.text === null ? [] : [row.text]));
};

describe('one batch', () => {
  it('over many conversations is one call', async () => {
    const { counted, post } = relay();
    const conversations = await Promise.all(Array.from({ length: 40 }, newConversation));
    const committed = await Promise.all(conversations.map((conversation) => post(conversation, 'hello')));
    expect(committed.map(({ seq }) => seq)).toEqual(conversations.map(() => 2));
    expect(counted.appends).toBe(1);
  });

  it('keeps the order in which one conversation’s messages came', async () => {
    const { post } = relay();
    const conversation = await newConversation();
    await Promise.all(Array.from({ length: 30 }, (_, i) => post(conversation, `${i}`)));
    expect(await textsOf(conversation)).toEqual(Array.from({ length: 30 }, (_, i) => `${i}`));
  });

  it('finds a conversation again whose copy is forgotten while others of the batch are read', async () => {
    const { post, states, whenReading } = relay();
    const [known, other] = [await newConversation(), await newConversation()];
    await post(known, 'first');
    // As news from another relay does that leaves a hole.
    whenReading(() => states.forget(known));
    const [again] = await Promise.all([post(known, 'second'), post(other, 'hello')]);
    expect(again.seq).toBe(3);
  });

  it('holds one client id once, and answers the rest with its seq', async () => {
    const { post, published } = relay();
    const conversation = await newConversation();
    const clientId = id();
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => post(conversation, 'once', player, { clientId })),
    );
    expect(new Set(answers.map(({ seq }) => seq))).toEqual(new Set([2]));
    expect(published).toHaveLength(1);
  });

  it('is not failed by one item that Postgres refuses', async () => {
    const { post } = relay();
    const [good, bad, other] = [await newConversation(), await newConversation(), await newConversation()];
    const outcomes = await Promise.allSettled([post(good, 'a'), post(bad, 'b\0b'), post(bad, 'c'), post(other, 'd')]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
    expect(await textsOf(bad)).toEqual(['c']);
  });

  it('refuses what Postgres refuses for good, so that no client repeats it for ever', async () => {
    const { post } = relay();
    const conversation = await newConversation();
    for (const text of ['\0', '\ud800']) {
      await expect(post(conversation, text)).rejects.toMatchObject({ kind: 'bad-request' });
    }
  });
});

describe('two relays', () => {
  it('whose copies are old decide again, and lose nothing', async () => {
    const [one, two] = [relay(), relay()];
    const conversation = await newConversation();
    await one.post(conversation, 'first');
    await two.post(conversation, 'second');
    await one.take(conversation, ann);
    // The second relay still thinks that the conversation is waiting.
    await expect(two.take(conversation, bob)).rejects.toMatchObject({ kind: 'conflict' });
    await two.post(conversation, 'third');
    expect(await textsOf(conversation)).toEqual(['first', 'second', 'third']);
  });

  it('give a conversation to one of two operators who take it at once', async () => {
    for (let round = 0; round < 20; round++) {
      const [one, two] = [relay(), relay()];
      const conversation = await newConversation();
      await one.post(conversation, 'help');
      const outcomes = await Promise.allSettled([one.take(conversation, ann), two.take(conversation, bob)]);
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    }
  });

  it('do not take nothing to do for an answer when the other has changed the conversation', async () => {
    const [one, two] = [relay(), relay()];
    const conversation = await newConversation();
    const resolve = (relayed: typeof one) =>
      relayed.log.submit({
        conversation,
        command: { type: 'resolve', operator: ann },
        author: by(ann),
        clientId: id(),
      });
    await one.post(conversation, 'a');
    await one.take(conversation, ann);
    await resolve(one);
    // Reopened and taken again elsewhere; to the first relay's copy it is resolved already.
    await two.post(conversation, 'b');
    await two.take(conversation, ann);
    await resolve(one);
    const { rows } = await db.query('select status from conversations where id = $1', [conversation]);
    expect(rows).toEqual([{ status: 'resolved' }]);
  });
});

describe('a client id', () => {
  it('of another author is a conflict, and shows them nothing', async () => {
    const { post } = relay();
    const conversation = await newConversation();
    const clientId = id();
    await post(conversation, 'mine', player, { clientId });
    await expect(post(conversation, 'theirs', by(ann), { clientId, seen: 2 })).rejects.toMatchObject({
      kind: 'conflict',
    });
    expect(await textsOf(conversation)).toEqual(['mine']);
  });

  it('of another conversation is another message', async () => {
    const { post } = relay();
    const clientId = id();
    for (const conversation of [await newConversation(), await newConversation()]) {
      expect(await post(conversation, 'both', player, { clientId })).toMatchObject({ seq: 2 });
    }
  });

  it('repeated after the conversation has moved on returns the first answer', async () => {
    const { post, take } = relay();
    const conversation = await newConversation();
    await post(conversation, 'help');
    const clientId = id();
    const taken = await take(conversation, ann, clientId);
    await post(conversation, 'more');
    expect(await take(conversation, ann, clientId)).toMatchObject({ seq: taken.seq, at: taken.at });
  });
});

describe('a repeat', () => {
  it('makes those who look read again: whoever wrote it may have died before telling them', async () => {
    const [dead, survivor] = [relay(), relay()];
    const conversation = await newConversation();
    const clientId = id();
    await survivor.post(conversation, 'help');
    await dead.post(conversation, 'more', player, { clientId });
    await survivor.post(conversation, 'more', player, { clientId });
    expect(survivor.suspected).toEqual([conversation]);
  });
});

describe('a reply', () => {
  it('by somebody who has not seen the newest message is refused as behind', async () => {
    const { post } = relay();
    const conversation = await newConversation();
    await post(conversation, 'one');
    await post(conversation, 'two');
    await expect(post(conversation, 'blind', by(ann), { seen: 2 })).rejects.toMatchObject({ kind: 'behind' });
    expect(await post(conversation, 'seeing', by(ann), { seen: 3 })).toMatchObject({ seq: 5 });
  });

  it('that arrives together with a message it cannot have seen is refused too', async () => {
    const { post } = relay();
    const conversation = await newConversation();
    await post(conversation, 'one');
    const [, reply] = await Promise.allSettled([
      post(conversation, 'two'),
      post(conversation, 'blind', by(ann), { seen: 2 }),
    ]);
    expect(reply).toMatchObject({ status: 'rejected', reason: { kind: 'behind' } });
  });

  it('is not refused for messages of its own author', async () => {
    const { post } = relay();
    const conversation = await newConversation();
    await post(conversation, 'one');
    await Promise.all([post(conversation, 'a', by(ann), { seen: 2 }), post(conversation, 'b', by(ann), { seen: 2 })]);
    expect(await textsOf(conversation)).toEqual(['one', 'a', 'b']);
  });
});

describe('a conversation that does not exist', () => {
  it('is not found, and hinders nobody', async () => {
    const { post } = relay();
    const there = await newConversation();
    const outcomes = await Promise.allSettled([post(id(), 'a'), post(there, 'b')]);
    expect(outcomes).toMatchObject([{ status: 'rejected', reason: { kind: 'not-found' } }, { status: 'fulfilled' }]);
  });
});

describe('an anonymous player who signs in', () => {
  it('owns a conversation that was begun with the spent token at that moment', async () => {
    const contacts = createContactStore(db);
    const conversations = createConversationStore(db);
    const [anonymous, signed] = [id(), id()].map((contact, n) => ({
      id: contact,
      siteId: site.id,
      externalId: n ? contact : null,
      name: null,
      attributes: {},
    }));
    if (!anonymous || !signed) throw new Error('two contacts');
    await contacts.save(anonymous);
    await contacts.merge(signed, anonymous.id);
    const conversation = id();
    await conversations.create(site.id, anonymous.id, conversation, 'en');
    expect(await conversations.load([conversation])).toMatchObject([{ contactId: signed.id }]);
  });
});
