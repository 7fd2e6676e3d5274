/** What a page says that a message may be about: what is taken, and what its developer is told of the rest. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { readSubject } from './said-subject.ts';

const BET = { type: 'bet', id: 'B-1', title: 'Final' };
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const token = (claims: object) => `${encode({ alg: 'HS256' })}.${encode({ ...BET, exp: 1_800_000_000, ...claims })}.AA`;

beforeEach(() => {
  vi.stubGlobal('location', { href: 'https://brand.example/be/account?x=1' });
  vi.spyOn(console, 'error').mockImplementation(() => {});
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

it('an object is taken as the page says it, with addresses as links give them', () => {
  const about = { kind: 'bet', id: 'B-1', title: 'Final', signed: false };
  expect(readSubject(BET, 'attach')).toEqual({ about });
  expect(readSubject({ ...BET, url: '/bets/1' }, 'attach')).toEqual({
    about: { ...about, url: 'https://brand.example/bets/1' },
  });
  expect(readSubject({ kind: 'withdrawal', id: 48_213, title: ' W ', more: {} }, 'attach')).toEqual({
    about: { kind: 'withdrawal', id: '48213', title: 'W', signed: false },
  });
});

it('of a token is shown what it says, in any script, and when it runs out', () => {
  const jwt = token({ title: 'Віцебск – Мінск' });
  expect(readSubject(jwt, 'attach')).toEqual({
    about: { kind: 'bet', id: 'B-1', title: 'Віцебск – Мінск', signed: true },
    token: jwt,
    until: 1_800_000_000_000,
  });
});

it.each<[string, unknown, RegExp]>([
  ['nothing', undefined, /give an object such as/],
  ['null', null, /give an object such as/],
  ['a number', 7, /give an object such as/],
  ['an empty object', {}, /type is undefined; it has to be one of bet, withdrawal/],
  ['a list', [BET], /type is undefined/],
  ['an unknown type', { ...BET, type: 'wager' }, /type is "wager"; it has to be one of/],
  ['a type of every object', { ...BET, type: 'toString' }, /type is "toString"/],
  ['no id', { ...BET, id: undefined }, /id has to be a text of 1 to 100/],
  ['an id too long', { ...BET, id: 'x'.repeat(101) }, /id has to be/],
  ['no title', { ...BET, title: '  ' }, /title has to be a text of 1 to 200/],
  ['a title too long', { ...BET, title: 'x'.repeat(201) }, /title has to be/],
  ['a title that is an object', { ...BET, title: {} }, /title has to be/],
  ['a script for an address', { ...BET, url: 'javascript:alert(1)' }, /url has to be an address that begins with http/],
  ['an address too long', { ...BET, url: `/${'x'.repeat(500)}` }, /url has to be/],
  ['an address that cannot be read', { ...BET, url: 'https://[' }, /url has to be/],
  ['a text that is no token', 'B-1', /a text has to be a JWT/],
  ['a token too long', token({ more: 'x'.repeat(4_096) }), /a text has to be a JWT/],
  ['a token of no subject', `${encode({})}.${encode({ exp: 1 })}.AA`, /type is undefined/],
  ['a token that lasts for ever', token({ exp: undefined }), /no exp/],
  [
    'an object that throws when it is read',
    Object.defineProperty({ ...BET }, 'title', {
      get() {
        throw new Error('odd');
      },
    }),
    /odd/,
  ],
])('%s is refused with a sentence that says what to do', (_, given, sentence) => {
  expect(readSubject(given, 'attach')).toBeUndefined();
  expect(console.error).toHaveBeenCalledExactlyOnceWith(expect.stringMatching(sentence));
  expect(console.error).toHaveBeenCalledWith(expect.stringMatching(/^Touchline: attach: /));
});
