import { describe, expect, it } from 'vitest';
import { fileName } from './names.ts';

const png = (given: string) => fileName(given, 'image/png');

describe('the name of a file', () => {
  it.each([
    ['slip.png', 'slip.png'],
    ['Чек №5.PNG', 'Чек №5.png'],
    ['../../etc/passwd.png', 'passwd.png'],
    ['..\\..\\boot.png', 'boot.png'],
    ['C:\\Users\\me\\slip.png', 'slip.png'],
    ['/', 'file.png'],
    ['', 'file.png'],
    ['....', 'file.png'],
    ['.png', 'png.png'],
    ['slip', 'slip.png'],
    ['slip.png. . ', 'slip.png'],
    ['  a \t b\n.png', 'a b.png'],
    ['a\u202egnp.exe', 'agnp.exe'],
    ['a\u2066b\u200bc\ufeff.png', 'abc.png'],
    ['a<b>:"|?*.png', 'a_b______.png'],
    ['a\ud83d.png', 'a.png'],
    ['cafe\u0301.png', 'caf\u00e9.png'],
    ['4111 1111 1111 1111.png', '•••• 1111.png'],
  ])('%j is %j', (given, name) => expect(png(given)).toBe(name));

  it('is cut before its extension, and never inside of a character', () => {
    const long = png(`${'😀'.repeat(150)}.png`);
    expect(long.length).toBeLessThanOrEqual(200);
    expect(long).toMatch(/^(😀){98}\.png$/u);
  });

  it('a name is read the same a second time', () => {
    for (const given of ['a<b>.png', '4111 1111 1111 1111.png', '😀'.repeat(300)])
      expect(png(png(given))).toBe(png(given));
  });
});
