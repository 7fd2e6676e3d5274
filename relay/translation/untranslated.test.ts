import { expect, it } from 'vitest';
import { isUntranslated, type LanguageOf } from './untranslated.ts';

const hears =
  (language: string | null): LanguageOf =>
  async () =>
    language;
const RU = 'Здравствуйте, где мои деньги? Я жду уже второй день.';
const BE = 'Вітаю, дзе мае грошы? Я чакаю ўжо другі дзень.';

it.each([
  ['the same text', 'be', 'ru', BE, BE, null, true],
  ['the same text in other capitals and spaces', 'be', 'ru', BE, `  ${BE.toUpperCase()} `, null, true],
  ['a translation', 'be', 'ru', BE, RU, 'ru', false],
  ['a translation that nobody can tell', 'be', 'ru', BE, RU, null, false],
  ['the source language in other words', 'be', 'ru', BE, BE.replace('Вітаю', 'Прывітанне'), 'be', true],
  ['a word that both have', 'be', 'ru', 'Бонус?', 'Бонус?', 'be', false],
  ['two names', 'en', 'es', 'Real Madrid?', 'Real Madrid?', null, false],
  ['two words among placeholders', 'en', 'es', 'Hola XQ-1, XQ-2 Bonus XQ-3', 'Hola XQ-1, XQ-2 Bonus XQ-3', null, false],
  ['three among placeholders', 'be', 'ru', 'дзе мае XQ-1 грошы', 'дзе мае XQ-1 грошы', null, true],
  ['few letters, whatever somebody hears', 'en', 'es', 'No, thanks.', 'No, gracias.', 'en', false],
  ['another script', 'be', 'ru', BE, 'Hello, where is my money?', null, true],
  ['the source’s script', 'en', 'ar', 'Where is my money?', 'Where is the money of mine?', null, true],
  ['names in their own script beside a translation', 'en', 'ru', 'Chelsea?', 'Челси (Chelsea)?', null, false],
  ['a short "OK" in another script', 'en', 'ru', 'ok', 'OK', null, false],
  ['teams in a Russian question', 'ru', 'be', 'Bayern Dortmund?', 'Bayern Dortmund?', null, false],
  ['romanised Russian into Russian', 'ru', 'be', 'gde moi dengi, zhdu vtoroj den', BE, 'be', false],
  ['romanised Russian sent back', 'ru', 'be', 'gde moi dengi uzhe', 'gde moi dengi uzhe', null, true],
  [
    'a third language',
    'en',
    'pl',
    'x'.repeat(60),
    'dónde está mi dinero, llevo dos días esperando la retirada de ayer',
    'es',
    true,
  ],
] as const)('%s (%s to %s)', async (_what, source, target, sent, answer, heard, expected) => {
  expect(await isUntranslated({ sent, answer, source, target }, hears(heard))).toBe(expected);
});

it('asks only between the two languages, unless there is enough to tell twelve apart', async () => {
  const asked: number[] = [];
  const languageOf: LanguageOf = async (_, candidates) => {
    asked.push(candidates.length);
    return null;
  };
  for (const answer of [RU, `${RU} ${RU}`]) {
    await isUntranslated({ sent: BE, answer, source: 'be', target: 'ru' }, languageOf);
  }
  expect(asked).toEqual([2, 12]);
});

it('goes by scripts and equality where nobody listens', async () => {
  expect(await isUntranslated({ sent: BE, answer: RU, source: 'be', target: 'ru' })).toBe(false);
  expect(await isUntranslated({ sent: BE, answer: BE, source: 'be', target: 'ru' })).toBe(true);
});

it('takes linear time, whatever a provider sends', async () => {
  const answer = `${'!'.repeat(120_000)}${'я'.repeat(120_000)}`;
  const began = performance.now();
  await isUntranslated({ sent: BE, answer, source: 'be', target: 'ru' });
  expect(performance.now() - began).toBeLessThan(1_000);
});
