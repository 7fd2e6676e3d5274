import { expect, it } from 'vitest';
import { fileSize, sizeOf } from './file-size.ts';

it.each([
  [1, [1, 'kb']],
  [250_000, [250, 'kb']],
  [999_000, [999, 'kb']],
  // What is nearly a megabyte is one, and never a thousand kilobytes.
  [999_001, [1, 'mb']],
  [2_449_999, [2.45, 'mb']],
])('%i bytes are %j', (bytes, size) => expect(sizeOf(bytes)).toEqual(size));

it('is said as the reader writes numbers, in the digits of the chat', () => {
  expect(fileSize(2_430_000, 'en')).toBe('2.4 MB');
  expect(fileSize(2_430_000, 'ru')).toBe('2,4 МБ');
  expect(fileSize(2_430_000, 'pl')).toBe('2,4 MB');
  expect(fileSize(8_000, 'ru')).toBe('8 кБ');
  expect(fileSize(8_000, 'ar')).toMatch(/^8\s/);
});
