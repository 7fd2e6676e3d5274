import { describe, expect, it } from 'vitest';
import { splitLinks } from './links.ts';

const links = (text: string) => splitLinks(text).filter((piece) => piece.href);

describe('links in a message', () => {
  it('keep the text as it was written, piece by piece', () => {
    for (const text of [
      '',
      'no link',
      'see https://a.example/b.',
      'https://a.example',
      '(https://a.example/x) and http://b.example!',
    ]) {
      expect(
        splitLinks(text)
          .map((piece) => piece.text)
          .join(''),
      ).toBe(text);
    }
  });

  it('are found without the marks of the sentence around them', () => {
    expect(links('Look (https://a.example/x).')[0]?.text).toBe('https://a.example/x');
    expect(links('https://a.example/x_(y)!')[0]?.text).toBe('https://a.example/x_(y)');
    expect(links('«https://a.example/x»')[0]?.text).toBe('https://a.example/x');
  });

  it('are http or https and nothing else', () => {
    expect(links('javascript:alert(1) data:text/html,x ftp://a.example file:///etc/passwd')).toEqual([]);
  });

  it('are refused with a name before the host', () => {
    expect(links('https://bank.example@evil.example/')).toEqual([]);
  });

  it('show the real host where letters only look like it', () => {
    // The first letter is a Cyrillic а.
    expect(links('https://аpple.example/')[0]?.realHost).toBe('xn--pple-43d.example');
    expect(links('https://Apple.example/')[0]?.realHost).toBeUndefined();
  });

  it('end before marks that change the direction of writing', () => {
    expect(links('https://a.example/\u202egpj.exe')[0]?.text).toBe('https://a.example/');
  });

  it('take linear time on hostile text', () => {
    const started = performance.now();
    splitLinks('https://'.repeat(8_000));
    splitLinks(`https://a.example/${')'.repeat(60_000)}`);
    expect(performance.now() - started).toBeLessThan(500);
  });
});
