import { describe, expect, it } from 'vitest';
import { fakeClock } from '../clock-fake.ts';
import type { PlayerDown } from '../down.ts';
import { createUploads, type Transfer } from './uploads.ts';

const conversation = '019ac200-0000-7000-8000-000000000000';

function setUp() {
  const clock = fakeClock();
  const asked: string[] = [];
  const running = new Map<string, Parameters<Transfer>[2]>();
  let isUp = true;
  const uploads = createUploads({
    clock,
    send: ({ clientId }) => isUp && asked.push(clientId) > 0,
    transfer(url, _file, told) {
      running.set(url, told);
      return () => running.delete(url);
    },
    changed() {},
  });
  const file = new File(['bytes'], 'a.png', { type: 'image/png' });
  const hear = (frame: object) => uploads.hear(frame as PlayerDown);
  return {
    ...{ uploads, clock, asked, running },
    shut: () => (isUp = false),
    raise: () => (isUp = true),
    add: (id: string) =>
      uploads.add({
        ...{ id, conversation, file, name: file.name, type: file.type, bytes: 5 },
        ...{ state: 'waiting', part: 0, tries: 0 },
      }),
    allow: (id: string) => hear({ type: 'upload', conversation, clientId: id, url: id, until: 0 }),
    refuse: (id: string, kind: string) => hear({ type: 'error', kind, message: '', clientId: id }),
    state: (id: string) => uploads.find(id)?.state,
  };
}

describe('a file on its way', () => {
  it('is announced, sent to the address that comes back, and stored', () => {
    const { add, allow, running, state, uploads } = setUp();
    add('a');
    expect(state('a')).toBe('asked');
    allow('a');
    running.get('a')?.part(0.5);
    expect(uploads.find('a')).toMatchObject({ state: 'sending', part: 0.5 });
    running.get('a')?.end(true);
    expect(uploads.find('a')).toMatchObject({ state: 'stored', part: 1 });
  });

  it('goes with one other at a time, in the order in which they were chosen', () => {
    const { add, allow, running, asked } = setUp();
    for (const id of ['a', 'b', 'c']) add(id);
    expect(asked).toEqual(['a', 'b']);
    allow('b');
    running.get('b')?.end(true);
    expect(asked).toEqual(['a', 'b', 'c']);
  });

  it('that is broken off begins again by itself, each time a little later', () => {
    const { add, allow, running, asked, clock } = setUp();
    add('a');
    for (const pauseMs of [1_000, 2_000, 4_000]) {
      allow('a');
      running.get('a')?.end(undefined);
      clock.advance(pauseMs - 1);
      const before = asked.length;
      clock.advance(1);
      expect(asked).toHaveLength(before + 1);
    }
  });

  it('that stands still is taken for broken off', () => {
    const { add, allow, running, state, clock } = setUp();
    add('a');
    allow('a');
    clock.advance(29_999);
    running.get('a')?.part(0.1);
    clock.advance(29_999);
    expect(state('a')).toBe('sending');
    clock.advance(1);
    expect(state('a')).toBe('waiting');
    expect(running.size).toBe(0);
  });

  it('waits for the line, and then for nothing else', () => {
    const { add, uploads, asked, shut, raise, state, clock } = setUp();
    add('a');
    shut();
    uploads.lost();
    clock.advance(60_000);
    expect(state('a')).toBe('waiting');
    raise();
    uploads.ready();
    expect(asked).toEqual(['a', 'a']);
  });

  it.each(['file-refused', 'file-too-large', 'a-kind-of-tomorrow'])('that is %s is not tried again', (kind) => {
    const { add, allow, running, refuse, uploads, clock, asked } = setUp();
    add('a');
    refuse('a', kind);
    add('b');
    allow('b');
    running.get('b')?.end(kind);
    clock.advance(600_000);
    expect(['a', 'b'].map((id) => uploads.find(id))).toMatchObject([
      { state: 'refused', error: kind },
      { state: 'refused', error: kind },
    ]);
    expect(asked).toEqual(['a', 'b']);
  });

  it('whose address has run out asks for another', () => {
    const { add, allow, running, asked, clock } = setUp();
    add('a');
    allow('a');
    running.get('a')?.end('unauthenticated');
    clock.advance(1_000);
    expect(asked).toEqual(['a', 'a']);
  });

  it('that is taken away is not sent on, and makes room', () => {
    const { add, allow, running, uploads, asked } = setUp();
    for (const id of ['a', 'b', 'c']) add(id);
    allow('a');
    uploads.remove('a');
    expect(running.size).toBe(0);
    expect(asked).toEqual(['a', 'b', 'c']);
  });
});
