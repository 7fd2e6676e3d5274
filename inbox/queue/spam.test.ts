import { signal } from '@preact/signals';
import { fakeClock } from '@touchline/shared/clock-fake.ts';
import type { DeskRow } from '@touchline/shared/down.ts';
import { expect, test } from 'vitest';
import type { Answered, Command } from '../conversation/commands.ts';
import { VIEWS } from '../router.ts';
import type { Queue } from './model.ts';
import { SpamModel } from './spam.ts';

const row = (id: string, topic: string | null = null) => ({ id, state: { topic } }) as DeskRow;

function setUp(count: number) {
  const clock = fakeClock();
  const waiting = signal(Array.from({ length: count }, (_, at) => row(`c${at}`)));
  const lists = Object.fromEntries(VIEWS.map((view) => [view, waiting])) as unknown as Queue['lists'];
  const given: { command: Command; answered: Answered }[] = [];
  const commands = { give: (command: Command, answered: Answered) => void given.push({ command, answered }) };
  const spam = new SpamModel({ queue: { lists, shown: waiting, view: signal('waiting' as const) }, commands, clock });
  return { clock, waiting, given, spam };
}

test('many are closed a few at a time, each once, and what a colleague took meanwhile is counted', () => {
  const { given, spam } = setUp(50);
  spam.begin();
  spam.chooseShown();
  spam.ask();
  expect(spam.asked.value).toBe(true);
  spam.closeAll();
  expect(given).toHaveLength(20);
  for (let at = 0; at < given.length; at++) given[at]?.answered(at === 7 ? 'conflict' : null, undefined);
  expect(new Set(given.map(({ command }) => command.conversation)).size).toBe(50);
  expect(given.every(({ command }) => command.type === 'resolve' && command.as === 'spam')).toBe(true);
  expect(spam.progress.value).toEqual({ of: 50, closed: 49, failed: 1 });
  expect(spam.finished.value).toBe(true);
});

test('a relay that asks for patience gets it, and nothing is counted twice', () => {
  const { clock, given, spam } = setUp(1);
  spam.begin();
  spam.chooseShown();
  spam.closeAll();
  given[0]?.answered('too-fast', 400);
  expect(spam.finished.value).toBe(false);
  clock.advance(400);
  expect(given).toHaveLength(2);
  given[1]?.answered(null, undefined);
  expect(spam.progress.value).toEqual({ of: 1, closed: 1, failed: 0 });
});

test('who was answered meanwhile is not among the chosen any more', () => {
  const { waiting, spam } = setUp(3);
  spam.begin();
  spam.chooseShown();
  waiting.value = waiting.value.slice(1);
  expect(spam.selected.value).toEqual(['c1', 'c2']);
});

test('somebody in danger is not chosen along with others, and can be by hand', () => {
  const { waiting, spam } = setUp(1);
  waiting.value = [row('danger', 'safer-gambling'), ...waiting.value];
  spam.begin();
  spam.chooseShown();
  expect(spam.selected.value).toEqual(['c0']);
  spam.toggle('danger');
  expect(spam.selected.value).toEqual(['danger', 'c0']);
});
