/**
 * The promise of the house, on the client's side: whatever the line, the relay and the page do, every text that was
 * added is in the log once, in the order of adding, and the screen shows the log.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWorld, type Defect, STEPS, type Step } from './delivery-model.ts';

function play(steps: readonly Step[], defect?: Defect) {
  const world = createWorld(defect);
  for (const step of steps) {
    world.step(step);
    // At no moment is a text in nobody's hands, nor twice before its author's eyes.
    for (const name of world.written) expect(world.isKept(name), `${name} is kept after ${step}`).toBe(true);
    const screen = world.screen();
    expect(new Set(screen).size).toBe(screen.length);
  }
  world.settle();
  const messages = world.log.flatMap((event) => (event.type === 'message' ? [event] : []));
  expect(messages.filter(({ text }) => text !== 'answer').map(({ text }) => text)).toEqual(world.written);
  const shown = world.screen().filter((key) => messages.some(({ clientId }) => clientId === key));
  // A short first answer may have left older ones to be paged back to; what is there has no hole.
  expect(shown).toEqual(messages.slice(-shown.length).map(({ clientId }) => clientId));
  expect(world.state()).toEqual(world.truth());
}

const weights: Record<Step, number> = {
  write: 6,
  up: 10,
  down: 10,
  refuse: 2,
  cut: 2,
  connect: 4,
  reload: 1,
  wait: 3,
  reply: 2,
  deaf: 1,
};
const step = fc.oneof(...STEPS.map((what) => ({ weight: weights[what], arbitrary: fc.constant(what) })));
const property = (defect?: Defect) =>
  fc.property(fc.array(step, { maxLength: 80, size: 'max' }), (steps) => play(['connect', ...steps], defect));

describe('every text that was added', () => {
  it('is sent once, in order, and shown, whatever happens', () => {
    fc.assert(property(), { numRuns: 1_500 });
  });

  it.each<[string, Step[]]>([
    ['the ack is lost with the line', ['connect', 'down', 'write', 'up', 'cut', 'connect']],
    ['the page is reloaded during the send', ['connect', 'down', 'write', 'reload', 'connect']],
    ['the page is reloaded between commit and ack', ['connect', 'down', 'write', 'up', 'reload', 'connect']],
    ['it was written without a line', ['write', 'write', 'wait', 'connect']],
    ['the relay refuses the first of two for now', ['connect', 'down', 'write', 'write', 'refuse', 'down', 'wait']],
  ])('also when %s', (_, steps) => play(steps));
});

describe('positive controls: each defect is found', () => {
  it.each<Defect>(['a new id for every attempt', 'no store', 'all at once', 'no resume', 'no repeat without ack'])(
    '%s',
    (defect) => {
      expect(fc.check(property(defect), { numRuns: 500 }).failed).toBe(true);
    },
  );

  it('and none is found in a quiet history, so that it is the defect which is found', () => {
    const quiet: Step[] = [
      'connect',
      'down',
      'down',
      'write',
      'up',
      'down',
      'down',
      'down',
      'write',
      'up',
      'down',
      'down',
      'down',
    ];
    for (const defect of ['a new id for every attempt', 'all at once'] as const) play(quiet, defect);
  });
});
