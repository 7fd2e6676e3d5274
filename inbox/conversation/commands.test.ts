import { fakeClock } from '@touchline/shared/clock-fake.ts';
import type { OperatorDown } from '@touchline/shared/down.ts';
import type { OperatorUp } from '@touchline/shared/up.ts';
import { expect, test, vi } from 'vitest';
import { CommandsModel } from './commands.ts';

function setUp() {
  const sent: (OperatorUp & { clientId: string })[] = [];
  let receive = (_frame: OperatorDown) => {};
  const live = {
    send: (frame: OperatorUp) => sent.push(frame as never) > 0,
    listen(listener: { receive(frame: OperatorDown): void }) {
      receive = listener.receive;
      return () => {};
    },
  };
  const commands = new CommandsModel({ clock: fakeClock(), live });
  return { sent, commands, answered: vi.fn(), receive: (frame: object) => receive(frame as OperatorDown) };
}

test('a command is sent again after a break, under the id it was made with, until it is answered', () => {
  const { sent, commands, answered, receive } = setUp();
  commands.give({ type: 'take', conversation: 'c', over: 'colleague' }, answered);
  receive({ type: 'ready' });
  expect(sent).toHaveLength(2);
  expect(sent[1]).toEqual(sent[0]);
  expect(commands.busy('c')).toBe('take');
  receive({ type: 'ack', conversation: 'c', clientId: sent[0]?.clientId, seq: 4, at: 1 });
  receive({ type: 'ready' });
  expect(sent).toHaveLength(2);
  expect(commands.busy('c')).toBeNull();
  expect(answered).toHaveBeenCalledExactlyOnceWith(null, undefined);
});

test('a refusal is told once, to whom gave the command', () => {
  const { sent, commands, answered, receive } = setUp();
  const other = vi.fn();
  commands.give({ type: 'take', conversation: 'c' }, answered);
  commands.give({ type: 'resolve', conversation: 'c', as: 'spam' }, other);
  const error = { type: 'error', kind: 'conflict', message: '', clientId: sent[0]?.clientId };
  receive(error);
  receive(error);
  expect(answered).toHaveBeenCalledExactlyOnceWith('conflict', undefined);
  expect(other).not.toHaveBeenCalled();
});

test('what was asked for is expected until it is refused, or known to be done by who knows the log that far', () => {
  const { sent, commands, answered, receive } = setUp();
  commands.give({ type: 'take', conversation: 'c' }, answered);
  commands.give({ type: 'take', conversation: 'hers' }, answered);
  expect(commands.expects('take', 'c', 3)).toBe(true);
  receive({ type: 'ack', conversation: 'c', clientId: sent[0]?.clientId, seq: 4, at: 1 });
  expect(commands.expects('take', 'c', 3)).toBe(true);
  expect(commands.expects('take', 'c', 4)).toBe(false);
  expect(commands.expects('resolve', 'c', 3)).toBe(false);
  receive({ type: 'error', kind: 'conflict', message: '', clientId: sent[1]?.clientId });
  expect(commands.expects('take', 'hers', 3)).toBe(false);
});
