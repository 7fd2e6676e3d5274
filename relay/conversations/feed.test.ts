/** Feeds on a real database and a bus that a test can make deaf: what a reader is sent, from where it stands to now. */
import { systemClock } from '@touchline/shared/clock.ts';
import type { Event } from '@touchline/shared/conversation.ts';
import { FIRST_FRAME_MAX_BYTES, newId } from '@touchline/shared/wire.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { until } from '../../test/support/conditions.ts';
import { createTestDatabase } from '../../test/support/postgres.ts';
import { createSite } from '../../test/support/relay.ts';
import { createContactStore } from '../contacts/store.ts';
import { createLocalBus } from '../platform/bus.ts';
import { createFanout } from './fanout.ts';
import { createFeed } from './feed.ts';
import { createHistory } from './history.ts';
import { createConversationStore, type KnownConversation } from './store.ts';

const { db } = await createTestDatabase();
const store = createConversationStore(db);
const EPOCH = 'this';
const id = () => newId(systemClock.now());
type Down = { type: string; events: Event[]; seq: number; more: boolean; epoch: string; state: { seq: number } };

let siteId = '';
beforeAll(async () => {
  siteId = (await createSite(db)).id;
});

/** A conversation of `count` messages, written behind the relay's back. */
async function conversationOf(count: number, text = 'x'.repeat(60)): Promise<KnownConversation> {
  const [contact, conversation] = [id(), id()];
  await createContactStore(db).save({ id: contact, siteId, externalId: null, name: null, attributes: {} });
  await store.create(siteId, contact, conversation, 'en');
  await write(conversation, 1, count, text);
  return (await store.load([conversation]))[0] as KnownConversation;
}

/** In one transaction, as the log writes: no reader sees an event before the conversation says that it has it. */
function write(conversation: string, from: number, to: number, text = 'x'): Promise<void> {
  return db.transaction(async (tx) => {
    await tx.query(
      `insert into events (conversation_id, seq, at, type, author_kind, client_id, data)
       select $1::uuid, n, now(), 'message', 'player', gen_random_uuid(), jsonb_build_object('text', n || ' ' || $4::text)
       from generate_series($2::int, $3::int) n`,
      [conversation, from, to, text],
    );
    await tx.query(`update conversations set last_seq = $2, status = 'waiting' where id = $1`, [conversation, to]);
  });
}

function reader(known: KnownConversation, more: { epoch?: string; tail?: typeof store.tail } = {}) {
  const fanout = createFanout(createLocalBus((error) => expect.fail(String(error))));
  const frames: (Down & { bytes: number })[] = [];
  const failures: unknown[] = [];
  const feed = createFeed({
    conversation: known.id,
    audience: 'player',
    session: 's',
    store: { ...store, ...(more.tail ? { tail: more.tail } : {}) },
    fanout,
    epoch: more.epoch ?? EPOCH,
    mayHear: () => true,
    mayRead: async () => true,
    send: (text) => frames.push({ ...JSON.parse(text), bytes: Buffer.byteLength(text) }),
    failed: (error) => failures.push(error),
  });
  /** Commits one more message and rings, unless the bus loses it. */
  async function happen(seq: number, { rings = true } = {}) {
    await write(known.id, seq, seq);
    const event: Event = { seq, at: 0, type: 'message', author: { kind: 'player' }, clientId: id(), text: `${seq}` };
    if (rings) fanout.committed(known, [event]);
  }
  const seqs = () => frames.flatMap((frame) => (frame.type === 'events' ? frame.events.map(({ seq }) => seq) : []));
  return { feed, frames, failures, happen, seqs };
}

describe('a first look', () => {
  it('at a long history is a reset of at most 16 KB, with the newest messages and more behind them', async () => {
    const { feed, frames } = reader(await conversationOf(2_000));
    await feed.open('', 0);
    const [first, opened] = frames;
    expect(first).toMatchObject({ type: 'reset', more: true, state: { seq: 2_000 } });
    expect(first?.bytes).toBeLessThanOrEqual(FIRST_FRAME_MAX_BYTES);
    expect(first?.bytes).toBeGreaterThan(FIRST_FRAME_MAX_BYTES / 2);
    expect(first?.events.at(-1)?.seq).toBe(2_000);
    expect(opened).toMatchObject({ type: 'opened', epoch: EPOCH, seq: 2_000 });
  });

  it('is small whatever the messages are like', async () => {
    for (const text of ['я'.repeat(700), '🎰'.repeat(333), '"\\'.repeat(500), '\u2028'.repeat(300)]) {
      const { feed, frames } = reader(await conversationOf(40, text));
      await feed.open('', 0);
      expect(frames[0]?.bytes).toBeLessThanOrEqual(FIRST_FRAME_MAX_BYTES);
      expect(frames[0]?.events.length).toBeGreaterThan(0);
    }
  });

  it('at a short history is its events', async () => {
    const { feed, frames } = reader(await conversationOf(3));
    await feed.open('', 0);
    expect(frames.map((frame) => frame.type)).toEqual(['events', 'opened']);
  });

  it('at a conversation that does not exist yet is empty, and hears its beginning', async () => {
    const known = { ...(await conversationOf(1)), id: id() };
    const { feed, frames } = reader(known);
    await feed.open('', 0);
    expect(frames).toMatchObject([{ type: 'opened', seq: 0 }]);
  });
});

