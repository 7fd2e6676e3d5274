import { signal } from '@preact/signals';
import { fakeClock } from '@touchline/shared/clock-fake.ts';
import type { DeskRow } from '@touchline/shared/down.ts';
import type { DeskView } from '@touchline/shared/up.ts';
import { expect, test } from 'vitest';
import type { Answered, Command } from '../conversation/commands.ts';
import type { Queue } from '../queue/model.ts';
import { VIEWS } from '../router.ts';
import { BulkModel } from './bulk.ts';

const spam = (conversation: string): Command => ({ type: 'resolve', conversation, as: 'spam' });
const row = (id: string, topic: string | null = null) => ({ id, state: { topic } }) as DeskRow;

function setUp(count: number) {
  const clock = fakeClock();
  const waiting = signal(Array.from({ length: count }, (_, at) => row(`c${at}`)));
  const lists = Object.fromEntries(VIEWS.map((view) => [view, waiting])) as unknown as Queue['lists'];
  const view = signal<DeskView>('waiting');
  const given: { command: Command; answered: Answered }[] = [];
  const commands = { give: (command: Command, answered: Answered) => void given.push({ command, answered }) };
  const bulk = new BulkModel({ queue: { lists, shown: waiting, view }, commands, clock });
  return { clock, waiting, given, bulk, view };
}

test('many are closed a few at a time, each once, and what a colleague took meanwhile is counted', () => {
  const { given, bulk } = setUp(50);
  bulk.begin();
  bulk.chooseShown();
  bulk.askSpam();
  expect(bulk.asked.value).toBe(true);
  bulk.carryOut('spam', spam);
  expect(given).toHaveLength(20);
  for (let at = 0; at < given.length; at++) given[at]?.answered(at === 7 ? 'conflict' : null, undefined);
  expect(new Set(given.map(({ command }) => command.conversation)).size).toBe(50);
  expect(given.every(({ command }) => command.type === 'resolve' && command.as === 'spam')).toBe(true);
  expect(bulk.progress.value).toEqual({
    ...{ work: 'spam', of: 50, done: 49 },
    refused: [{ id: given[7]?.command.conversation, kind: 'conflict' }],
  });
  expect(bulk.finished.value).toBe(true);
});

test('a relay that asks for patience gets it, and nothing is counted twice', () => {
  const { clock, given, bulk } = setUp(1);
  bulk.begin();
  bulk.chooseShown();
  bulk.carryOut('spam', spam);
  given[0]?.answered('too-fast', 400);
  expect(bulk.finished.value).toBe(false);
  clock.advance(400);
  expect(given).toHaveLength(2);
  given[1]?.answered(null, undefined);
  expect(bulk.progress.value).toEqual({ work: 'spam', of: 1, done: 1, refused: [] });
});

test('who was answered meanwhile is not among the chosen any more', () => {
  const { waiting, bulk } = setUp(3);
  bulk.begin();
  bulk.chooseShown();
  waiting.value = waiting.value.slice(1);
  expect(bulk.selected.value).toEqual(['c1', 'c2']);
});

test('somebody in danger is not chosen along with others, and can be by hand', () => {
  const { waiting, bulk } = setUp(1);
  waiting.value = [row('danger', 'safer-gambling'), ...waiting.value];
  bulk.begin();
  bulk.chooseShown();
  expect(bulk.selected.value).toEqual(['c0']);
  bulk.toggle('danger');
  expect(bulk.selected.value).toEqual(['danger', 'c0']);
});

test('a range goes from the one chosen last, as the list stands, and a choice holds in its list only', () => {
  const { bulk, view } = setUp(6);
  bulk.toggle('c1');
  bulk.chooseTo('c4');
  expect(bulk.selected.value).toEqual(['c1', 'c2', 'c3', 'c4']);
  bulk.chooseTo('c3');
  bulk.toggle('c2');
  expect(bulk.selected.value).toEqual(['c1', 'c3', 'c4']);
  view.value = 'mine';
  expect([bulk.choosing.value, bulk.selected.value]).toEqual([false, []]);
});
