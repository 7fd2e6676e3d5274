import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countGraphemes, judgeText } from './text.ts';
import { MESSAGE_MAX_BYTES, MESSAGE_MAX_GRAPHEMES } from './wire.ts';

const TOO_LONG = { error: 'text-too-long' };
const EMPTY = { error: 'empty-text' };

describe('judgeText', () => {
  it.each([
    ['trims', '  hello \n', 'hello'],
    ['keeps what is inside', 'a\n\n b', 'a\n\n b'],
    ['composes', 'e\u0301', 'é'],
    ['drops U+0000', 'a\0b', 'ab'],
    ['drops overrides of direction', 'a/\u202egpj.exe', 'a/gpj.exe'],
    ['replaces lone surrogates', 'a\ud83db\ude00', 'a\ufffdb\ufffd'],
    ['keeps pairs', '😀', '😀'],
    ['keeps an emoji of several parts', '👩‍👩‍👧', '👩‍👩‍👧'],
  ])('%s', (_, raw, text) => expect(judgeText(raw)).toEqual({ text }));

  it.each(['', ' ', '\n\t\u00a0', '\0', '\u200b', '\u200e\u2066'])('finds nothing to read in %j', (raw) =>
    expect(judgeText(raw)).toEqual(EMPTY),
  );

  it('takes as many graphemes as the limit says, and not one more', () => {
    for (const one of ['a', 'ў', 'ệ', '1']) {
      expect(judgeText(one.repeat(MESSAGE_MAX_GRAPHEMES))).toHaveProperty('text');
      expect(judgeText(one.repeat(MESSAGE_MAX_GRAPHEMES + 1))).toEqual(TOO_LONG);
    }
  });

  it('counts letters with marks as one where no composed letter exists', () => {
    expect(judgeText('х\u0301'.repeat(MESSAGE_MAX_GRAPHEMES))).toHaveProperty('text');
    expect(judgeText('х\u0301'.repeat(MESSAGE_MAX_GRAPHEMES + 1))).toEqual(TOO_LONG);
  });

  it('refuses too many bytes, however few the graphemes', () => {
    expect(judgeText('😀'.repeat(MESSAGE_MAX_BYTES / 4))).toEqual(TOO_LONG);
    expect(judgeText(`a${'\u0301'.repeat(MESSAGE_MAX_BYTES)}`)).toEqual(TOO_LONG);
    expect(judgeText('x'.repeat(1_000_000))).toEqual(TOO_LONG);
  });

  it('accepts its own answers unchanged', () => {
    const unit = fc.constantFrom(...'aЖ \n\0\u0301\u200b👍', '\ud83d', '\ude00', 'e\u0301', '\u1100', '\u1161');
    fc.assert(
      fc.property(fc.array(unit), (parts) => {
        const once = judgeText(parts.join(''));
        if ('text' in once) expect(judgeText(once.text)).toEqual(once);
      }),
    );
  });
});

describe('countGraphemes', () => {
  it('counts as Intl.Segmenter does, with its short cut too', () => {
    const segmenter = new Intl.Segmenter();
    const unit = fc.constantFrom(...'aЖў1 \n\r\u0301ệ–€👍\u200d🏽🇧🇾\ufe0f\u1e00\u0483\u0600ก');
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 40 }), (text) => {
        expect(countGraphemes(text)).toBe([...segmenter.segment(text)].length);
      }),
      { numRuns: 3_000 },
    );
  });

  it('takes every plain character for one', () => {
    const segmenter = new Intl.Segmenter();
    for (let code = 0; code < 0x2100; code++) {
      const text = `a${String.fromCharCode(code)}b`;
      expect(countGraphemes(text)).toBe([...segmenter.segment(text)].length);
    }
  });
});
