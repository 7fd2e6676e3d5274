/** When a provider is asked, and when it is left alone: by name, and by property against a second reading of the rules. */
import { fakeClock } from '@touchline/shared/clock-fake.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Breaker, createBreaker, OPEN_MS, type Outcome } from './breaker.ts';

const OK: Outcome = { result: 'ok' };
const FAILED: Outcome = { result: 'failed' };

function stage() {
  const clock = fakeClock();
  const breaker = createBreaker({ clock });
  const settle = (outcome: Outcome, times = 1) => {
    for (let i = 0; i < times; i++) breaker.begin()(outcome);
  };
  return { clock, breaker, settle };
}

describe('a breaker', () => {
  it('opens after five failures in a row, and not after four', () => {
    const { breaker, settle } = stage();
    settle(FAILED, 4);
    settle(OK);
    settle(FAILED, 4);
    expect(breaker.refuses()).toBe(false);
    settle(FAILED);
    expect(breaker.refuses()).toBe(true);
  });

  it('opens when half of the last twenty failed, however they are mixed', () => {
    const { breaker, settle } = stage();
    for (let i = 0; i < 9; i++) {
      settle(OK);
      settle(FAILED);
    }
    settle(OK);
    expect(breaker.state()).toBe('closed');
    settle(FAILED);
    expect(breaker.state()).toBe('open');
  });

  it('lets one probe through after 30 s, which decides', () => {
    const { clock, breaker, settle } = stage();
    settle(FAILED, 5);
    clock.advance(OPEN_MS - 1);
    expect(breaker.refuses()).toBe(true);
    clock.advance(1);
    expect(breaker.refuses()).toBe(false);
    const probe = breaker.begin();
    expect(breaker.refuses()).toBe(true);
    probe(FAILED);
    expect(breaker.state()).toBe('open');
    clock.advance(OPEN_MS);
    settle(OK);
    expect(breaker.state()).toBe('closed');
    settle(FAILED, 4);
    expect(breaker.state()).toBe('closed');
  });

  it('a probe that was called off leaves its place to the next', () => {
    const { clock, breaker, settle } = stage();
    settle(FAILED, 5);
    clock.advance(OPEN_MS);
    breaker.begin()({ result: 'unclear' });
    expect(breaker.state()).toBe('half-open');
    expect(breaker.refuses()).toBe(false);
  });

  it('what began before it opened says nothing afterwards', () => {
    const { clock, breaker, settle } = stage();
    const [early, late] = [breaker.begin(), breaker.begin()];
    settle(FAILED, 5);
    early(OK);
    expect(breaker.state()).toBe('open');
    clock.advance(OPEN_MS);
    breaker.refuses();
    late(FAILED);
    expect(breaker.state()).toBe('half-open');
  });

  it('pauses at once for as long as the provider wants', () => {
    const { clock, breaker, settle } = stage();
    settle({ result: 'failed', pauseMs: 120_000 });
    clock.advance(119_999);
    expect(breaker.refuses()).toBe(true);
    clock.advance(1);
    expect(breaker.refuses()).toBe(false);
  });

  it('comes back within 30 s of a clock that was set back by hours', () => {
    const hands = { now: 10 * 3_600_000 };
    const breaker = createBreaker({ clock: { now: () => hands.now, after: () => () => {} } });
    for (let i = 0; i < 5; i++) breaker.begin()(FAILED);
    hands.now -= 5 * 3_600_000;
    expect(breaker.refuses()).toBe(true);
    hands.now += OPEN_MS;
    expect(breaker.refuses()).toBe(false);
  });
});

type Step = { do: 'ask' } | { do: 'settle'; which: number; outcome: Outcome } | { do: 'wait'; ms: number };

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('ask' as const) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('settle' as const),
      which: fc.nat(),
      outcome: fc.oneof(
        { weight: 4, arbitrary: fc.constant(FAILED) },
        { weight: 3, arbitrary: fc.constant(OK) },
        fc.constant<Outcome>({ result: 'unclear' }),
        fc.constant<Outcome>({ result: 'failed', pauseMs: 70_000 }),
      ),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 80_000 }) }) },
);

/** Walks through `steps`; throws where the breaker breaks a rule. Returns how often it opened. */
function walk(steps: readonly Step[], create: typeof createBreaker): number {
  const clock = fakeClock();
  const breaker: Breaker = create({ clock });
  const running: { settle: (outcome: Outcome) => void; era: number }[] = [];
  let era = 0;
  let opened = 0;
  let openUntil = 0;
  let isProbation = false;
  let probes = 0;
  let counted: boolean[] = [];
  const change = () => {
    era += 1;
    probes = 0;
    counted = [];
  };
  const opens = (ms: number) => {
    change();
    opened += 1;
    isProbation = true;
    openUntil = clock.now() + ms;
  };
  for (const one of steps) {
    const isOpen = clock.now() < openUntil;
    const shouldRefuse = isOpen || (isProbation && probes > 0);
    if (breaker.refuses() !== shouldRefuse) throw new Error(`it should ${shouldRefuse ? '' : 'not '}refuse`);
    if (one.do === 'wait') {
      const before = clock.now();
      clock.advance(one.ms);
      if (before < openUntil && clock.now() >= openUntil) change();
    } else if (one.do === 'ask') {
      if (shouldRefuse) continue;
      if (isProbation) probes += 1;
      running.push({ settle: breaker.begin(), era });
    } else {
      const [call] = running.splice(one.which % Math.max(1, running.length), 1);
      if (!call) continue;
      call.settle(one.outcome);
      const { result, pauseMs } = one.outcome;
      if (call.era !== era) continue;
      if (pauseMs !== undefined) opens(pauseMs);
      else if (result === 'unclear') probes = 0;
      else if (isProbation) {
        if (result === 'failed') opens(OPEN_MS);
        else {
          change();
          isProbation = false;
        }
      } else {
        counted.push(result === 'failed');
        const last = counted.slice(-20);
        const isRow = counted.length >= 5 && counted.slice(-5).every(Boolean);
        if (isRow || (last.length === 20 && last.filter(Boolean).length >= 10)) opens(OPEN_MS);
      }
    }
  }
  return opened;
}

describe('by property', () => {
  const histories = fc.array(step, { minLength: 60, maxLength: 250, size: 'max' });

  it('refuses exactly while it is open or a probe is out', () => {
    let opened = 0;
    fc.assert(
      fc.property(histories, (steps) => {
        opened += walk(steps, createBreaker);
      }),
      { numRuns: 500 },
    );
    expect(opened).toBeGreaterThan(500);
  });

  it('the check fails for one that lets everybody probe', () => {
    const careless: typeof createBreaker = (deps) => {
      const breaker = createBreaker(deps);
      return { ...breaker, refuses: () => breaker.state() === 'open' };
    };
    const { errorInstance } = fc.check(fc.property(histories, (steps) => void walk(steps, careless)));
    expect(String(errorInstance)).toContain('it should refuse');
  });
});
