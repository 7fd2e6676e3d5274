import { describe, expect, it } from 'vitest';
import type { Event } from '../conversation.ts';
import type { ThreadFrame } from '../down.ts';
import { answer, CONVERSATION, events, message, opened, startReplica, stateOf } from './replica-fake.ts';

const at = (epoch: string, seq: number) => ({ conversation: CONVERSATION, epoch, seq });
const log = (count: number, name = '') => Array.from({ length: count }, (_, i) => message(i + 1, `${name}${i + 1}`));
const page = (more: boolean, ...some: Event[]): ThreadFrame => ({
  type: 'history',
  conversation: CONVERSATION,
  events: some,
  more,
});

/** A replica that shows all of these, live. */
function startLive(count = 3) {
  const started = startReplica();
  started.receive(...answer(log(count), 'e', at('', 0), 100));
  return started;
}

describe('a replica', () => {
  it('starts from nothing, and is live when the relay says that it has caught up', () => {
    const { replica, receive, asked, seqs } = startReplica();
    replica.resume();
    expect(asked).toEqual([at('', 0)]);
    receive(events(message(1), message(2)));
    expect([seqs(), replica.live]).toEqual([[1, 2], false]);
    receive(opened(2));
    expect([replica.live, replica.position()]).toEqual([true, at('e', 2)]);
  });

  it('drops repeats and keeps order', () => {
    const { receive, seqs } = startLive();
    receive(events(message(2), message(3), message(4)), events(message(4)), events(message(1)));
    expect(seqs()).toEqual([1, 2, 3, 4]);
  });

  it('asks once for what is missing, and shows nothing beyond a gap', () => {
    const { replica, receive, asked, seqs } = startLive();
    receive(events(message(5)), events(message(6)));
    expect([seqs(), replica.live, asked]).toEqual([[1, 2, 3], false, [at('e', 3)]]);
    receive(events(message(4), message(5), message(6)), opened(6));
    expect([seqs(), replica.live]).toEqual([[1, 2, 3, 4, 5, 6], true]);
  });

  it('asks again when an event overtook the answer', () => {
    const { replica, receive, asked } = startLive();
    receive(events(message(5)), events(message(7)), events(message(4), message(5)), opened(5));
    expect(asked).toEqual([at('e', 3), at('e', 5)]);
    receive(events(message(6), message(7)), opened(7));
    expect([replica.live, asked.length]).toEqual([true, 2]);
  });

  it('does not ask for ever when the answers bring nothing', () => {
    const { replica, receive, asked } = startLive();
    receive(events(message(5)), opened(5), opened(5));
    expect([asked.length, replica.live]).toEqual([1, false]);
    receive(events(message(6)));
    expect(asked.length).toBe(2);
  });

  it('replaces everything on a reset', () => {
    const { replica, receive, seqs } = startLive();
    receive({
      type: 'reset',
      conversation: CONVERSATION,
      state: stateOf(log(90)),
      events: log(90).slice(-2),
      more: true,
    });
    receive(opened(90));
    expect([seqs(), replica.more, replica.position()]).toEqual([[89, 90], true, at('e', 90)]);
  });

  it.each([
    ['of another epoch', opened(3, 'f')],
    ['ahead of the relay', opened(2, 'e')],
  ])('starts again from nothing when it is %s', (_, frame) => {
    const { replica, receive, asked, seqs } = startLive();
    receive(frame);
    expect([seqs(), replica.live, asked]).toEqual([[], false, [at('', 0)]]);
    receive(...answer(log(2, 'new'), 'f', at('', 0)));
    expect([seqs(), replica.live, replica.position()]).toEqual([[1, 2], true, at('f', 2)]);
  });

  it('is not live after the line is lost, and resumes from where it stands', () => {
    const { replica, receive, asked } = startLive();
    receive(events(message(9)));
    replica.lost();
    expect(replica.live).toBe(false);
    replica.resume();
    replica.resume();
    expect(asked).toEqual([at('e', 3), at('e', 3)]);
  });

  it('starts from a summary with an empty list, and shows what follows', () => {
    const { replica, receive, askedHistory, seqs } = startReplica();
    replica.seed(stateOf(log(7)), 'e');
    expect([replica.position(), replica.more]).toEqual([at('e', 7), true]);
    receive(opened(7), events(message(8)));
    replica.older();
    expect([seqs(), askedHistory]).toEqual([[8], [8]]);
  });

  it('ignores the frames of other conversations', () => {
    const { receive, seqs } = startLive();
    receive({ type: 'events', conversation: 'two', events: [message(4)] });
    expect(seqs()).toEqual([1, 2, 3]);
  });

  it('moves on over events it does not know', () => {
    const { receive, replica } = startLive();
    receive(events({ ...message(4), type: 'of-next-year' } as unknown as Event));
    expect(replica.position().seq).toBe(4);
  });
});

describe('older events', () => {
  function startAtEnd() {
    const started = startReplica();
    started.receive(...answer(log(20), 'e', at('', 0)));
    return started;
  }

  it('are asked for once at a time, and put in front', () => {
    const { replica, receive, askedHistory, seqs } = startAtEnd();
    replica.older();
    replica.older();
    expect(askedHistory).toEqual([16]);
    receive(page(true, ...log(15).slice(-3)));
    expect([seqs()[0], replica.more]).toEqual([13, true]);
    replica.older();
    receive(page(false, ...log(12)));
    expect([seqs().length, replica.more]).toEqual([20, false]);
    replica.older();
    expect(askedHistory).toEqual([16, 13]);
  });

  it('overlap without harm', () => {
    const { replica, receive, seqs } = startAtEnd();
    receive(page(true, ...log(18).slice(-6)));
    expect([seqs()[0], replica.more]).toEqual([13, true]);
    receive(page(true, ...log(15).slice(-1)));
    expect([seqs()[0], replica.more]).toEqual([13, true]);
  });

  it('that do not fit are left out, and may be asked for again', () => {
    const { replica, receive, askedHistory, seqs } = startAtEnd();
    replica.older();
    receive(page(false, ...log(9)));
    replica.older();
    expect([seqs()[0], replica.more, askedHistory]).toEqual([16, true, [16, 16]]);
  });

  it('do not move the position', () => {
    const { replica, receive } = startAtEnd();
    receive(page(false, ...log(15)));
    expect(replica.position()).toEqual(at('e', 20));
  });
});
