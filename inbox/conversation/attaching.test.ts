import type { Transfer } from '@touchline/shared/client/uploads.ts';
import { fakeClock } from '@touchline/shared/clock-fake.ts';
import type { OperatorDown } from '@touchline/shared/down.ts';
import type { OperatorUp } from '@touchline/shared/up.ts';
import { expect, test } from 'vitest';
import { createAttaching, refOf } from './attaching.ts';

function setUp() {
  const clock = fakeClock();
  const asked: (OperatorUp & { type: 'attach' })[] = [];
  const running: { url: string; told: Parameters<Transfer>[2]; isAborted: boolean }[] = [];
  const attaching = createAttaching({
    clock,
    base: 'https://relay.example/support/',
    send: (frame) => asked.push(frame as OperatorUp & { type: 'attach' }) > 0,
    sketch: async () => null,
    transfer(url, _file, told) {
      const one = { url, told, isAborted: false };
      running.push(one);
      return () => {
        one.isAborted = true;
      };
    },
    changed() {},
  });
  const states = (conversation = 'c') => attaching.of(conversation).map(({ state, error }) => error ?? state);
  const receive = (frame: object) => attaching.receive(frame as OperatorDown);
  /** Answers the question `at`. */
  const address = (at: number) => receive({ type: 'upload', clientId: asked[at]?.clientId, url: `u${at}`, until: 0 });
  return { attaching, clock, asked, running, states, receive, address };
}
const image = (name = 'a.png', bytes = 9) => new File([new Uint8Array(bytes)], name, { type: 'image/png' });

test('is asked about, put where the answer says, and goes with the reply of its own conversation', () => {
  const { attaching, asked, running, states, address } = setUp();
  attaching.add('c', [image()]);
  expect(asked).toMatchObject([
    { type: 'attach', conversation: 'c', name: 'a.png', contentType: 'image/png', bytes: 9 },
  ]);
  address(0);
  expect(states()).toEqual(['sending']);
  expect(running[0]?.url).toBe('https://relay.example/support/u0');
  running[0]?.told.end(true);
  expect([states(), states('d')]).toEqual([['stored'], []]);
  expect(attaching.take('d')).toEqual([]);
  const id = asked[0]?.clientId;
  expect(attaching.take('c').map(refOf)).toEqual([{ id, name: 'a.png', type: 'image/png', bytes: 9 }]);
  expect(states()).toEqual([]);
});

test('what can never be sent is said without asking', () => {
  const { attaching, asked, states } = setUp();
  const program = new File(['MZ'], 'a.exe', { type: 'application/x-msdownload' });
  attaching.add('c', [program, image('large.png', 10 * 1024 * 1024 + 1), image('empty.png', 0)]);
  expect(states()).toEqual(['file-refused', 'file-too-large', 'file-refused']);
  expect(asked).toEqual([]);
  attaching.add(
    'd',
    Array.from({ length: 11 }, () => image()),
  );
  expect(states('d').at(-1)).toBe('too-many-files');
});

test.each([
  ['the line broke', undefined],
  ['too-fast', 'too-fast'],
  ['the relay has trouble', 'unavailable'],
  ['the address has run out', 'not-found'],
])('goes on by itself, as the same file: %s', (_, end) => {
  const { attaching, clock, asked, running, states, address } = setUp();
  attaching.add('c', [image()]);
  address(0);
  running[0]?.told.end(end);
  expect(states()).toEqual(['waiting']);
  clock.advance(1_000);
  address(1);
  running[1]?.told.end(true);
  expect(states()).toEqual(['stored']);
  expect(new Set(asked.map(({ clientId }) => clientId)).size).toBe(1);
});

test('goes on by itself where its line stands still, or was lost with the question', () => {
  const { attaching, clock, asked, running, states, address } = setUp();
  attaching.add('c', [image()]);
  attaching.lost();
  attaching.ready();
  expect(asked).toHaveLength(2);
  address(1);
  clock.advance(30_000);
  expect([states(), running[0]?.isAborted]).toEqual([['waiting'], true]);
  attaching.ready();
  expect(asked).toHaveLength(3);
});

test('one that is refused for good stays so', () => {
  const { attaching, clock, asked, states, receive } = setUp();
  attaching.add('c', [image()]);
  receive({ type: 'error', kind: 'file-refused', clientId: asked[0]?.clientId, message: '' });
  clock.advance(600_000);
  attaching.ready();
  expect([states(), asked.length]).toEqual([['file-refused'], 1]);
});

test('comes back with a reply that was stopped, once, and needs no way to the relay', () => {
  const { attaching, asked, states } = setUp();
  const file = { id: 'f', name: 'a.png', type: 'image/png', bytes: 9 };
  for (const _ of [1, 2]) attaching.putBack('c', [file], () => 'data:a');
  expect([states(), asked]).toEqual([['stored'], []]);
  expect(attaching.take('c')).toMatchObject([{ ...file, picture: 'data:a' }]);
});

test('one that is taken off stops, and what its upload says then counts for nothing', () => {
  const { attaching, asked, running, states, address } = setUp();
  attaching.add('c', [image()]);
  address(0);
  attaching.remove(asked[0]?.clientId ?? '');
  expect(running[0]?.isAborted).toBe(true);
  running[0]?.told.end(true);
  expect(states()).toEqual([]);
});
