import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold, letters } from './fold.ts';

/** Letters, marks, signs and digits of every language of the product, and what is hard elsewhere. */
const unit = fc.constantFrom(
  ..."aZéşçñłĐßøæœ0٣۷½ﬁΣςσİIıiəƏ йЙёЇўі’'-_%\\.😀\u0301\u0308\u0323\u200b\u200f\u0640أإآٱىئؤةیک\ud800ẤệữĂ",
  '👩🏽‍💻',
);
const text = fc.string({ unit, maxLength: 30 });

describe('folded', () => {
  it.each([
    ['be', 'Дзе мой вывад? Ўнёскі', 'дзе мои вывад унескі'],
    ['uk', "П'ЯТЬ гривень їх", 'пять гривень іх'],
    ['az', 'Çıxarış nə vaxt GƏLİR', 'cixaris ne vaxt gelir'],
    ['vi', 'Đặt cược bị huỷ, RÚT TIỀN', 'dat cuoc bi huy rut tien'],
    ['pl', 'Gdzie są moje środki? ŁÓDŹ', 'gdzie sa moje srodki lodz'],
    ['tr', 'İŞLEM ışık', 'islem isik'],
    ['de', 'Groß STRASSE', 'gross strasse'],
    ['ar', 'متى أَسْتَلِمُ الجائزة إلى', 'متي استلم الجايزه الي'],
    ['es', '¿Dónde está mi añadido?', 'donde esta mi anadido'],
    ['amounts', '1 250,50 BYN; ٤٨٢١٣', '1 250 50 byn 48213'],
  ])('%s', (_, written, folded) => expect(fold(written)).toBe(folded));

  it('letter by letter it is the same as at once', () => {
    fc.assert(
      fc.property(text, (each) => {
        expect([...each].map(letters).join('')).toBe(letters(each));
      }),
    );
  });

  it('twice is once', () => {
    fc.assert(
      fc.property(text, (each) => {
        expect(fold(fold(each))).toBe(fold(each));
      }),
    );
  });

  it('it is words and single spaces, in whatever form and case it was written', () => {
    fc.assert(
      fc.property(text, (each) => {
        expect(fold(each)).toMatch(/^([\p{L}\p{N}]+( [\p{L}\p{N}]+)*)?$/u);
        expect(fold(each.normalize('NFD'))).toBe(fold(each.normalize('NFC')));
      }),
    );
  });
});
