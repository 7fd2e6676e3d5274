import { expect, it } from 'vitest';
import { isComplete } from './completeness.ts';

// An engine said the second for the first: "approved" and "cancelled" are gone.
const APPROVED = ['Ваш вывод одобрен, платёж отменён', 'Ваша выснова , плацеж'] as const;

it('misses words between languages that have one for each', () => {
  expect(isComplete(...APPROVED, 'ru', 'be')).toBe(false);
  expect(isComplete('Ваш вывод одобрен, платёж отменён', 'Ваш вывад ухвалены, плацеж адменены', 'ru', 'be')).toBe(true);
  expect(isComplete('Мои ставки пропали из истории', 'Мае стаўкі прапалі з гісторыі', 'ru', 'be')).toBe(true);
});

it('finds the place where a word stood', () => {
  expect(isComplete('Ваш счёт закрыт и не заблокирован', 'Ваш рахунак  і не заблакаваны', 'ru', 'be')).toBe(false);
  expect(isComplete('Ваш XQ-1 подтверждён, XQ-2 уже в пути', 'Ваш XQ-1 , XQ-2 ужо у шляху', 'ru', 'be')).toBe(false);
  expect(isComplete('Your bonus, please', 'Tu bono , por favor', 'en', 'es')).toBe(true);
  // As the author wrote it.
  expect(isComplete('Деньги  где , скажите', 'Грошы  дзе , скажыце', 'ru', 'be')).toBe(true);
});

it('does not count between others: Turkish says in three words what English says in seven', () => {
  expect(isComplete('I could not withdraw my money yet', 'Paramı henüz çekemedim', 'en', 'tr')).toBe(true);
});

it('does not count the words of a short answer', () => {
  expect(isComplete('Да, я готов', 'Так, гатовы', 'ru', 'be')).toBe(true);
});
