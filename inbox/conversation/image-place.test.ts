import { expect, test } from 'vitest';
import { placeOf } from './image-place.ts';

test('an image keeps its shape within the box, is never larger than it is, and can always be pressed', () => {
  expect(placeOf({ width: 1_400, height: 700 })).toEqual({ width: 280, height: 140 });
  expect(placeOf({ width: 700, height: 1_400 })).toEqual({ width: 110, height: 220 });
  expect(placeOf({ width: 120, height: 80 })).toEqual({ width: 120, height: 80 });
  expect(placeOf({ width: 4_000, height: 8 })).toEqual({ width: 280, height: 40 });
  expect(placeOf({})).toEqual({ width: 200, height: 150 });
});
