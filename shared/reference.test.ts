import { expect, it } from 'vitest';
import { referenceOf } from './reference.ts';
import { newId } from './wire.ts';

it('makes eight characters that are read aloud without mistake', () => {
  expect(referenceOf('019ac2d4-7a10-7c3e-9b2f-5d0c8e1f6a7b')).toBe('1J71-YTKV');
  expect(referenceOf('00000000-0000-0000-0000-000000000000')).toBe('0000-0000');
  expect(referenceOf('ffffffff-ffff-ffff-ffff-ffffffffffff')).toBe('ZZZZ-ZZZZ');
});

it('is another for another conversation', () => {
  const references = Array.from({ length: 1_000 }, () => referenceOf(newId(0)));
  expect(new Set(references).size).toBe(1_000);
  expect(references.every((one) => /^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/.test(one))).toBe(true);
});
