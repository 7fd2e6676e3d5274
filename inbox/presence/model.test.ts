import { signal } from '@preact/signals';
import type { OperatorDown } from '@touchline/shared/down.ts';
import type { TeamMember } from '@touchline/shared/people.ts';
import type { OperatorUp } from '@touchline/shared/up.ts';
import { expect, test } from 'vitest';
import type { Live } from '../live.ts';
import { fakeStore } from '../storage-fake.ts';
import { PresenceModel } from './model.ts';

const ME = 'me';

function setUp(store = fakeStore().store) {
  const sent: OperatorUp[] = [];
  let receive = (_frame: OperatorDown) => {};
  const live = {
    send: (frame: OperatorUp) => sent.push(frame) > 0,
    listen(listener: { receive(frame: OperatorDown): void }) {
      receive = listener.receive;
      return () => {};
    },
    ready: signal(null),
  } as unknown as Live;
  const presence = new PresenceModel({ live, store, me: ME });
  const hear = (frame: object) => receive(frame as OperatorDown);
  const team = (...members: Partial<TeamMember>[]) => hear({ type: 'team', members });
  return { presence, sent, hear, team, store };
}

test('a choice counts at once here, and what the relay says about me later counts more', () => {
  const { presence, sent, team } = setUp();
  team({ id: ME, presence: 'online', since: 1 });
  presence.choose('finishing');
  expect(presence.presence.value).toBe('finishing');
  expect(sent).toEqual([{ type: 'presence', choice: 'finishing' }]);
  team({ id: ME, presence: 'online', since: 1, load: 2 });
  expect(presence.presence.value).toBe('finishing');
  team({ id: ME, presence: 'offline', since: 5 });
  expect(presence.presence.value).toBe('offline');
});

test('a choice that a break may have swallowed is said again', () => {
  const { presence, sent, hear, team } = setUp();
  team({ id: ME, presence: 'online', since: 1 });
  presence.choose('away');
  hear({ type: 'ready' });
  expect(sent).toHaveLength(2);
  team({ id: ME, presence: 'away', since: 2 });
  hear({ type: 'ready' });
  expect(sent).toHaveLength(2);
});

test('after a break the team is whom the relay names, and nobody from before', () => {
  const { presence, hear, team } = setUp();
  team({ id: ME, presence: 'online' }, { id: 'left', presence: 'online' });
  team({ id: 'new', presence: 'online' });
  expect([...presence.members.value.keys()]).toEqual([ME, 'left', 'new']);
  hear({ type: 'ready' });
  team({ id: ME, presence: 'online' });
  expect([...presence.members.value.keys()]).toEqual([ME]);
});

test('away is told apart: set by the relay as an offer lapsed, over a reload too, or chosen', () => {
  const { presence, team, store } = setUp();
  team({ id: ME, presence: 'online', since: 1 });
  presence.lapsed(100_000);
  team({ id: ME, presence: 'away', since: 100_500 });
  expect(presence.setAway.value).toBe(true);
  const reloaded = setUp(store);
  reloaded.team({ id: ME, presence: 'away', since: 100_500 });
  expect(reloaded.presence.setAway.value).toBe(true);
  reloaded.presence.choose('online');
  reloaded.team({ id: ME, presence: 'online', since: 101_000 });
  reloaded.presence.choose('away');
  reloaded.team({ id: ME, presence: 'away', since: 102_000 });
  expect(reloaded.presence.setAway.value).toBe(false);
  reloaded.presence.lapsed(200_000);
  reloaded.team({ id: ME, presence: 'away', since: 900_000 });
  expect(reloaded.presence.setAway.value).toBe(false);
});

test('offline is asked about only with something open', () => {
  const { presence, sent, team } = setUp();
  team({ id: ME, presence: 'online', since: 1 });
  presence.ask('offline', 2);
  expect(presence.goingOffline.value).toBe(true);
  expect(sent).toEqual([]);
  presence.stay();
  presence.ask('offline', 0);
  expect(sent).toEqual([{ type: 'presence', choice: 'offline' }]);
});
