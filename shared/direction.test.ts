import { expect, it } from 'vitest';
import { directionOf } from './direction.ts';

it('a text runs the way most of its letters do, whatever it begins with', () => {
  expect(directionOf('Where is my money?')).toBe('ltr');
  expect(directionOf('Дзе мае грошы?')).toBe('ltr');
  expect(directionOf('Fairplay: أين أموالي من فضلك')).toBe('rtl');
  expect(directionOf('شكرا https://fairplay.example/help/withdrawals')).toBe('rtl');
  expect(directionOf('2 - 1')).toBe('ltr');
});

it('numbers and another script between them change nothing', () => {
  expect(directionOf('Bet365 مرحبا، لم يصل السحب')).toBe('rtl');
  expect(directionOf('Мой ставка 12: مرحبا')).toBe('ltr');
  expect(directionOf('12:30 · 48291734')).toBe('ltr');
  expect(directionOf('שלום Arsenal')).toBe('ltr');
});
