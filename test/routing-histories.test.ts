/**
 * Routing over histories that a machine makes up: players arrive, operators come, go, vanish, choose, take, resolve, hand
 * over, accept and decline, and two relays route by nothing but what happened. After each: one owner, nobody given one too many, nobody waiting while
 * there is a place, and a native speaker whenever one is free.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { times } from './support/figures.ts';
import { changeFunction } from './support/plants.ts';
import { createTestDatabase } from './support/postgres.ts';
import { judgeLog, LANGUAGES, OPERATORS, routingWorld, type Step } from './support/routing-world.ts';

const RUNS = times({ quick: 12, full: 500 });
const STEPS = 30;

const operator = fc.nat(OPERATORS - 1);
const conversation = fc.nat(9);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('arrive' as const), language: fc.constantFrom(...LANGUAGES) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'write' as const,
        'resolve' as const,
        'take' as const,
        'transfer' as const,
        'release' as const,
      ),
      conversation,
      operator,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constantFrom('come' as const, 'go' as const, 'vanish' as const), operator }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('accept' as const, 'decline' as const), operator }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('choose' as const),
      operator,
      choice: fc.constantFrom('online' as const, 'away' as const, 'finishing' as const),
    }),
  },
);
const history = fc.array(step, { minLength: STEPS, maxLength: STEPS });

describe('routing', { timeout: 60_000 + RUNS * 2_000 }, async () => {
  const { db } = await createTestDatabase();

  async function play(mode: 'assign' | 'offer', steps: Step[]): Promise<void> {
    const world = await routingWorld(db, mode);
    try {
      let owners = new Map<string, string | null>();
      for (const one of steps) {
        await world.run(one);
        const seen = await world.conversations();
        const free = await world.free();
        for (const each of seen) judgeLog(each);
        for (const { refusedBy } of await world.lying())
          expect(free.filter((id) => !refusedBy.includes(id))).toEqual([]);
        expect(await world.overOffered()).toBe(0);
        for (const { id, language, assignee, status, events } of seen) {
          const last = events.findLast(({ type }) => type === 'assigned');
          const isGiven = status === 'open' && assignee !== owners.get(id) && last?.author.kind === 'system';
          if (!isGiven) continue;
          const held = seen.filter((other) => other.status === 'open' && other.assignee === assignee).length;
          const given = world.operators.find((other) => other.id === assignee);
          expect(held).toBeLessThanOrEqual(given?.capacity ?? 0);
          const leaver = events.findLast(({ type }) => type === 'released' || type === 'transferred')?.author;
          const natives = world.operators.filter(
            (other) =>
              other.languages[language] === 'native' && !(leaver?.kind === 'operator' && leaver.id === other.id),
          );
          if (!natives.some((native) => native.id === assignee)) {
            expect(natives.filter((native) => free.includes(native.id))).toEqual([]);
          }
        }
        owners = new Map(seen.map(({ id, assignee }) => [id, assignee]));
      }
    } finally {
      await world.close();
    }
  }

  it.each(['assign', 'offer'] as const)(
    `keeps its promises over ${RUNS} histories of ${STEPS} steps: %s`,
    async (mode) => {
      await fc.assert(
        fc.asyncProperty(history, (steps) => play(mode, steps)),
        // A history takes a second; a shorter one that fails as well is not worth minutes.
        { numRuns: RUNS, endOnFailure: true },
      );
    },
  );

  it('control: the check fails when capacity is not looked at under the locks', async () => {
    const own = await createTestDatabase();
    await changeFunction(own.db, 'load_of', 'count(*)::integer', '0 * count(*)::integer');
    const world = await routingWorld(own.db, 'assign');
    await world.run({ do: 'come', operator: 1 });
    for (let i = 0; i < 3; i++) await world.run({ do: 'arrive', language: 'ru' });
    const held = (await world.conversations()).filter(({ status }) => status === 'open').length;
    expect(held).toBeGreaterThan(1);
    await world.close();
  });
});
