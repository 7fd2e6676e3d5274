import { expect, it } from 'vitest';
import { readerOf } from './reading.ts';

const site = { defaultLanguage: 'pt-BR' };

it('is translated into a native language, the first by the alphabet, whatever the order they came in', () => {
  expect(readerOf({ en: 'fluent', ru: 'native', be: 'native' }, site)).toMatchObject({ reads: 'be', hasSaid: true });
  expect(readerOf({ ru: 'fluent', en: 'fluent' }, site)).toMatchObject({ reads: 'en' });
});

it('is taken to speak the language of the site until they have said it', () => {
  expect(readerOf({}, site)).toEqual({ knows: ['pt'], reads: 'pt', hasSaid: false });
  expect(readerOf({}, undefined)).toEqual({ knows: [], reads: null, hasSaid: false });
});
