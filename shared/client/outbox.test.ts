import { describe, expect, it } from 'vitest';
import { startOutbox as start, text } from './outbox-fake.ts';

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

describe('a message whose files are on their way', () => {
  it('is held until they are in place, and nothing of its conversation overtakes it', () => {
    const { outbox, sent, stored } = start();
    outbox.ready('me');
    outbox.add(text('photo', { held: true }));
    outbox.add(text('after'));
    outbox.add(text('elsewhere', { conversation: 'two' }));
    expect(sent).toEqual(['elsewhere']);
    outbox.release('photo');
    expect(stored.get('photo')?.held).toBeUndefined();
    outbox.acked('photo', 2);
    expect(sent).toEqual(['elsewhere', 'photo', 'after']);
  });

  it('positive control: one that is not held goes at once', () => {
    const { outbox, sent } = start();
    outbox.ready('me');
    outbox.add(text('photo'));
    outbox.add(text('after'));
    expect(sent).toEqual(['photo']);
  });

  it('has failed after a reload, for the bytes went with the page; in the store it stays the other page’s', () => {
    const { outbox, stored } = start(new Map([['photo', text('photo', { held: true })]]));
    outbox.ready('me');
    expect(outbox.items()).toMatchObject([{ state: 'failed', error: 'files-gone' }]);
    expect(stored.get('photo')?.state).toBe('queued');
    // Heard of again from the page that may still be at it.
    outbox.absorb(text('photo', { held: true }));
    expect(outbox.items()).toMatchObject([{ state: 'failed' }]);
  });

  it('of another tab is not taken over, however long that takes', () => {
    const { outbox, sent, clock } = start();
    outbox.ready('me');
    outbox.absorb(text('photo', { held: true }));
    clock.advance(120_000);
    expect(sent).toEqual([]);
    outbox.absorb(text('photo'));
    clock.advance(30_000);
    expect(sent).toEqual(['photo']);
  });
});
