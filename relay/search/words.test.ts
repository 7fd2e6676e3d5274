import { fold } from '@touchline/shared/fold.ts';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CHATTER_LANGUAGES, createChatter } from '../../test/support/chatter.ts';
import { snippetOf } from './snippet.ts';
import { gramsOf, gramsToFind, matches, patternsOf, wordsOf } from './words.ts';

const SITE = '01a20180-885c-7293-9caa-a74be3c8f3b3';
/** A text, and a question made of its pieces. */
const asked = fc.integer().map((seed) => {
  const { message, pick, random } = createChatter(seed);
  const text = message(pick(CHATTER_LANGUAGES));
  const pieces = text.split(' ').map((word) => {
    const from = random() < 0.5 ? 0 : Math.floor(random() * word.length);
    return word.slice(from, from + 1 + Math.floor(random() * 6));
  });
  return { text, question: pieces.filter(() => random() < 0.3).join(' ') };
});

it('short words begin a word, longer ones stand anywhere', () => {
  expect(matches(fold('Vé số của tôi'), wordsOf('so'))).toBe(true);
  expect(matches(fold('vé xổ số'), wordsOf('o'))).toBe(false);
  expect(matches(fold('withdrawal'), wordsOf('DRAW'))).toBe(true);
  expect(matches(fold('withdrawal'), wordsOf('draw deposit'))).toBe(false);
  expect(wordsOf(' — 😀 % _ ')).toEqual([]);
});

it('whatever matches has every gram that it is looked for by', () => {
  fc.assert(
    fc.property(asked, ({ text, question }) => {
      const [folded, words] = [fold(text), wordsOf(question)];
      fc.pre(matches(folded, words));
      const grams = new Set(gramsOf(SITE, folded));
      expect(gramsToFind(SITE, words).filter((gram) => !grams.has(gram))).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

it('grams of one site are not another’s', () => {
  const other = new Set(gramsOf('01a20180-885c-7293-9caa-a74be3c8f3b4', 'withdrawal'));
  expect(gramsOf(SITE, 'withdrawal').filter((gram) => other.has(gram))).toEqual([]);
});

it('nothing in a pattern means anything to `like`', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'aя%_\\ é😀٣\u0301') }), (question) => {
      const inner = patternsOf(wordsOf(question)).map((pattern) => pattern.slice(1, -1));
      expect(inner.join('')).not.toMatch(/[%_\\]/);
    }),
  );
});

it('a snippet marks what was found, in the original’s own letters', () => {
  const found = snippetOf(`${'so many words. '.repeat(20)}Выплата ЎНЁСКУ не прыйшла${' and more'.repeat(30)}`, [
    'унес',
  ]);
  expect(found.text).toMatch(/^….*Выплата ЎНЁСКУ не прыйшла.*…$/);
  expect(found.marks.map(([from, to]) => found.text.slice(from, to))).toEqual(['ЎНЁС']);
});

it('a snippet of anything is short, and its marks hold the words', () => {
  fc.assert(
    fc.property(asked, fc.integer({ min: 1, max: 12 }), ({ text, question }, times) => {
      const words = wordsOf(question);
      const { text: piece, marks } = snippetOf(`${text} `.repeat(times), words);
      expect(piece.length).toBeLessThanOrEqual(175);
      if (words.length > 0 && matches(fold(text), words)) expect(marks.length).toBeGreaterThan(0);
      for (const [from, to] of marks) {
        const marked = fold(piece.slice(from, to));
        expect(words.some((word) => marked.includes(word)) && marked.length > 0).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
});
