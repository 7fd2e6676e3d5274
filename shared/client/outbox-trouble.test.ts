import { describe, expect, it } from 'vitest';
import { fakeClock } from '../clock-fake.ts';
import { ERRORS, type ErrorKind } from '../wire.ts';
import { createOutbox } from './outbox.ts';
import { startOutbox as start, text } from './outbox-fake.ts';

describe('refusals', () => {
  const kinds = (retryable: boolean) =>
    (Object.keys(ERRORS) as ErrorKind[]).filter((kind) => ERRORS[kind].retryable === retryable);

  it.each(kinds(true))('%s: waits as long as it is told, in its place, without a mark', (kind) => {
    const { outbox, clock, sent, states } = start();
    outbox.ready('me');
    outbox.add(text('a'));
    outbox.add(text('b'));
    outbox.refused('a', kind, 7_000);
    expect(states()).toEqual(['a sending', 'b queued']);
    clock.advance(6_999);
    expect(sent).toEqual(['a']);
    clock.advance(1);
    expect(sent).toEqual(['a', 'a']);
  });

  it('backs off when it is not told how long', () => {
    const { outbox, clock, sent } = start();
    outbox.ready('me');
    outbox.add(text('a'));
    const waits = [1, 2, 3, 4, 5, 6, 7].map(() => {
      outbox.refused('a', 'unavailable');
      const [from, before] = [clock.now(), sent.length];
      while (sent.length === before) clock.advance(100);
      return clock.now() - from;
    });
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
  });

  it.each([...kinds(false), 'a-kind-of-next-year'])(
    '%s: marks it failed, stores that, and goes on with the next',
    (kind) => {
      const { outbox, sent, stored, states } = start();
      outbox.ready('me');
      outbox.add(text('a'));
      outbox.add(text('b'));
      outbox.refused('a', kind);
      expect(states()).toEqual(['a failed', 'b sending']);
      expect(stored.get('a')).toMatchObject({ state: 'failed', error: kind });
      expect(sent).toEqual(['a', 'b']);
    },
  );

  it('tries a failed one again, or drops it, as its author wishes, and only a failed one', () => {
    const { outbox, sent, stored, states } = start();
    outbox.ready('me');
    outbox.add(text('a'));
    outbox.discard('a');
    outbox.retry('a');
    expect(states()).toEqual(['a sending']);
    outbox.refused('a', 'behind');
    outbox.retry('a');
    expect(states()).toEqual(['a sending']);
    expect(outbox.items()[0]?.error).toBeUndefined();
    outbox.refused('a', 'behind');
    outbox.discard('a');
    expect(states()).toEqual([]);
    expect(stored.size).toBe(0);
    expect(sent).toEqual(['a', 'a']);
  });

  it('believes the log rather than a refusal', () => {
    const { outbox, states } = start();
    outbox.ready('me');
    outbox.add(text('a'));
    outbox.refused('a', 'conflict');
    outbox.acked('a');
    outbox.refused('a', 'conflict');
    expect(states()).toEqual(['a sent']);
  });
});

describe('another tab', () => {
  it('shows its texts, and does not send them', () => {
    const { outbox, clock, sent, states } = start();
    outbox.ready('me');
    outbox.absorb(text('a'));
    clock.advance(29_999);
    expect(states()).toEqual(['a queued']);
    expect(sent).toEqual([]);
    outbox.dropped('a');
    expect(states()).toEqual([]);
    expect(clock.pending()).toBe(0);
  });

  it('sends them when that tab has not for 30 s, and after the next ready', () => {
    const { outbox, clock, sent } = start();
    outbox.ready('me');
    outbox.absorb(text('a'));
    clock.advance(30_000);
    expect(sent).toEqual(['a']);
    outbox.absorb(text('b', { conversation: 'two' }));
    outbox.lost();
    outbox.ready('me');
    expect(sent).toEqual(['a', 'a', 'b']);
  });

  it('learns of a failure there, and may retry it here', () => {
    const { outbox, sent, states } = start();
    outbox.ready('me');
    outbox.absorb(text('a'));
    outbox.absorb(text('a', { state: 'failed', error: 'conflict' }));
    expect(states()).toEqual(['a failed']);
    outbox.retry('a');
    expect(sent).toEqual(['a']);
  });

  it('does not stop what is under way here', () => {
    const { outbox, states } = start();
    outbox.ready('me');
    outbox.add(text('a'));
    outbox.absorb(text('a', { state: 'failed' }));
    expect(states()).toEqual(['a sending']);
  });
});

describe('a store that fails', () => {
  const broken = () => {
    throw new Error('QuotaExceededError');
  };

  it('costs nothing but the survival of a reload', () => {
    const sent: string[] = [];
    const outbox = createOutbox({
      store: { load: broken, put: broken, remove: broken },
      clock: fakeClock(),
      send: (item) => sent.push(item.clientId) > 0,
      changed() {},
    });
    outbox.add(text('a'));
    outbox.ready('me');
    outbox.refused('a', 'conflict');
    outbox.retry('a');
    outbox.acked('a');
    outbox.purge(() => false);
    expect(sent).toEqual(['a', 'a']);
  });
});
