import type { Event, Message } from '@touchline/shared/conversation.ts';
import { NEW_CONVERSATION } from '@touchline/shared/conversation.ts';
import type { OwnConversation, PlayerReady } from '@touchline/shared/down.ts';
import type { PlayerUp } from '@touchline/shared/up.ts';
import { describe, expect, it } from 'vitest';
import { createThreads } from './threads.ts';

const A = '01a20192-ee16-7614-98ac-b3c69fec4b93';
const B = '01a20193-ee16-7614-98ac-b3c69fec4b93';

const summary = (id: string, seq: number, unread: number, status: 'open' | 'resolved' = 'open'): OwnConversation => ({
  id,
  state: { ...NEW_CONVERSATION, seq, status },
  unread,
  lastMessage: { text: 'last', at: seq, author: { kind: 'player' } },
});
const answer = (seq: number): Event => ({
  type: 'message',
  seq,
  at: seq,
  clientId: `m${seq}`,
  text: `answer ${seq}`,
  author: { kind: 'operator', name: 'Alesia' },
});
const ready = (conversations: OwnConversation[]) => ({ epoch: 'e', conversations }) as PlayerReady;

function setUp() {
  const sent: PlayerUp[] = [];
  const arrived: Message[] = [];
  const threads = createThreads({
    send: (frame) => sent.push(frame) > 0,
    changed() {},
    arrived: (message) => arrived.push(message),
  });
  return { threads, sent, arrived };
}

describe("the player's conversations", () => {
  it('are listened to from where the relay summed them up, except the one it opens itself and closed ones', () => {
    const { threads, sent } = setUp();
    const closed = '01a20194-ee16-7614-98ac-b3c69fec4b93';
    threads.ready(ready([summary(A, 3, 0), summary(B, 5, 2), summary(closed, 4, 0, 'resolved')]), A);
    expect(sent).toEqual([{ type: 'open', conversation: B, epoch: 'e', seq: 5 }]);
  });

  it('count what is unread in all of them, and what comes on top', () => {
    const { threads } = setUp();
    threads.ready(ready([summary(A, 3, 0), summary(B, 5, 2)]), A);
    expect(threads.unread()).toBe(2);
    threads.receive({ type: 'events', conversation: B, events: [answer(6)] });
    expect(threads.unread()).toBe(3);
    const read: Event = { type: 'read', side: 'player', upTo: 6, seq: 7, at: 7, author: { kind: 'player' } };
    threads.receive({ type: 'events', conversation: B, events: [read] });
    expect(threads.unread()).toBe(0);
  });

  it('tell of a message once, and of none that was there at the first look', () => {
    const { threads, arrived } = setUp();
    threads.ready(ready([summary(A, 2, 0)]), A);
    threads.receive({ type: 'events', conversation: A, events: [answer(1), answer(2)] });
    expect(arrived).toEqual([]);
    threads.receive({ type: 'events', conversation: A, events: [answer(3)] });
    threads.receive({ type: 'events', conversation: A, events: [answer(3)] });
    expect(arrived.map((message) => message.seq)).toEqual([3]);
  });

  it('are loaded whole when somebody looks', () => {
    const { threads, sent } = setUp();
    threads.ready(ready([summary(A, 3, 0), summary(B, 5, 0, 'resolved')]), A);
    threads.show(B);
    expect(sent).toEqual([{ type: 'open', conversation: B, epoch: '', seq: 0 }]);
  });
});
