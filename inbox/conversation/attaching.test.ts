import { fakeClock } from '@touchline/shared/clock-fake.ts';
import type { OperatorDown } from '@touchline/shared/down.ts';
import type { OperatorUp } from '@touchline/shared/up.ts';
import { expect, test } from 'vitest';
import { createAttaching } from './attaching.ts';

function setUp() {
  const sent: (OperatorUp & { clientId: string })[] = [];
  const uploads: { url: string; end(problem: string | null): void; aborted: boolean }[] = [];
  const attaching = createAttaching({
    clock: fakeClock(),
    send: (frame) => sent.push(frame as never) > 0,
    sketch: async () => null,
    upload(url) {
      const { promise, resolve } = Promise.withResolvers<string | null>();
      const one = { url, end: resolve, aborted: false };
      uploads.push(one);
      return { done: promise, abort: () => (one.aborted = true) };
    },
    changed() {},
  });
  const states = (conversation = 'c') => attaching.of(conversation).map(({ state, error }) => error ?? state);
  const receive = (frame: object) => attaching.receive(frame as OperatorDown);
  const address = (at: number) => receive({ type: 'upload', clientId: sent[at]?.clientId, url: `u${at}`, until: 0 });
  return { attaching, sent, uploads, states, receive, address };
}
const image = (name = 'a.png', bytes = 9) => new File([new Uint8Array(bytes)], name, { type: 'image/png' });
const settle = () => new Promise((resolve) => setImmediate(resolve));

test('is asked about, put where the answer says, and goes with the reply of its own conversation', async () => {
  const { attaching, sent, uploads, states, address } = setUp();
  attaching.add('c', [image()]);
  expect(sent).toMatchObject([
    { type: 'attach', conversation: 'c', name: 'a.png', contentType: 'image/png', bytes: 9 },
  ]);
  address(0);
  expect(states()).toEqual(['sending']);
  uploads[0]?.end(null);
  await settle();
  expect([states(), states('d')]).toEqual([['ready'], []]);
  expect(attaching.take('d')).toEqual([]);
  expect(attaching.take('c').map(({ file }) => file.id)).toEqual([sent[0]?.clientId]);
  expect(states()).toEqual([]);
});

test('what can never be sent is said without asking', () => {
  const { attaching, sent, states } = setUp();
  const program = new File(['MZ'], 'a.exe', { type: 'application/x-msdownload' });
  attaching.add('c', [program, image('large.png', 10 * 1024 * 1024 + 1), image('empty.png', 0)]);
  expect(states()).toEqual(['file-refused', 'file-too-large', 'file-refused']);
  attaching.add(
    'd',
    Array.from({ length: 11 }, () => image()),
  );
  expect(states('d').at(-1)).toBe('too-many-files');
  expect(sent).toHaveLength(10);
});

test('a second try, and a question whose line was lost, are about the same file', async () => {
  const { attaching, sent, uploads, states, receive, address } = setUp();
  attaching.add('c', [image()]);
  receive({ type: 'ready' });
  address(1);
  uploads[0]?.end('offline');
  await settle();
  expect(states()).toEqual(['offline']);
  attaching.retry(sent[0]?.clientId ?? '');
  expect(new Set(sent.map(({ clientId }) => clientId)).size).toBe(1);
  receive({ type: 'error', kind: 'file-refused', clientId: sent[0]?.clientId, message: '' });
  expect(states()).toEqual(['file-refused']);
});

test('one that is taken off stops, and what its upload says then counts for nothing', async () => {
  const { attaching, sent, uploads, states, address } = setUp();
  attaching.add('c', [image()]);
  address(0);
  attaching.remove(sent[0]?.clientId ?? '');
  expect(uploads[0]?.aborted).toBe(true);
  uploads[0]?.end(null);
  await settle();
  expect(states()).toEqual([]);
});
