import { originPattern } from '@touchline/shared/people.ts';
import { expect, it } from 'vitest';
import { adviseOrigin } from './origin-advice.ts';

it.each([
  ['https://brand.example/casino', 'path', 'https://brand.example'],
  ['https://brand.example/?lang=en', 'path', 'https://brand.example'],
  ['brand.example', 'scheme', 'https://brand.example'],
  ['localhost:4100', 'scheme', 'http://localhost:4100'],
  ['https://Brand.Example', 'capitals', 'https://brand.example'],
  ['HTTPS://brand.example', 'capitals', 'https://brand.example'],
  ['https://brand.example/', 'slash', 'https://brand.example'],
  ['https://brand.example:443', 'port', 'https://brand.example'],
  ['http://brand.example:80/', 'port', 'http://brand.example'],
  ['https://бренд.example', 'letters', 'https://xn--90agc6an.example'],
  ['https://*.Brand.example/', 'slash', 'https://*.brand.example'],
  ['*.brand.example', 'scheme', 'https://*.brand.example'],
  [' https://brand.example', 'capitals', 'https://brand.example'],
])('%s: %s, write %s', (typed, fault, write) => {
  const advice = adviseOrigin(typed);
  expect(advice?.write).toBe(write);
  expect(advice?.fault).toBe(fault);
  // What is advised is what the relay takes.
  expect(originPattern.safeParse(write).success).toBe(true);
});

it.each(['https://brand.example', 'https://*.brand.example', 'http://localhost:4100', 'https://m.bet.example:8443'])(
  '%s is one',
  (typed) => expect(adviseOrigin(typed)).toBeNull(),
);

it.each(['', 'ftp://brand.example', 'https://', 'two words', 'https://user@brand.example', 'https://a.*.example'])(
  '“%s” is left to whoever wrote it',
  (typed) => expect(adviseOrigin(typed)?.write).toBeNull(),
);
