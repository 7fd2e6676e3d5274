/** Who answers whom, by name and by property. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Available, match, type Waiting } from './ranking.ts';

const PATIENCE = 60_000;

function operator(id: string, more: Partial<Available> = {}): Available {
  const { capacity = 4, load = 0 } = more;
  const places = Math.max(0, capacity - load);
  return { id, name: id, languages: {}, topics: null, capacity, load, places, givenAt: null, ...more };
}
function player(more: Partial<Waiting> = {}): Waiting {
  return {
    id: 'c',
    topic: 'payments',
    tier: null,
    verified: false,
    front: false,
    queuedAt: 0,
    language: 'be',
    waitedMs: 0,
    wanted: null,
    servedBy: null,
    passedBy: [],
    declinedBy: [],
    ...more,
  };
}
const answers = (one: Waiting, ...operators: Available[]) =>
  match([one], operators, PATIENCE).pairs[0]?.operator ?? null;

describe('a waiting conversation goes to', () => {
  const native = operator('native', { languages: { be: 'native' }, load: 3 });
  const fluent = operator('fluent', { languages: { be: 'fluent' } });
  const foreign = operator('foreign', { languages: { az: 'native' } });

  it('a native speaker before a fluent one before somebody with translation, whatever their load', () => {
    expect(answers(player(), foreign, fluent, native)).toBe('native');
    expect(answers(player(), foreign, fluent)).toBe('fluent');
    expect(answers(player(), foreign)).toBe('foreign');
  });

  it('somebody whom a translator reaches before somebody whom none does; while the first is busy it waits a little', () => {
    const reached = operator('reached', { languages: { ru: 'native' }, load: 3 });
    const translates = (_: string, spoken: object) => 'ru' in spoken;
    const choice = (...operators: Available[]) => match([player()], operators, PATIENCE, translates);
    expect(choice(foreign, reached).pairs).toEqual([{ conversation: 'c', operator: 'reached' }]);
    expect(choice(foreign, { ...reached, load: 4, places: 0 })).toEqual({ pairs: [], againInMs: PATIENCE });
    expect(choice(foreign).pairs).toEqual([{ conversation: 'c', operator: 'foreign' }]);
  });

  it('a speaker before whoever a translator reaches; while the speaker is busy it waits a little', () => {
    const reached = operator('reached', { languages: { ru: 'native' } });
    const choice = (waiting: Waiting, ...operators: Available[]) => match([waiting], operators, PATIENCE, () => true);
    expect(choice(player(), reached, fluent).pairs[0]?.operator).toBe('fluent');
    const busy = { ...fluent, load: 4, places: 0 };
    expect(choice(player(), reached, busy)).toEqual({ pairs: [], againInMs: PATIENCE });
    expect(choice(player({ waitedMs: PATIENCE }), reached, busy).pairs[0]?.operator).toBe('reached');
  });

  it('a speaker of the language where the region is another', () => {
    expect(answers(player({ language: 'pt-BR' }), operator('a'), operator('b', { languages: { pt: 'native' } }))).toBe(
      'b',
    );
  });

  it('nobody for a while, when the one who speaks it is there but busy; then to any', () => {
    const busy = operator('busy', { languages: { be: 'native' }, load: 4 });
    expect(match([player()], [busy, foreign], PATIENCE)).toEqual({ pairs: [], againInMs: PATIENCE });
    expect(answers(player({ waitedMs: PATIENCE }), busy, foreign)).toBe('foreign');
  });

  it('whoever is named for the topic before those who do everything, and not to those who do others', () => {
    const all = operator('all');
    const named = operator('named', { topics: ['payments'] });
    const other = operator('other', { topics: ['bets'] });
    expect(answers(player(), all, named, other)).toBe('named');
    expect(answers(player(), other, all)).toBe('all');
    expect(answers(player(), other)).toBe('other');
  });

  it('who served this player last, before the one with less to do', () => {
    expect(answers(player({ servedBy: 'b' }), operator('a'), operator('b', { load: 3 }))).toBe('b');
  });

  it('the lowest relative load, then the longest idle', () => {
    expect(answers(player(), operator('a', { load: 2, capacity: 4 }), operator('b', { load: 3, capacity: 8 }))).toBe(
      'b',
    );
    expect(
      answers(player(), operator('a', { givenAt: 2 }), operator('b', { givenAt: 1 }), operator('c', { givenAt: 3 })),
    ).toBe('b');
  });

  it('whom it was sent to, also against the language; while they are busy it waits for them a little', () => {
    expect(answers(player({ wanted: 'foreign' }), native, foreign)).toBe('foreign');
    const busy = operator('foreign', { languages: { az: 'native' }, load: 4 });
    expect(answers(player({ wanted: 'foreign' }), native, busy)).toBeNull();
    expect(answers(player({ wanted: 'foreign', waitedMs: PATIENCE }), native, busy)).toBe('native');
    expect(answers(player({ wanted: 'not here' }), native)).toBe('native');
  });

  it('members of the team that it was sent to, and to nobody while none of them is there', () => {
    expect(answers(player({ onlyFor: ['foreign'] }), native, foreign)).toBe('foreign');
    expect(answers(player({ onlyFor: ['foreign', 'native'] }), native, foreign)).toBe('native');
    expect(answers(player({ onlyFor: ['not here'], waitedMs: PATIENCE }), native, foreign)).toBeNull();
    // Whoever is better and no member is not worth waiting for.
    const busy = { ...native, load: 4, places: 0 };
    expect(answers(player({ onlyFor: ['foreign'] }), busy, foreign)).toBe('foreign');
    expect(answers(player({ onlyFor: null }), native, foreign)).toBe('native');
  });

  it('the next, after somebody let it pass, and to them again when there is nobody else', () => {
    expect(answers(player({ passedBy: ['native'] }), native, operator('second', { languages: { be: 'fluent' } }))).toBe(
      'second',
    );
    expect(answers(player({ passedBy: ['native'] }), native)).toBe('native');
  });

  it('another than whom it was sent to, once they declined', () => {
    const declined = { wanted: 'foreign', passedBy: ['foreign'], declinedBy: ['foreign'] };
    expect(answers(player(declined), native, foreign)).toBe('native');
  });

  it('nobody who has just declined it, or let go of it', () => {
    expect(answers(player({ passedBy: ['native'], declinedBy: ['native'] }), native)).toBeNull();
  });

  it('nobody without a place', () => {
    expect(answers(player(), operator('full', { load: 4 }), operator('none', { capacity: 0 }))).toBeNull();
  });
});

const isFor = ({ onlyFor }: Waiting, { id }: Available) => !onlyFor || onlyFor.includes(id);

describe('over any queue and any operators', () => {
  const languages = fc.constantFrom('be', 'ru', 'az', 'vi');
  const operators = fc
    .uniqueArray(
      fc.record({
        id: fc.constantFrom('o1', 'o2', 'o3', 'o4', 'o5', 'o6'),
        name: fc.constant('o'),
        languages: fc.dictionary(languages, fc.constantFrom('native' as const, 'fluent' as const), { maxKeys: 3 }),
        topics: fc.constantFrom<string[] | null>(null, ['payments'], ['bets', 'payments']),
        capacity: fc.integer({ min: 0, max: 4 }),
        load: fc.integer({ min: 0, max: 5 }),
        givenAt: fc.option(fc.nat(1_000)),
      }),
      { selector: ({ id }) => id },
    )
    .map((all) => all.map((one) => operator(one.id, one)));
  const queue = fc
    .array(
      fc.record({
        topic: fc.constantFrom('payments', 'bets', 'rules', null),
        language: languages,
        waitedMs: fc.nat(2 * PATIENCE),
        wanted: fc.constantFrom(null, 'o1', 'o9'),
        onlyFor: fc.constantFrom<string[] | null>(null, ['o1'], ['o2', 'o9']),
        servedBy: fc.constantFrom(null, 'o2'),
      }),
      { maxLength: 12 },
    )
    .map((rows) => rows.map((row, i) => player({ ...row, id: `c${i}` })));

  it('nobody gets more than their places, and nothing goes to two', () => {
    fc.assert(
      fc.property(queue, operators, (waiting, all) => {
        const { pairs } = match(waiting, all, PATIENCE);
        expect(new Set(pairs.map(({ conversation }) => conversation)).size).toBe(pairs.length);
        for (const { id, capacity, load } of all) {
          const given = pairs.filter((pair) => pair.operator === id).length;
          expect(given === 0 || load + given <= capacity).toBe(true);
        }
      }),
    );
  });

  it('nobody waits beyond their patience while any operator whom it may go to has a place', () => {
    fc.assert(
      fc.property(queue, operators, (waiting, all) => {
        const { pairs } = match(waiting, all, PATIENCE);
        const free = all.filter(({ id, capacity, load }) => {
          return load + pairs.filter((pair) => pair.operator === id).length < capacity;
        });
        const unanswered = waiting.filter((one) => !pairs.some((pair) => pair.conversation === one.id));
        const overdue = unanswered.filter(
          (one) => one.waitedMs >= PATIENCE && free.some((operator) => isFor(one, operator)),
        );
        expect(overdue).toEqual([]);
      }),
    );
  });

  it('the first of the queue gets a native speaker whenever one is free and knows the topic', () => {
    fc.assert(
      fc.property(queue, operators, (waiting, all) => {
        const first = waiting[0];
        if (!first || all.some(({ id }) => id === first.wanted)) return;
        const isNative = (one: Available) => one.languages[first.language] === 'native';
        const knows = ({ topics }: Available) =>
          topics === null || first.topic === null || topics.includes(first.topic);
        const free = all.filter((one) => one.load < one.capacity && isNative(one) && knows(one) && isFor(first, one));
        if (free.length === 0) return;
        const chosen = match(waiting, all, PATIENCE).pairs.find((pair) => pair.conversation === first.id)?.operator;
        expect(free.map(({ id }) => id)).toContain(chosen);
      }),
    );
  });
});
