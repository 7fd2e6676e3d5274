import { expect, test } from 'vitest';
import { createPictures } from './pictures.ts';

test('the newest forty pictures are kept, however many a shift sends', () => {
  const pictures = createPictures();
  pictures.keep('first', 'data:a');
  pictures.keep('second', 'data:b');
  for (let at = 0; at < 38; at++) pictures.keep(`${at}`, 'data:');
  pictures.keep('first', 'data:c');
  pictures.keep('last', 'data:d');
  expect([pictures.of('first'), pictures.of('second'), pictures.of('last')]).toEqual(['data:c', undefined, 'data:d']);
});
