import { expect, test } from 'vitest';
import { wordsIn } from './matching.ts';

test('every word typed begins a word of the name, as the search folds both', () => {
  const wanted = wordsIn('lodz cixaris');
  expect(wanted('Çıxarış — ŁÓDŹ')).toBe(true);
  expect(wanted('Çıxarış')).toBe(false);
  expect(wordsIn('uk')('English (UK)')).toBe(true);
  expect(wordsIn('k')('English (UK)')).toBe(false);
  expect(wordsIn(' ')('whatever')).toBe(true);
});
