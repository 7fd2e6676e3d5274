/** Which pages may open the chat of a site. What is compared is what browsers send: small letters, no default port, no path. */
import { describe, expect, it } from 'vitest';
import { originAllowed } from './origins.ts';

const ALLOWED = [
  'https://brand.example',
  'https://*.brand.example',
  'http://localhost:4100',
  'https://*.bet.example:8443',
];

describe('lets in', () => {
  it.each([
    'https://brand.example',
    'https://www.brand.example',
    'https://a.b.c.brand.example',
    'https://xn--80ak6aa92e.brand.example',
    'http://localhost:4100',
    'https://m.bet.example:8443',
  ])('%s', (origin) => expect(originAllowed(origin, ALLOWED)).toBe(true));
});

describe('keeps out', () => {
  it.each<[string, string | undefined]>([
    ['no origin', undefined],
    ['an empty one', ''],
    ['a sandboxed page', 'null'],
    ['the other scheme', 'http://brand.example'],
    ['the other scheme of a sub-domain', 'http://www.brand.example'],
    ['another port', 'https://brand.example:8443'],
    ['another port of a sub-domain', 'https://www.brand.example:8443'],
    ['a missing port', 'http://localhost'],
    ['a longer port', 'http://localhost:41000'],
    ['the domain of a wildcard with a port', 'https://bet.example:8443'],
    ['capitals', 'https://BRAND.example'],
    ['a path', 'https://brand.example/'],
    ['a name that ends alike', 'https://evilbrand.example'],
    ['a name that begins alike', 'https://brand.example.evil.example'],
    ['a name that holds it', 'https://www.brand.example.evil.example'],
    ['a dot at the end', 'https://brand.example.'],
    ['a dot at the end of a sub-domain', 'https://www.brand.example.'],
    ['an empty label', 'https://.brand.example'],
    ['an empty label inside', 'https://a..brand.example'],
    ['a user before the host', 'https://evil.example@www.brand.example'],
    ['a path that ends alike', 'https://evil.example/.brand.example'],
    ['a query that ends alike', 'https://evil.example?.brand.example'],
    ['a fragment that ends alike', 'https://evil.example#.brand.example'],
    ['a backslash', 'https://evil.example\\.brand.example'],
    ['a port that ends alike', 'https://evil.example:80.brand.example'],
    ['a look-alike letter', 'https://www.bränd.example'],
    ['white space', ' https://brand.example'],
    ['a line break', 'https://evil.example\n.brand.example'],
    ['two origins', 'https://brand.example, https://evil.example'],
    ['the pattern itself', 'https://*.brand.example'],
    ['a longer scheme', 'xhttps://brand.example'],
    ['a browser extension', 'chrome-extension://brand.example'],
    ['something endless', `https://${'a.'.repeat(5_000)}brand.example`],
  ])('%s', (_, origin) => expect(originAllowed(origin, ALLOWED)).toBe(false));

  it('everybody, when the list is empty', () => {
    expect(originAllowed('https://brand.example', [])).toBe(false);
  });

  it('everybody, when a list holds a bare wildcard', () => {
    for (const pattern of ['*', 'https://*', 'https://*.', '*.brand.example', 'null', '']) {
      expect(originAllowed('https://evil.example', [pattern])).toBe(false);
      expect(originAllowed('null', [pattern === 'null' ? 'https://null' : pattern])).toBe(false);
    }
  });
});
