import { describe, expect, it } from 'vitest';
import { namesIn, neighboursJoined, tokensIn } from './tokens.ts';

const whole = (text: string) => neighboursJoined(text, tokensIn(text)).map(({ start, end }) => text.slice(start, end));

describe('one token', () => {
  it.each([
    ['an amount with its currency', '1 250,50 BYN'],
    ['with the currency before it', '$1,250.50'],
    ['of a currency with letters', 'R$ 50'],
    ['of a code', 'USD 1,000'],
    ['in another alphabet', '15 000 ₫'],
    ['with its sign', '−50,00 €'],
    ['a percentage', '20 %'],
    ['odds', '1.85'],
    ['fractional odds', '5/2'],
    ['American odds', '+150'],
    ['odds after an @', '@1.9'],
    ['a score', '2:1'],
    ['a score with spaces', '2 - 1'],
    ['a score with a long dash', '2–1'],
    ['a bet', '48213'],
    ['a bet with its sign', '#A-19'],
    ['a bet with a number sign', '№ 48213'],
    ['a ticket', 'FP-1042-XK'],
    ['a UUID', '0190f5d2-4a1c-7abc-8f11-c0ffeeabcdef'],
    ['a phone', '+375 29 123-45-67'],
    ['a phone with brackets', '8 (029) 123-45-67'],
    ['a Belarusian IBAN', 'BY13NBRB3600900000002Z00AB00'],
    ['a British IBAN', 'GB29 NWBK 6016 1331 9268 19'],
    ['a date', '22.11.2026'],
    ['a date and a time', '2026-11-22 14:05'],
    ['Arabic digits', '٢٥٠٫٥٠'],
    ['an emoji of a digit', '5️⃣'],
    ['a link', 'https://fairplay.example/a?b=1#c'],
    ['a link without a scheme', 't.me/fairplay'],
    ['a host', 'bet365.com'],
    ['an address', 'help+7@fairplay.example'],
    ['a handle', '@fairplay_support'],
    ['what looks like our placeholder', 'XQ-1'],
  ])('%s', (_, token) => {
    expect(whole(token)).toEqual([token]);
    expect(whole(`да (${token}), ня.`)).toEqual([token]);
  });
});

it('ends with the sentence, and with a word', () => {
  expect(whole('Было 5. 3 разы, 18-гадовы, ок.потым и/или')).toEqual(['5', '3', '18']);
});

it('is never part of a word', () => {
  expect(whole('100рублёў слова–5 R2D2')).toEqual(['100рублёў', '5 R2D2']);
});

it('has every digit', () => {
  const text = 'a1 ½ 2² ٣ x٤y 5.6-7 Ⅳ';
  const rest = tokensIn(text).reduceRight((left, { start, end }) => left.slice(0, start) + left.slice(end), text);
  expect(rest).not.toMatch(/\p{N}/u);
});

it('names are whole words as they are written, the longest first', () => {
  const found = namesIn('Real Madrid, real madrid, Realists, Will.', ['Real', 'Real Madrid', 'Will', '(', '']);
  expect(found).toEqual([
    { start: 0, end: 11 },
    { start: 36, end: 40 },
  ]);
});
