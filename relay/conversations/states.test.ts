import { type Event, NEW_CONVERSATION } from '@touchline/shared/conversation.ts';
import { describe, expect, it } from 'vitest';
import { createLocalBus } from '../platform/bus.ts';
import { createFanout } from './fanout.ts';
import { createStateCache } from './states.ts';
import type { KnownConversation } from './store.ts';

const message = (seq: number): Event => ({
  seq,
  at: 0,
  type: 'message',
  author: { kind: 'player' },
  clientId: '',
  text: 'Hi',
});
const known: KnownConversation = {
  id: 'one',
  siteId: 'site',
  contactId: 'contact',
  state: { ...NEW_CONVERSATION, seq: 4 },
};

function start() {
  const states = createStateCache();
  states.set(known);
  return states;
}

describe('a copy of a state', () => {
  it('follows what comes next', () => {
    const states = start();
    states.follow('one', [message(5), message(6)]);
    expect(states.get('one')?.state.seq).toBe(6);
  });

  it('does not change by what it has already', () => {
    const states = start();
    states.follow('one', [message(3), message(4)]);
    expect(states.get('one')).toBe(known);
  });

  it('is forgotten when something is missing in between', () => {
    const states = start();
    states.follow('one', [message(6)]);
    expect(states.get('one')).toBeUndefined();
  });

  it('does not come into being by what follows', () => {
    const states = start();
    states.follow('another', [message(1)]);
    expect(states.get('another')).toBeUndefined();
  });

  it.each([
    ['follows, before a listener hears of it, what another relay appends where somebody here listens', true, 5],
    ['stays behind, without that', false, 4],
  ])('%s', async (_name, follows, seq) => {
    const states = start();
    const fanout = createFanout(
      createLocalBus(() => {}),
      follows ? states.follow : undefined,
    );
    const heard: (number | undefined)[] = [];
    await fanout.onThread('one', { hear: () => heard.push(states.get('one')?.state.seq), position: () => 0 });
    fanout.committed(known, [message(5)]);
    expect(heard).toEqual([seq]);
  });
});
