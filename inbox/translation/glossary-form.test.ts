import type { GlossaryTerm } from '@touchline/shared/translation-rules.ts';
import { expect, test } from 'vitest';
import { complaintOf, draftsOf, termsOf, titleOf, withTerms } from './glossary-form.ts';

const draft = (key: number, fields: Record<string, string>) => ({ key, fields });

test('a glossary becomes fields and comes back the same', () => {
  const glossary: GlossaryTerm[] = [
    { en: ['stake', 'stakes'], ru: ['ставка', 'ставки'] },
    { en: ['odds'], be: ['каэфіцыент'] },
  ];
  expect(termsOf(draftsOf(glossary))).toEqual(glossary);
});

test('a language without forms is not part of its term, and a term without any is none', () => {
  expect(termsOf([draft(1, { en: ' stake \n', ru: 'ставка', be: ' \n' }), draft(2, { en: '' })])).toEqual([
    { en: ['stake'], ru: ['ставка'] },
  ]);
});

test('a complaint names the draft it is about, however many empty ones stand before it', () => {
  const complain = (fields: Record<string, string>) => complaintOf([draft(4, {}), draft(7, fields)]);
  expect(complain({ en: 'stake', ru: 'ставка' })).toBeNull();
  expect(complain({ en: 'stake' })).toMatchObject({ key: 7, problem: 'few' });
  expect(complain({ en: 'stake', ru: 'ставка\n\nставки' })).toMatchObject({ key: 7, language: 'ru', problem: 'empty' });
  expect(complain({ en: 'stake {0}', ru: 'ставка' })).toMatchObject({ form: 'stake {0}', problem: 'digits' });
  expect(complain({ en: 'stake {x}', ru: 'ставка' })).toMatchObject({ problem: 'marks' });
});

test('a term is called by its first forms', () => {
  expect(titleOf(draft(1, { ru: 'ставка\nставки', en: 'stake' }), ['en', 'ru', 'be'])).toBe('stake · ставка');
});

test('a proposal adds what is not there: one word may mean two things, not in two languages', () => {
  const proposal: GlossaryTerm[] = [
    { en: ['bet', 'bets'], ru: ['ставка', 'ставки'], be: ['стаўка', 'стаўкі'] },
    { en: ['stake'], ru: ['сумма ставки'] },
  ];
  const mine = [draft(3, { en: 'Bet', be: 'стаўка' }), draft(5, { en: 'stake', ru: 'ставка' }), draft(8, {})];
  expect(withTerms(mine, proposal)).toEqual([...mine, draft(10, { en: 'stake', ru: 'сумма ставки' })]);
  expect(withTerms(withTerms([], proposal), proposal)).toHaveLength(2);
});
