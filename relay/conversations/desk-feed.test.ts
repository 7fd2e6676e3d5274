import { fakeClock } from '@touchline/shared/clock-fake.ts';
import { type Event, NEW_CONVERSATION } from '@touchline/shared/conversation.ts';
import type { DeskRow } from '@touchline/shared/down.ts';
import { describe, expect, it } from 'vitest';
import { createLocalBus } from '../platform/bus.ts';
import type { Desk } from './desk.ts';
import { createDeskFeeds } from './desk-feed.ts';
import { createFanout } from './fanout.ts';

const BUSY = 1_000;
const MOMENT_ROWS = 200;
const LONGEST_MOMENT_MS = 900;

/** A desk whose rows are their ids, and what an inbox is told of it. */
async function start() {
  const clock = fakeClock();
  const fanout = createFanout(createLocalBus(() => {}));
  const rows = async (_siteIds: string[], ids: string[]) => ids.map((id) => ({ id }) as DeskRow);
  const feeds = createDeskFeeds({
    desk: { rows } as unknown as Desk,
    fanout,
    clock,
    failed(error) {
      throw error;
    },
  });
  const moments: string[][] = [];
  await feeds.listen(['site'], (text) => moments.push(JSON.parse(text).rows.map((row: DeskRow) => row.id)));
  return {
    moments,
    happens(id: string, type: 'message' | 'released', seq = 5) {
      const event = { seq, at: 0, type, author: { kind: 'player' }, text: '', clientId: '' } as Event;
      fanout.committed({ id, siteId: 'site', contactId: '', state: NEW_CONVERSATION }, [event]);
    },
    async passes(ms: number) {
      clock.advance(ms);
      // Reading takes a few turns.
      for (let i = 0; i < 10; i++) await Promise.resolve();
    },
  };
}

describe('a desk on which everything moves', () => {
  it('tells so much in a moment, and all of it in the end, once', async () => {
    const desk = await start();
    for (let i = 0; i < BUSY; i++) desk.happens(`${i}`, 'message');
    for (let i = 0; i < BUSY / MOMENT_ROWS; i++) await desk.passes(LONGEST_MOMENT_MS);
    expect(desk.moments.map((rows) => rows.length)).toEqual(Array(BUSY / MOMENT_ROWS).fill(MOMENT_ROWS));
    expect(new Set(desk.moments.flat()).size).toBe(BUSY);
  });

  it('tells first what changes the lists', async () => {
    const desk = await start();
    for (let i = 0; i < BUSY; i++) desk.happens(`${i}`, 'message');
    desk.happens('back in the queue', 'released');
    await desk.passes(LONGEST_MOMENT_MS);
    expect(desk.moments[0]?.[0]).toBe('back in the queue');
  });

  it('tells of a conversation once, though it was in both', async () => {
    const desk = await start();
    desk.happens('one', 'message', 5);
    desk.happens('one', 'released', 6);
    await desk.passes(LONGEST_MOMENT_MS);
    await desk.passes(LONGEST_MOMENT_MS);
    expect(desk.moments).toEqual([['one']]);
  });
});
