import { describe, expect, it } from 'vitest';
import { fakeClock } from '../clock-fake.ts';
import { ERRORS, type ErrorKind } from '../wire.ts';
import { createOutbox, type Pending } from './outbox.ts';

const text = (clientId: string, more: Partial<Pending> = {}): Pending => ({
  clientId,
  conversation: 'one',
  text: clientId,
  at: 0,
  scope: 'me',
  state: 'queued',
  ...more,
});

/** An outbox with a line that a test opens and shuts. `sent` is every attempt, `stored` what a reload would find. */
function start(stored = new Map<string, Pending>()) {
  const clock = fakeClock();
  const sent: string[] = [];
  let up = true;
  const outbox = createOutbox({
    store: {
      load: () => [...stored.values()],
      put: (item) => stored.set(item.clientId, item),
      remove: (clientId) => stored.delete(clientId),
    },
    clock,
    send: (item) => up && sent.push(item.clientId) > 0,
    changed() {},
    random: () => 1,
  });
  const states = () => outbox.items().map(({ clientId, state }) => `${clientId} ${state}`);
  return { outbox, clock, sent, stored, states, shut: () => (up = false) };
}

describe('the outbox', () => {
  it('stores a text before the first attempt, and forgets it with the ack', () => {
    const { outbox, sent, stored, states } = start();
    outbox.add(text('a'));
    expect([...stored.keys()]).toEqual(['a']);
    expect(sent).toEqual([]);
    outbox.ready('me');
    expect(states()).toEqual(['a sending']);
    outbox.acked('a');
    expect([...stored.keys()]).toEqual([]);
    expect(states()).toEqual(['a sent']);
  });

  it('shows a confirmed text until its echo had time to come', () => {
    const { outbox, clock, states } = start();
    outbox.ready('me');
    outbox.add(text('a'));
    outbox.acked('a');
    clock.advance(29_999);
    expect(states()).toEqual(['a sent']);
    clock.advance(1);
    expect(states()).toEqual([]);
    expect(clock.pending()).toBe(0);
  });

  it('has one text of a conversation under way, and does not make other conversations wait', () => {
    const { outbox, sent } = start();
    outbox.ready('me');
    for (const id of ['a', 'b', 'c']) outbox.add(text(id));
    outbox.add(text('z', { conversation: 'two' }));
    expect(sent).toEqual(['a', 'z']);
    outbox.acked('a');
    expect(sent).toEqual(['a', 'z', 'b']);
  });

  it('sends again under the same id what is not acknowledged within 10 s', () => {
    const { outbox, clock, sent } = start();
    outbox.ready('me');
    outbox.add(text('a'));
    clock.advance(9_999);
    expect(sent).toEqual(['a']);
    clock.advance(10_001);
    expect(sent).toEqual(['a', 'a', 'a']);
  });

  it('sends everything again from the first when the line is back', () => {
    const { outbox, clock, sent, states } = start();
    outbox.ready('me');
    outbox.add(text('a'));
    outbox.add(text('b'));
    outbox.lost();
    expect(states()).toEqual(['a queued', 'b queued']);
    clock.advance(60_000);
    expect(sent).toEqual(['a']);
    outbox.ready('me');
    outbox.acked('a');
    outbox.acked('b');
    expect(sent).toEqual(['a', 'a', 'b']);
  });

  it('keeps waiting what the line would not take', () => {
    const { outbox, states, shut, clock } = start();
    outbox.ready('me');
    shut();
    outbox.add(text('a'));
    expect(states()).toEqual(['a queued']);
    expect(clock.pending()).toBe(0);
  });

  it('sends after a reload what was under way before it, and leaves failed what had failed', () => {
    const stored = new Map([
      ['b', text('b', { at: 2, state: 'failed', error: 'conflict' })],
      ['a', text('a', { at: 1, state: 'sending' })],
    ]);
    const { outbox, sent, states } = start(stored);
    expect(states()).toEqual(['a queued', 'b failed']);
    outbox.ready('me');
    expect(sent).toEqual(['a']);
  });

  it('keeps the order of adding when the clock stands still or goes back', () => {
    const { outbox, states } = start();
    outbox.add(text('c', { at: 5 }));
    outbox.add(text('b', { at: 5 }));
    outbox.add(text('a', { at: 1 }));
    expect(states()).toEqual(['c queued', 'b queued', 'a queued']);
  });

  it('never sends what another player wrote on this device', () => {
    const { outbox, clock, sent } = start();
    outbox.add(text('theirs', { scope: 'them' }));
    outbox.add(text('mine'));
    outbox.ready('me');
    clock.advance(60_000);
    expect(new Set(sent)).toEqual(new Set(['mine']));
  });

  it('sends what was written before the player had a name', () => {
    const { outbox, sent } = start();
    outbox.add(text('early', { scope: 'token' }));
    outbox.ready(({ scope }) => scope === 'token' || scope === 'me');
    expect(sent).toEqual(['early']);
  });

  it('purges from the screen and the store, and sends nothing meanwhile', () => {
    const { outbox, sent, stored, states } = start();
    outbox.ready('me');
    for (const id of ['a', 'b']) outbox.add(text(id));
    outbox.add(text('c', { scope: 'them' }));
    outbox.purge(({ scope }) => scope === 'them');
    expect(states()).toEqual(['c queued']);
    expect([...stored.keys()]).toEqual(['c']);
    expect(sent).toEqual(['a']);
  });
});

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
