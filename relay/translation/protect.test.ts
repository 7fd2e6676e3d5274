import { judgeText } from '@touchline/shared/text.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Protection, protect } from './protect.ts';

const BETWEEN: Protection = {
  names: ['Fairplay', 'Alena Sushko'],
  glossary: [{ be: ['стаўка', 'стаўкі'], ru: ['ставка', 'ставки'] }],
  source: 'be',
  target: 'ru',
};
const ALTERED = { problem: 'altered' };

it('sends no number, link, name or term, and puts them back', () => {
  const hidden = protect('Alena Sushko: стаўка 48213 на 1 250,50 BYN, гл. https://a.example/1', BETWEEN);
  expect(hidden.text).toBe('XQ-1: XQ-2 XQ-3 на XQ-4, гл. XQ-5');
  expect(hidden.restore('См. XQ-5: XQ-2 XQ-3 на XQ-4, XQ-1')).toEqual({
    text: 'См. https://a.example/1: ставка 48213 на 1 250,50 BYN, Alena Sushko',
  });
});

it('needs no engine for what has no words of its own', () => {
  for (const [text, translation] of [
    ['1.85, 2.10', '1.85, 2.10'],
    ['Стаўка 48213!', 'Ставка 48213!'],
    ['😀', '😀'],
  ] as const) {
    const hidden = protect(text, BETWEEN);
    expect(hidden.needsEngine).toBe(false);
    expect(hidden.restore(hidden.text)).toEqual({ text: translation });
  }
  expect(protect('так, 5', BETWEEN).needsEngine).toBe(true);
});

describe('an answer is altered that', () => {
  const hidden = protect('На балансе 100 BYN, а было 250', BETWEEN);

  it.each([
    ['lost a token', 'На балансе XQ-1'],
    ['has one twice', 'На балансе XQ-1, а было XQ-2 XQ-2'],
    ['has one that is unknown', 'На балансе XQ-1, а было XQ-2, XQ-3'],
    ['has a number more', 'На 1 балансе XQ-1, а было XQ-2'],
    ['touches a placeholder', 'На балансе XQ-10, а было XQ-2'],
    ['adds a sign', 'На балансе -XQ-1, а было XQ-2'],
    ['adds a currency', 'На балансе XQ-1, а было XQ-2 EUR'],
    ['adds a link', 'На балансе XQ-1, а было XQ-2, evil.example'],
    ['adds a digit of another alphabet', 'На балансе XQ-1, а было XQ-2 ٥'],
    ['turns the line round', 'На балансе \u202eXQ-1, а было XQ-2'],
    ['lost its words', 'XQ-1, XQ-2'],
    ['is empty', ''],
    ['is nothing that anybody sees', '\u0000\u200b'],
    ['goes on and on', `На балансе XQ-1, а было XQ-2 ${'и было '.repeat(20)}`],
  ])('%s', (_, answer) => expect(hidden.restore(answer)).toEqual(ALTERED));

  it('and none that says of an id that it is a number', () => {
    const id = protect('bet no. 48213', { ...BETWEEN, source: 'en' });
    expect(id.restore('ставка № XQ-1')).toEqual({ text: 'ставка № 48213' });
  });

  it('and none that moves them', () => {
    const moved = protect('I sent 100 EUR from Fairplay on 21.11.2026 at 14:05, see t.me/a1', {
      ...BETWEEN,
      source: 'en',
    });
    expect(moved.restore('XQ-5: из XQ-2 21.11 XQ-3 в XQ-4 послал XQ-1')).toEqual(ALTERED);
    expect(moved.restore('XQ-5: из XQ-2 дня XQ-3 в XQ-4 послал я XQ-1')).toEqual({
      text: 't.me/a1: из Fairplay дня 21.11.2026 в 14:05 послал я 100 EUR',
    });
  });

  it('the check fails where nobody verifies', () => {
    const unverified = protect('На балансе 100 BYN, а было 250', BETWEEN, () => true);
    expect(unverified.restore('На балансе -XQ-1')).toEqual({ text: 'На балансе -100 BYN' });
  });
});

