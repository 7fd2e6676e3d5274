import { expect, it } from 'vitest';
import { nameOf, plainName } from './names.ts';

it.each([
  ['stays as it is', 'Alena Sushko', 'Alena Sushko'],
  ['keeps what joins its letters', 'علی\u200cرضا', 'علی\u200cرضا'],
  ['cannot turn the sentence around it', 'Alesia\u202e\u2066 nimda\u2069\u200f', 'Alesia nimda'],
  ['has nothing that cannot be seen', '\ufeffAle\u200bsia\u0007', 'Alesia'],
  ['is on one line', ' Nguyễn\n\tVăn \u2028Minh', 'Nguyễn Văn Minh'],
  ['is composed', 'Şu\u0308kran', 'Şükran'],
])('a name %s', (_how, name, plain) => expect(plainName(name)).toBe(plain));

it('nothing but marks is no name, and what is counted is what is left', () => {
  expect(nameOf(80).safeParse('\u202e \u2066').success).toBe(false);
  expect(nameOf(3).parse('\u202eAnn\u202c')).toBe('Ann');
  expect(nameOf(3).safeParse('Anna').success).toBe(false);
});
