import { describe, expect, it } from 'vitest';
import { splitTokens } from './left-to-right.ts';

const tokens = (text: string, direction: 'ltr' | 'rtl' = 'rtl') =>
  splitTokens(text, direction)
    .filter(({ isToken }) => isToken)
    .map((span) => span.text);

describe('what keeps its own order in a text from right to left', () => {
  it.each([
    ['a score', 'انتهت المباراة 2 - 1 لصالحنا', ['2 - 1']],
    ['a score with a colon', 'النتيجة 2:1', ['2:1']],
    ['a score between two teams', 'مباراة BATE 2 – 1 Dinamo أمس', ['BATE 2 – 1 Dinamo']],
    ['odds', 'الاحتمال 1.85 أو 5/2 أو +150', ['1.85', '5/2', '+150']],
    ['an amount and its unit', 'سحبت 1 250,50 BYN أمس', ['1 250,50 BYN']],
    ['an amount with a sign', 'خصمتم ‎€50.00 و 20 $', ['€50.00', '20 $']],
    ['a phone', 'هاتفي +375 (29) 123-45-67 من فضلك', ['+375 (29) 123-45-67']],
    ['an id', 'الرهان #48213 والطلب BT-77/4', ['#48213', 'BT-77/4']],
    ['a date and a time', 'في 22.11.2026 20:45', ['22.11.2026 20:45']],
    [
      'an address',
      'اكتبوا إلى help+22@fairplay.example أو www.fairplay.example/bets/48213?tab=open&x=1.',
      ['help+22@fairplay.example', 'www.fairplay.example/bets/48213?tab=open&x=1'],
    ],
    ['a share', 'خسرت 50% من المبلغ', ['50%']],
    ['one by one, where a sentence puts them one by one', 'الرهانات 48213, 2 - 1', ['48213', '2 - 1']],
    ['without the mark that ends a sentence', 'رقمي 48213.', ['48213']],
    ['nothing else', 'أين أموالي يا Fairplay - من فضلك', []],
  ])('%s', (_what, text, expected) => expect(tokens(text)).toEqual(expected));
});

describe('what stays on one line in a text from left to right', () => {
  it.each([
    ['an amount and its unit', 'вернули 1 250,50 BYN вчера', ['1 250,50 BYN']],
    ['an amount and its sign', 'you lost 20 $ and €1 000.00 here', ['20 $', '€1 000.00']],
    ['spaces that never break, too', 'сума 12\u00a0345\u202f678 рублёў', ['12\u00a0345\u202f678']],
    ['a phone', 'позвоните +375 (29) 123-45-67 завтра', ['+375 (29) 123-45-67']],
    ['a score', 'BATE 2 - 1 Dinamo', ['2 - 1']],
    ['a date and its time', 'до 22.11.2026 20:45', ['22.11.2026 20:45']],
    ['what stands at it without a space', '(1 250), «2 – 1»!', ['(1 250),', '«2 – 1»!']],
    ['one by one, where a sentence puts them one by one', '48213, 2 - 1', ['2 - 1']],
    ['no word before or after', 'в 20 часов BATE и ставка 48213 принята', []],
    ['nothing that cannot break', '48213 или 1,250.50 или BT-77/4, 50%', []],
    ['no word of capital letters', '20 BETS, 1\n2', []],
  ])('%s', (_what, text, expected) => expect(tokens(text, 'ltr')).toEqual(expected));
});

describe.each(['ltr', 'rtl'] as const)('in a text that runs %s', (direction) => {
  it('keeps every character', () => {
    for (const text of ['', 'رقم', '48213', '(48213) – رقم 2 - 1!', '2 - 1\n+375 29', '🙂 50 %؟', ' 1 250,50 BYN, \n'])
      expect(
        splitTokens(text, direction)
          .map((span) => span.text)
          .join(''),
      ).toBe(text);
  });

  it('takes linear time on hostile text', () => {
    const started = performance.now();
    for (const one of ['1 ', '-', '(', '1.', '((1', ' - ', 'a ', '1@@', '@@@', '1 -', '1 a', '1a', ' 1)'])
      splitTokens(one.repeat(30_000), direction);
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});