describe('amounts', () => {
  const money = protect('I deposited 100 EUR and the bonus is 50 EUR', { ...BETWEEN, source: 'en' });
  const inPlace = protect('I deposited 100 EUR and the bonus is 50', { ...BETWEEN, source: 'en', inPlace: true });

  it('that have changed places are altered', () => {
    expect(money.restore('Я внёс XQ-1, а бонус XQ-2')).toEqual({ text: 'Я внёс 100 EUR, а бонус 50 EUR' });
    expect(money.restore('Я внёс XQ-2, а бонус XQ-1')).toEqual(ALTERED);
    expect(inPlace.restore('Я внёс 100 EUR, а бонус 50')).toEqual({ text: 'Я внёс 100 EUR, а бонус 50' });
    expect(inPlace.restore('Я внёс 50, а бонус 100 EUR')).toEqual(ALTERED);
  });

  it.each([
    ['ru', '5 млн рублей', 'es', '5 millones de rublos', '5 mil dólares'],
    ['ru', '5 млн рублей', 'es', '5 millones de rublos', '5 millones'],
    ['en', '20 thousand dollars', 'pl', '20 tysięcy dolarów', '20 milionów dolarów'],
    ['es', '3 mil millones de euros', 'en', '3 billion euros', '3 million euros'],
    ['be', '100 бел. руб.', 'en', '100 Belarusian rubles', '100 dollars'],
    ['pt', '7 mil euros', 'uk', '7 тис. євро', '7 євро'],
    ['en', '$5 million', 'ru', '$5 миллионов', '$5 тысяч'],
    ['uk', '70 гривень', 'ru', '70 гривен', '70 рублей'],
    ['be', '10 тыс. руб.', 'ru', '10 тыс. руб.', '10 тыс. ложок.'],
    ['es', '3 pesos', 'en', '3 pesos', '3 weights'],
    ['ru', '200 тыс', 'vi', '200 nghìn', '200 triệu'],
    ['tr', '40 bin lira', 'de', '40 Tausend Lira', '40 Lira'],
    ['en', '15 min', 'az', '15 dəqiqə', '15 min'],
  ])('%s “%s” is in %s “%s” and not “%s”', (source, text, target, right, wrong) => {
    const hidden = protect(`${text}!!`, { ...BETWEEN, names: [], source, target });
    const answer = (said: string) => hidden.restore(`${said}!!`.replace(/\$?\d+/, 'XQ-1'));
    expect(answer(right)).toEqual({ text: `${right}!!` });
    expect(answer(wrong)).toEqual(ALTERED);
  });

  it('in a language whose words are not known are not judged', () => {
    const hidden = protect('5 млн рублей', { ...BETWEEN, source: 'ru', target: 'ka' });
    expect(hidden.restore('XQ-1 მილიონი რუბლი')).toEqual({ text: '5 მილიონი რუბლი' });
  });
});

it('an answer is judged as a message: no U+0000, no half a character, not longer than one may be', () => {
  const hidden = protect('стаўка'.repeat(300), { ...BETWEEN, glossary: [] });
  expect(hidden.restore('ста\0вка'.repeat(300))).toEqual({ text: 'ставка'.repeat(300) });
  expect(hidden.restore('став\ud800'.repeat(300))).toEqual({ text: 'став\ufffd'.repeat(300) });
  expect(hidden.restore('ставка '.repeat(300))).toEqual(ALTERED);
});

describe('with short numbers in place', () => {
  const inPlace = { ...BETWEEN, inPlace: true };
  const hidden = protect('Лік 2:1, стаўка 48213, тэл. +375 29 123-45-67, xq-1', inPlace);

  it('only what tells nobody who wrote leaves', () => {
    expect(hidden.text).toBe('Лік 2:1, XQ-1 48213, тэл. XQ-2, xq-1');
    expect(hidden.restore('Счёт 2:1, XQ-1 48213, тел. XQ-2, xq-1')).toEqual({
      text: 'Счёт 2:1, ставка 48213, тел. +375 29 123-45-67, xq-1',
    });
  });

  it('a score that is turned round is altered, and an amount written otherwise', () => {
    expect(hidden.restore('Счёт 1:2, XQ-1 48213, тел. XQ-2, xq-1')).toEqual(ALTERED);
    expect(protect('было 1 250,50 BYN', inPlace).restore('было 1,250.50 BYN')).toEqual(ALTERED);
  });
});

const piece = fc.oneof(
  fc.constantFrom('XQ-1', 'XQ-2', 'xq-1', 'XQ', '-1', '{1}', '1 250,50 BYN', '2:1', '#A-19', '@a', 'a@b.by', '://'),
  fc.constantFrom('Стаўка', 'стаўкі', 'Fairplay', 'ды', ' ', '\n', '.', ',', '\u202e', '5️⃣', '٥', '½', '$', '%', '-'),
  fc.string({ unit: 'grapheme', maxLength: 4 }),
);
const soup = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));
/** As it comes into a conversation. */
const message = soup.map(judgeText).filter((judged) => 'text' in judged);

it.each([false, true])(
  'whatever is written comes back from an engine that changes nothing (in place: %s)',
  (inPlace) => {
    const between = { ...BETWEEN, glossary: [], inPlace };
    fc.assert(
      fc.property(message, ({ text }) => {
        const hidden = protect(text, between);
        expect(hidden.restore(hidden.text)).toEqual({ text });
      }),
      { numRuns: 3_000 },
    );
  },
);

it('no digit leaves, but those of placeholders', () => {
  fc.assert(
    fc.property(soup, (text) => {
      expect(protect(text, BETWEEN).text.replaceAll(/XQ-\d+/g, '')).not.toMatch(/\p{N}/u);
    }),
    { numRuns: 3_000 },
  );
});

describe('time grows with the length and no faster: 64 KB of anything take less than a second', () => {
  it.each([
    ...['a', '1', '1 ', '.', '-', '@', 'a.', '://', '$', '€ ', 'A1-', 'AA11 ', 'XQ-1', 'XQ-1 ', 'ab-', '٥', '😀'],
    ...['стаўка', 'стаўка ', 'Alena ', '(', 'a@', 'я́'],
  ])('%j', (part) => {
    const text = part.repeat(65_536 / part.length);
    // The best of some runs: a busy machine is not the function's fault.
    const took = [Number.POSITIVE_INFINITY];
    while (took.length < 20 && Math.min(...took) >= 1_000) {
      const started = performance.now();
      const hidden = protect(text, BETWEEN);
      hidden.restore(hidden.text);
      took.push(performance.now() - started);
    }
    expect(Math.min(...took)).toBeLessThan(1_000);
  });
});
