import { fakeClock } from '@touchline/shared/clock-fake.ts';
import type { OperatorPost, OperatorUp } from '@touchline/shared/up.ts';
import { expect, test } from 'vitest';
import { fakeStore } from '../storage-fake.ts';
import { createReplies } from './replies.ts';

function setUp(map = new Map<string, string>()) {
  const sent: OperatorPost[] = [];
  const fake = fakeStore(map);
  const send = (frame: OperatorUp) => sent.push(frame as OperatorPost) > 0;
  const clock = fakeClock();
  const replies = createReplies({ store: fake.store, clock, me: 'me', send, changed: () => {} });
  return { ...fake, clock, sent, replies };
}
const behind = (clientId: string) => ({ type: 'error', kind: 'behind', message: '', clientId }) as const;

test('a reply survives a refresh with what its author had seen, and goes out once under one id', () => {
  const before = setUp();
  before.replies.add('c', { text: 'Hello' }, 7);
  expect(before.sent).toHaveLength(0);
  const after = setUp(before.map);
  after.replies.ready();
  expect(after.sent).toMatchObject([{ type: 'post', conversation: 'c', text: 'Hello', seen: 7 }]);
  after.replies.acked(after.sent[0]?.clientId ?? '');
  expect(after.map.size).toBe(0);
});

test('refused as behind it stays, and goes again under the same id with what has been seen by then', () => {
  const { sent, replies } = setUp();
  replies.ready();
  replies.add('c', { text: 'Hello' }, 7);
  const { clientId = '' } = sent[0] ?? {};
  expect(replies.refused(behind(clientId))).toMatchObject({ error: 'behind', seen: 7 });
  replies.again(clientId, 9);
  expect(sent[1]).toMatchObject({ clientId, text: 'Hello', seen: 9 });
  expect(replies.find(clientId)?.error).toBeUndefined();
});

test('a refused reply can be taken back; one under way cannot, for it may be in the log already', () => {
  const { map, sent, replies } = setUp();
  replies.ready();
  replies.add('c', { text: 'Hello' }, 7);
  const { clientId = '' } = sent[0] ?? {};
  expect(replies.takeBack(clientId)).toBeUndefined();
  replies.refused(behind(clientId));
  expect(replies.takeBack(clientId)?.text).toBe('Hello');
  expect(map.size).toBe(0);
});

test('an error about something else is not ours', () => {
  const { replies } = setUp();
  expect(replies.refused({ type: 'error', kind: 'not-found', message: '', conversation: 'c' })).toBeUndefined();
});

test('what another tab sends is shown here and dropped when that tab has its answer', () => {
  const { replies, elsewhere } = setUp();
  replies.ready();
  const item = { clientId: 'x', conversation: 'c', text: 'There', at: 1, scope: 'me', state: 'queued', seen: 3 };
  elsewhere('reply.x', JSON.stringify(item));
  expect(replies.items()).toHaveLength(1);
  elsewhere('reply.x', null);
  expect(replies.items()).toHaveLength(0);
});

test('signing out leaves nothing on the device', () => {
  const { map, replies } = setUp();
  replies.add('c', { text: 'Hello' }, 7);
  replies.purge();
  expect(map.size).toBe(0);
});

test('a reply that waits has not left, is kept, and by undo is gone from the device as if never sent', () => {
  const { map, sent, replies, clock } = setUp();
  replies.ready();
  replies.add('c', { text: 'Hello', replyTo: 4 }, 7, 3_000);
  expect(sent).toHaveLength(0);
  expect(map.size).toBe(1);
  clock.advance(2_900);
  expect(replies.undo()).toMatchObject({ text: 'Hello', replyTo: 4 });
  clock.advance(60_000);
  expect([sent.length, map.size, replies.items().length]).toEqual([0, 0, 0]);
});

test('it goes when its time is over, when it is let go, and before the next one', () => {
  const { sent, replies, clock } = setUp();
  replies.ready();
  replies.add('c', { text: 'one' }, 7, 3_000);
  clock.advance(3_000);
  expect(sent.map(({ text }) => text)).toEqual(['one']);
  replies.add('d', { text: 'two' }, 7, 3_000);
  replies.add('e', { text: 'three' }, 7, 3_000);
  expect(sent.map(({ text }) => text)).toEqual(['one', 'two']);
  replies.letGo();
  expect(sent.map(({ text }) => text)).toEqual(['one', 'two', 'three']);
  expect(replies.undo()).toBeUndefined();
});

test('a page that is gone while it waits costs the undoing and not the reply', () => {
  const before = setUp();
  before.replies.ready();
  before.replies.add(
    'c',
    { text: 'Hello', files: [{ id: 'f', name: 'a.png', type: 'image/png', bytes: 9 }] },
    7,
    3_000,
  );
  const after = setUp(before.map);
  after.replies.ready();
  expect(after.sent).toMatchObject([{ text: 'Hello', seen: 7, files: ['f'] }]);
});
