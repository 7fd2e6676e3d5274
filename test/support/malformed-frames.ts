/** Frames that no client of ours sends, by the thousand: good ones that were cut, bent, stuffed or misspelt. */
import { FRAME_MAX_BYTES, newId, newToken, PROTOCOL_VERSION } from '@touchline/shared/wire.ts';
import fc from 'fast-check';

const id = () => newId(0);
const good = [
  { type: 'hello', version: PROTOCOL_VERSION, locale: 'en', token: newToken() },
  { type: 'hello', version: PROTOCOL_VERSION, locale: 'en', identity: 'e30.e30.e30', page: { url: 'x', title: 'y' } },
  { type: 'open', conversation: id(), epoch: 'e', seq: 0 },
  { type: 'history', conversation: id(), before: 10 },
  { type: 'post', conversation: id(), clientId: id(), text: 'hello' },
  { type: 'read', conversation: id(), upTo: 1 },
  { type: 'typing', conversation: id() },
  { type: 'page', url: 'https://x.example', title: 'x' },
  { type: 'ping' },
];

const strange = fc.oneof(
  fc.constantFrom<unknown>(
    ...[null, true, false, 0, -0, -1, 0.5, 1e308, -1e308, 2 ** 31, 2 ** 53],
    ...['', '\0', '\ud800', '\udfff\ud800', '\u202e', '\ufeff', 'x'.repeat(500), '𝕏'.repeat(200), '__proto__'],
    ...[[], {}, [[]], { toString: 1 }, { length: 1e9 }, ['constructor', 'prototype']],
  ),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.jsonValue({ maxDepth: 4 }),
);

const someGood = fc.constantFrom(...good);
const text = someGood.map((frame) => JSON.stringify(frame));

const malformedFrame: fc.Arbitrary<string | Buffer> = fc.oneof(
  // Cut short, or with a byte too many.
  fc.tuple(text, fc.nat(200)).map(([whole, at]) => whole.slice(0, at % whole.length)),
  fc.tuple(text, fc.string({ maxLength: 5 })).map(([whole, tail]) => whole + tail),
  // A field of another type, or one that nobody knows.
  fc.tuple(someGood, fc.nat(10), strange).map(([frame, n, value]) => {
    const keys = Object.keys(frame);
    return JSON.stringify({ ...frame, [keys[n % keys.length] ?? 'type']: value });
  }),
  fc
    .tuple(someGood, fc.string(), strange)
    .map(([frame, key, value]) => JSON.stringify({ ...frame, [`${key}_`]: value })),
  // Keys that poison objects which are merged without care.
  fc
    .tuple(text, fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', 'type'))
    .map(([whole, key]) => whole.replace('{', `{"${key}":{"type":"ping","polluted":true},`)),
  // Numbers as only JSON can write them.
  fc
    .tuple(text, fc.constantFrom('1e999', '-1e999', '1'.repeat(400), '1e-999', '-0', '0x10', 'NaN', '1_000'))
    .map(([whole, number]) => whole.replace(/:(\d+)/, `:${number}`)),
  // Nesting without end.
  fc
    .tuple(fc.constantFrom('[', '{"a":', '[{"a":'), fc.integer({ min: 1, max: 1_000 }))
    .map(([opening, depth]) => opening.repeat(depth)),
  fc
    .integer({ min: 1, max: 1_000 })
    .map((depth) => `{"type":"page","url":"x","title":${'['.repeat(depth)}${']'.repeat(depth)}}`),
  // Not JSON of an object, not JSON, not text.
  strange.map((value) => JSON.stringify(value) ?? ''),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
);

/** Text of frames; or bytes, to be sent as binary ones. The same for the same seed. */
export function malformedFrames(count: number, seed: number): (string | Buffer)[] {
  return [...fc.sample(malformedFrame, { numRuns: count, seed }), ...OVERSIZE];
}

/** Larger than a frame may be, and two that are barely not. */
const OVERSIZE = ['x'.repeat(FRAME_MAX_BYTES + 1), `"${'a'.repeat(FRAME_MAX_BYTES - 2)}"`, '['.repeat(FRAME_MAX_BYTES)];
