import type { CannedReply } from '@touchline/shared/replies.ts';
import { expect, it } from 'vitest';
import { fitting, textFor } from './choose.ts';

const TEXTS = { en: 'Soon.', be: 'Хутка.', 'pt-BR': 'Logo.' };
const reply = (shortcut: string, topic: CannedReply['topic'] = null, texts: CannedReply['texts'] = TEXTS) => ({
  ...{ id: shortcut, version: 1, updatedAt: 0 },
  ...{ shortcut, topic, texts },
});
const names = (typed: string, topic: string | null = null) =>
  fitting(
    [reply('bonus'), reply('payout', 'payments'), reply('payout-late'), reply('wait', null, { ru: 'Вывод идёт' })],
    typed,
    topic,
  ).map(({ shortcut }) => shortcut);

it('the player gets their own language, of whatever region', () => {
  expect(textFor(TEXTS, 'be', ['en'])).toEqual({ language: 'be', text: 'Хутка.', fits: true });
  expect(textFor(TEXTS, 'be-BY', ['en'])).toMatchObject({ language: 'be', fits: true });
  expect(textFor(TEXTS, 'pt', ['en'])).toMatchObject({ language: 'pt-BR', fits: true });
  expect(textFor(TEXTS, 'pt-BR', ['en'])).toMatchObject({ language: 'pt-BR', fits: true });
});

it('else what the operator knows, else whatever there is', () => {
  expect(textFor(TEXTS, 'vi', ['ru', 'be'])).toEqual({ language: 'be', text: 'Хутка.', fits: false });
  expect(textFor(TEXTS, 'vi', ['de'])).toEqual({ language: 'en', text: 'Soon.', fits: false });
});

it('a slash alone shows all, the topic’s first', () => {
  expect(names('')).toEqual(['bonus', 'payout', 'payout-late', 'wait']);
  expect(names('', 'payments')[0]).toBe('payout');
});

it('a shortcut that begins so comes before a text that holds it', () => {
  expect(names('pay')).toEqual(['payout', 'payout-late']);
  expect(names('PAYOUT la')).toEqual(['payout-late']);
  expect(names('late')).toEqual(['payout-late']);
  expect(names('вывод')).toEqual(['wait']);
  expect(names('хутка')).toEqual(['bonus', 'payout', 'payout-late']);
  expect(names('nothing')).toEqual([]);
});