describe('a resume', () => {
  it('brings exactly what was missed', async () => {
    const { feed, frames, seqs } = reader(await conversationOf(20));
    await feed.open(EPOCH, 15);
    expect(frames.map((frame) => frame.type)).toEqual(['events', 'opened']);
    expect(seqs()).toEqual([16, 17, 18, 19, 20]);
  });

  it('with nothing missed brings nothing', async () => {
    const { feed, frames } = reader(await conversationOf(20));
    await feed.open(EPOCH, 20);
    expect(frames).toMatchObject([{ type: 'opened', seq: 20 }]);
  });

  it('from too far back is a reset, never a hole', async () => {
    const { feed, frames } = reader(await conversationOf(300, ''));
    await feed.open(EPOCH, 50);
    expect(frames.map((frame) => frame.type)).toEqual(['reset', 'opened']);
  });

  it.each([
    ['of another epoch', 'other', 10],
    ['ahead of the log', EPOCH, 25],
    ['ahead of anything', EPOCH, 2 ** 31 - 1],
  ])('%s starts again', async (_, epoch, seq) => {
    const { feed, frames } = reader(await conversationOf(20));
    await feed.open(epoch, seq);
    expect(frames).toMatchObject([
      { type: 'reset', state: { seq: 20 } },
      { type: 'opened', epoch: EPOCH, seq: 20 },
    ]);
    expect(frames[0]?.events).toHaveLength(20);
  });
});

describe('a live feed', () => {
  it('brings each event once, in order', async () => {
    const { feed, happen, seqs } = reader(await conversationOf(1));
    await feed.open(EPOCH, 1);
    for (let seq = 2; seq <= 5; seq++) await happen(seq);
    expect(seqs()).toEqual([2, 3, 4, 5]);
  });

  it('reads the log when the bus has lost something', async () => {
    const { feed, happen, seqs } = reader(await conversationOf(1));
    await feed.open(EPOCH, 1);
    await happen(2, { rings: false });
    await happen(3);
    await until('the hole is filled', () => seqs().length === 2);
    expect(seqs()).toEqual([2, 3]);
  });

  it('misses nothing that happens while it reads, and sends nothing of it twice', async () => {
    const known = await conversationOf(3);
    let letRead = () => {};
    const gate = new Promise<void>((resolve) => {
      letRead = resolve;
    });
    const { feed, happen, seqs } = reader(known, {
      tail: async (...args) => {
        const tail = await store.tail(...args);
        await gate;
        return tail;
      },
    });
    const opening = feed.open(EPOCH, 1);
    await until('the log is read', async () => true);
    await happen(4);
    await happen(5);
    letRead();
    await opening;
    await until('all is there', () => seqs().length >= 4);
    expect(seqs()).toEqual([2, 3, 4, 5]);
  });

  it('says nothing after it was shut', async () => {
    const { feed, happen, frames } = reader(await conversationOf(1));
    await feed.open(EPOCH, 1);
    feed.close();
    await happen(2);
    expect(frames.map((frame) => frame.type)).toEqual(['opened']);
  });
});

describe('history', () => {
  const history = createHistory(store);

  it('goes back page by page without hole or repeat, each page within a first frame', async () => {
    const { id: conversation } = await conversationOf(500);
    const seen: number[] = [];
    for (let before = 501, more = true; more; ) {
      const page = await history('player', conversation, before);
      expect(Buffer.byteLength(JSON.stringify(page))).toBeLessThanOrEqual(FIRST_FRAME_MAX_BYTES);
      seen.unshift(...page.events.map(({ seq }) => seq));
      before = page.events[0]?.seq ?? 0;
      more = page.more;
    }
    expect(seen).toEqual(Array.from({ length: 500 }, (_, i) => i + 1));
  });

  it('before the beginning, and of nothing, is empty', async () => {
    const { id: conversation } = await conversationOf(3);
    expect(await history('player', conversation, 1)).toMatchObject({ events: [], more: false });
    expect(await history('player', id(), 10)).toMatchObject({ events: [], more: false });
  });

  it('before a number that no log reaches is the newest page', async () => {
    const { id: conversation } = await conversationOf(3);
    expect((await history('player', conversation, 2 ** 31 - 1)).events).toHaveLength(3);
  });
});
