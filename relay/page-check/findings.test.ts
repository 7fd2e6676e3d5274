/** What is said about pages of every kind. */
import { describe, expect, it } from 'vitest';
import { findingsOf } from './findings.ts';

const BASE = 'https://chat.example/touchline';
const wanted = { siteKey: 'brand', base: BASE };
const tag = (more = '') => `<script async src="${BASE}/widget.js" data-site="brand"${more}></script>`;
const look = (html: string, policies: string[] = [], address = 'https://brand.example/sports') =>
  findingsOf({ address: new URL(address), html, policies }, wanted);
const kinds = (...page: Parameters<typeof look>) => look(...page).map(({ kind }) => kind);

describe('the tag', () => {
  it.each<[string, string, string[]]>([
    ['as it is given out', `<html><body>${tag()}</body>`, ['tag-found']],
    ['with a version behind it', tag().replace('widget.js', 'widget.js?v=2'), ['tag-found']],
    ['without one', '<p>Bets</p>', ['tag-missing']],
    ['in a comment', `<!-- ${tag()} -->`, ['tag-in-comment']],
    ['where scripts are off', `<noscript>${tag()}</noscript>`, ['tag-missing']],
    ['as text', `<pre>${tag().replaceAll('<', '&lt;')}</pre>`, ['tag-missing']],
    ['twice', tag() + tag(), ['tag-found', 'tag-twice']],
    ['of another site', tag().replace('"brand"', '"other"'), ['wrong-site']],
    ['without a site', tag().replace(' data-site="brand"', ''), ['wrong-site']],
    ['of another relay', tag().replace('chat.example', 'old.example'), ['wrong-relay']],
    ['over plain http', tag().replace('https:', 'http:'), ['wrong-relay', 'mixed-content']],
  ])('%s', (_, html, expected) => expect(kinds(html)).toEqual(expected));

  it('says what is there and what should be', () => {
    expect(look(tag().replace('"brand"', '"other"'))).toEqual([
      { kind: 'wrong-site', level: 'wrong', found: 'other', expected: 'brand' },
    ]);
  });
});

describe('the policy', () => {
  const good = 'script-src https://chat.example; connect-src https://chat.example wss://chat.example; img-src *';
  it.each<[string, string, string[]]>([
    ['that names what is needed', good, []],
    ['that is empty', '', []],
    ['of something else', "frame-ancestors 'none'", []],
    ['of everything from the page itself', "default-src 'self'", ['csp-script', 'csp-connect', 'csp-img']],
    ['of all of https', 'default-src https:', []],
    ['of every subdomain', good.replaceAll('//chat.', '//*.'), []],
    ['that forgets the sockets', good.replace(' wss://chat.example', ''), []],
    ['that forgets to connect', good.replace(/connect-src[^;]+/, "connect-src 'self'"), ['csp-connect']],
    [
      'that allows another path',
      good.replace('script-src https://chat.example', 'script-src https://chat.example/other/'),
      ['csp-script'],
    ],
    [
      'that allows our path',
      good.replace('script-src https://chat.example', 'script-src https://chat.example/touchline/'),
      [],
    ],
    ['that trusts scripts by nonce alone', "script-src 'nonce-abc' 'strict-dynamic' https:", ['csp-script']],
    ['that names elements apart', "script-src *; script-src-elem 'self'", ['csp-script']],
    ['that says a thing twice', "script-src *; script-src 'none'", []],
  ])('%s', (_, policy, expected) => {
    expect(kinds(tag(), [policy])).toEqual(['tag-found', ...expected]);
  });

  it('lets a tag with the right nonce pass', () => {
    expect(kinds(tag(' nonce="abc"'), ["script-src 'nonce-abc' 'strict-dynamic'"])).toEqual(['tag-found']);
  });

  it('counts in the page as well as in its header', () => {
    const meta = `<meta http-equiv="Content-Security-Policy" content="connect-src 'self'">`;
    expect(look(`<head>${meta}</head>${tag()}`)).toContainEqual({
      kind: 'csp-connect',
      level: 'wrong',
      found: "connect-src 'self'",
      expected: 'connect-src https://chat.example wss://chat.example',
    });
  });
});
