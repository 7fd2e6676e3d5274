import { expect, test } from 'vitest';
import { directionOf } from './direction.ts';

test('most letters decide, not the first', () => {
  expect(directionOf('Bet365 مرحبا، لم يصل السحب')).toBe('rtl');
  expect(directionOf('Мой ставка 12: مرحبا')).toBe('ltr');
  expect(directionOf('12:30 · 48291734')).toBe('ltr');
  expect(directionOf('שלום Arsenal')).toBe('ltr');
});
