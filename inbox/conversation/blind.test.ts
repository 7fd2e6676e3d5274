import type { Author, Event } from '@touchline/shared/conversation.ts';
import { describe, expect, test } from 'vitest';
import { GLANCE_MS, look, NOTHING_SEEN, unseen } from './blind.ts';

const ME = 'me';
const player: Author = { kind: 'player' };
const me: Author = { kind: 'operator', id: ME, name: 'Alesia' };
const colleague: Author = { kind: 'operator', id: 'other', name: 'Rauf' };
const message = (seq: number, author: Author): Event => ({
  type: 'message',
  seq,
  at: seq,
  author,
  clientId: `m${seq}`,
  text: `${seq}`,
});

describe('an operator cannot answer blind', () => {
  test('a reply to what stands on the screen goes', () => {
    const events = [message(2, player)];
    const sight = { ...look(NOTHING_SEEN, events, ME, 2, 1_000), begunAt: 2_000 };
    expect(unseen(events, ME, sight, 9_000)).toBeNull();
  });

  test('a message below the edge of the screen is to be looked at first', () => {
    const events = [message(2, player), message(3, player)];
    const sight = { ...NOTHING_SEEN, seen: 2, seenAt: 1_000, begunAt: 1_500 };
    expect(unseen(events, ME, sight, 9_000)?.seq).toBe(3);
  });

  test('a message that came a moment ago under a reply already begun is to be looked at first', () => {
    const before = [message(2, player)];
    const after = [...before, message(3, player)];
    const begun = { ...look(NOTHING_SEEN, before, ME, 2, 1_000), begunAt: 2_000 };
    const surprised = look(begun, after, ME, 3, 5_000);
    expect(unseen(after, ME, surprised, 5_000 + GLANCE_MS - 1)?.seq).toBe(3);
    expect(unseen(after, ME, surprised, 5_000 + GLANCE_MS)).toBeNull();
  });

  test('a reply begun after the message came may go at once', () => {
    const events = [message(2, player)];
    const sight = { ...look(NOTHING_SEEN, events, ME, 2, 1_000), begunAt: 1_200 };
    expect(unseen(events, ME, sight, 1_300)).toBeNull();
  });

  test('a refresh, with a draft that it kept, holds nothing', () => {
    const events = [message(2, player)];
    const sight = look({ ...NOTHING_SEEN, begunAt: 1_000 }, events, ME, 2, 1_100);
    expect(unseen(events, ME, sight, 1_200)).toBeNull();
  });

  test('sending again, after it has been shown, sends', () => {
    const events = [message(2, player), message(3, player)];
    expect(unseen(events, ME, { ...NOTHING_SEEN, seen: 2, shown: 3 }, 1_000)).toBeNull();
    const newer = [...events, message(4, colleague)];
    expect(unseen(newer, ME, { ...NOTHING_SEEN, seen: 3, shown: 3 }, 1_000)?.seq).toBe(4);
  });

  test("one's own messages and other events hold nothing back", () => {
    const events: Event[] = [message(2, player), message(3, me), { type: 'released', seq: 4, at: 4, author: me }];
    expect(unseen(events, ME, { ...NOTHING_SEEN, seen: 2 }, 9_000)).toBeNull();
  });

  test('what has been seen only grows, and an own message does not count as news', () => {
    const events = [message(2, player), message(3, me)];
    const sight = look(NOTHING_SEEN, [message(2, player)], ME, 2, 1_000);
    expect(look(sight, events, ME, 3, 5_000)).toMatchObject({ seen: 3, seenAt: 0 });
    expect(look({ ...sight, seen: 7 }, events, ME, 3, 5_000).seen).toBe(7);
  });
});
