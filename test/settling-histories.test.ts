/**
 * What operators settle, over histories that a machine makes up: two relays take the same conversation's commands at
 * once, and whatever comes of it, the row is what its log says.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { times } from './support/figures.ts';
import { changeAppend } from './support/plants.ts';
import { createTestDatabase } from './support/postgres.ts';
import { type Deed, deed, settlingWorld } from './support/settling-world.ts';

const RUNS = times({ quick: 40, full: 1_000 });

describe('a conversation that two relays settle at once', { timeout: 60_000 + RUNS * 1_000 }, async () => {
  const { db } = await createTestDatabase();

  it(`is what its log says, over ${RUNS} histories`, async () => {
    const world = await settlingWorld(db);
    const moments = fc.array(fc.array(deed, { minLength: 1, maxLength: 5 }), { minLength: 6, maxLength: 10 });
    await fc.assert(
      fc.asyncProperty(moments, async (history) => {
        const conversation = await world.begin();
        await world.act(conversation, { relay: 0, who: 0, does: { type: 'take' } });
        for (const moment of history) {
          await Promise.all(moment.map((one) => world.act(conversation, one)));
          const { row, log, events } = await world.seen(conversation);
          expect(events.map(({ seq }) => seq)).toEqual(events.map((_, i) => i + 1));
          expect(row).toEqual(log);
        }
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
  });
});

const tag = (relay: 0 | 1, name: string): Deed => ({ relay, who: 0, does: { type: 'tag', add: [name], remove: [] } });
const by0 = (does: Deed['does']): Deed => ({ relay: 0, who: 0, does });

describe('a relay whose copy of the state is old', async () => {
  const { db } = await createTestDatabase();

  it('loses no tag of another one', async () => {
    const { row, log } = await tagOnBoth(db);
    expect(row.tags).toEqual(['first', 'second']);
    expect(row).toEqual(log);
  });

  it('decides again what follows, in the same moment, from something that was decided on it', async () => {
    const { row, log } = await complainBehindATag(db);
    expect(row).toMatchObject({ status: 'waiting', rating: { solved: false } });
    expect(row).toEqual(log);
  });
});

describe('one moment of one relay', async () => {
  const { db } = await createTestDatabase();

  it.each([
    ['let go of and taken again, is awake', ['release', 'take'], false],
    ['taken and found silent, is parked', ['release', 'take', 'park'], true],
  ] as const)('in which what was put aside is %s', async (_, done, parked) => {
    const world = await settlingWorld(db);
    const conversation = await world.begin();
    await world.act(conversation, by0({ type: 'take' }));
    await world.act(conversation, by0({ type: 'snooze', until: null }));
    await Promise.all(done.map((type) => world.act(conversation, by0({ type }))));
    const { row, log } = await world.seen(conversation);
    expect(row).toEqual(log);
    expect({ parked: row.parked, snoozed: row.snoozed }).toEqual({ parked, snoozed: undefined });
  });
});

describe('the check fails', async () => {
  const { db } = await createTestDatabase();
  const { db: other } = await createTestDatabase();

  it('when the append does not look at the seq that was decided on', async () => {
    await changeAppend(db, 'and (asked.xs is null or asked.xs = conv.last_seq)', '');
    const { row, log } = await tagOnBoth(db);
    expect(row.tags).toEqual(['second']);
    expect(row).not.toEqual(log);
  });

  it('when what was decided on a stale item is written without it', async () => {
    await changeAppend(other, 'not bool_and(fresh) over (partition by c order by i)', 'not fresh');
    const { row, log } = await complainBehindATag(other);
    expect(row).not.toEqual(log);
  });
});

async function tagOnBoth(db: Parameters<typeof settlingWorld>[0]) {
  const world = await settlingWorld(db);
  const conversation = await world.begin();
  await world.act(conversation, { relay: 1, who: 1, does: { type: 'note' } });
  await world.act(conversation, tag(0, 'first'));
  await world.act(conversation, tag(1, 'second'));
  return world.seen(conversation);
}

/** A player whose conversation is resolved says that it is not, and writes; a tag from elsewhere comes in between. */
async function complainBehindATag(db: Parameters<typeof settlingWorld>[0]) {
  const world = await settlingWorld(db);
  const conversation = await world.begin();
  for (const type of ['take', 'resolve'] as const) await world.act(conversation, by0({ type }));
  await world.act(conversation, tag(1, 'meanwhile'));
  await Promise.all([
    world.act(conversation, by0({ type: 'rate', solved: false })),
    world.act(conversation, by0({ type: 'write' })),
  ]);
  return world.seen(conversation);
}
