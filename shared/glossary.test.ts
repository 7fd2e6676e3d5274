import { expect, test } from 'vitest';
import { judgeForm, judgeGlossary } from './glossary.ts';

test.each([
  ['cash out', null],
  ['self-exclusion', null],
  ['terms & conditions', 'marks'],
  ['вывад сродкаў', null],
  ['rút tiền', null],
  ['سحب الأموال', null],
  ['', 'empty'],
  ['   ', 'empty'],
  ['1x2', 'digits'],
  ['٢ رهان', 'digits'],
  ['½ stake', 'digits'],
  ['{{amount}}', 'marks'],
  ['<x/>', 'marks'],
  ['[[a]]', 'marks'],
  ['⟦a⟧', 'marks'],
  ['%s', 'marks'],
  ['$amount', 'marks'],
  ['__A__', 'marks'],
  ['@bet', 'marks'],
  ['st\u202eake', 'marks'],
  ['sta\u200bke', 'marks'],
  ['a\nb', 'marks'],
  ['x'.repeat(81), 'long'],
])('the form %j is %s', (form, problem) => expect(judgeForm(form)).toBe(problem));

test('a term needs a second language and forms in each; two terms may share a form', () => {
  expect(judgeGlossary([{ en: ['stake'] }])).toMatchObject({ term: 0, problem: 'few' });
  expect(judgeGlossary([{ en: ['stake'], ru: [] }])).toMatchObject({ language: 'ru', problem: 'empty' });
  expect(
    judgeGlossary([
      { en: ['stake', 'stakes'], ru: ['ставка', 'ставки'] },
      { en: ['bet', 'bets'], ru: ['ставка', 'ставки'] },
    ]),
  ).toBeNull();
});
