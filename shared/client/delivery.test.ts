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
    const lost = world.written.filter((name) => !world.isKept(name));
    if (lost.length) throw new Error(`${lost} lost after ${step}`);
    const screen = world.screen();
    if (new Set(screen).size < screen.length) throw new Error(`twice on the screen after ${step}: ${screen}`);
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
    fc.assert(property(), { numRuns: 1_000 });
  });

  it.each<[string, Step[]]>([
    ['the ack is lost with the line', ['connect', 'down', 'write', 'up', 'cut', 'connect']],
    ['the page is reloaded during the send', ['connect', 'down', 'write', 'reload', 'connect']],
    ['the page is reloaded between commit and ack', ['connect', 'down', 'write', 'up', 'reload', 'connect']],
    ['it was written without a line', ['write', 'write', 'wait', 'connect']],
    ['the relay refuses the first of two for now', ['connect', 'down', 'write', 'write', 'refuse', 'down', 'wait']],
  ])('also when %s', (_, steps) => play(steps));
});

it('is so too on a page whose scripts have added to every list and object', () => {
  // As Prototype.js and its kin do: what they add is found by for-in, and changes how lists become JSON.
  const patched = [Array.prototype, Map.prototype] as unknown as Record<string, unknown>[];
  for (const prototype of patched) Object.assign(prototype, { toJSON: () => 'patched', each() {}, first() {} });
  try {
    play(['connect', 'down', 'write', 'write', 'up', 'reload', 'connect', 'write', 'refuse', 'down', 'wait', 'cut']);
  } finally {
    for (const prototype of patched) for (const name of ['toJSON', 'each', 'first']) delete prototype[name];
  }
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
