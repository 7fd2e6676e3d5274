import { referenceOf } from '@touchline/shared/reference.ts';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { referenceBits } from './reference-bits.ts';

it('a reference leads back to the end of the id that it was made of', () => {
  fc.assert(fc.property(fc.uuid(), (id) => referenceBits(referenceOf(id)) === id.slice(-10)));
});

it('may be typed as it is heard', () => {
  expect(referenceBits(' k7qd3mfx ')).toBe(referenceBits('K7QD-3MFX'));
  expect(referenceBits('OIL0-OIL0')).toBe(referenceBits('0110-0110'));
});

it.each(['', 'K7QD-3MF', 'K7QD-3MFXX', 'U7QD-3MFX', 'ann@brand.example'])('%j is none', (typed) => {
  expect(referenceBits(typed)).toBe(null);
});
