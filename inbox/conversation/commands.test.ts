import { fakeClock } from '@touchline/shared/clock-fake.ts';
import type { OperatorUp } from '@touchline/shared/up.ts';
import { expect, test, vi } from 'vitest';
import { createCommands } from './commands.ts';

function setUp() {
  const sent: (OperatorUp & { clientId: string })[] = [];
  const refused = vi.fn();
  const send = (frame: OperatorUp) => sent.push(frame as never) > 0;
  return { sent, refused, commands: createCommands({ clock: fakeClock(), send, changed: () => {}, refused }) };
}
const ready = { type: 'ready' } as never;

test('a command is sent again after a break, under the id it was made with, until it is answered', () => {
  const { sent, commands } = setUp();
  commands.give('take', 'c', 'colleague');
  commands.receive(ready);
  expect(sent).toHaveLength(2);
  expect(sent[1]).toEqual(sent[0]);
  expect(commands.busy('c')).toBe('take');
  commands.receive({ type: 'ack', conversation: 'c', clientId: sent[0]?.clientId ?? '', seq: 4, at: 1 });
  commands.receive(ready);
  expect(sent).toHaveLength(2);
  expect(commands.busy('c')).toBeNull();
});

test('a refusal is told once, with the command it refuses', () => {
  const { sent, refused, commands } = setUp();
  commands.give('take', 'c');
  const error = { type: 'error', kind: 'conflict', message: '', clientId: sent[0]?.clientId } as const;
  commands.receive(error as never);
  commands.receive(error as never);
  expect(refused).toHaveBeenCalledOnce();
  expect(refused).toHaveBeenCalledWith({ conversation: 'c', kind: 'conflict', command: 'take' });
});
