import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { createProof } from './proof.ts';

function line() {
  const socket = Object.assign(new EventEmitter(), {
    pings: [] as string[],
    ping: (data: string) => socket.pings.push(data),
  });
  const prove = createProof(socket as never);
  const arrived: string[] = [];
  return {
    pings: socket.pings,
    arrived,
    ask: (about: string, what: string) => prove(about, () => void arrived.push(what)),
    pong: (data = socket.pings.at(-1)) => void socket.emit('pong', Buffer.from(data ?? '')),
  };
}

it('nothing has arrived before its ping is answered', () => {
  const { ask, pong, arrived } = line();
  ask('c', 'first');
  expect(arrived).toEqual([]);
  pong();
  expect(arrived).toEqual(['first']);
});

it('what was asked for after the ping went out is not proved by it', () => {
  const { ask, pong, arrived, pings } = line();
  ask('c', 'first');
  ask('c', 'second');
  ask('d', 'other');
  expect(pings.length).toBe(1);
  pong();
  expect(arrived).toEqual(['first']);
  expect(pings.length).toBe(2);
  pong();
  expect(arrived).toEqual(['first', 'second', 'other']);
});

it('the newest of one conversation stands for those before', () => {
  const { ask, pong, arrived } = line();
  ask('c', 'first');
  ask('c', 'second');
  ask('c', 'third');
  pong();
  pong();
  expect(arrived).toEqual(['first', 'third']);
});

it('a pong that nobody asked for, or of an earlier ping, proves nothing', () => {
  const { ask, pong, arrived, pings } = line();
  pong('1');
  ask('c', 'first');
  pong('2');
  expect(arrived).toEqual([]);
  pong();
  ask('c', 'second');
  pong(pings[0]);
  expect(arrived).toEqual(['first']);
});
