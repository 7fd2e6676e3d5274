import { FILE_MAX_BYTES, FILE_NAME_MAX_CHARACTERS, FILE_TYPES } from '@touchline/shared/wire.ts';
import { expect, it } from 'vitest';
import { nameOf, verdict } from './files-verdict.ts';

it('refuses before sending what the relay would refuse after', () => {
  for (const type of FILE_TYPES) expect(verdict({ type, size: FILE_MAX_BYTES })).toBeUndefined();
  expect(verdict({ type: 'image/svg+xml', size: 1 })).toBe('file-type');
  expect(verdict({ type: '', size: 1 })).toBe('file-type');
  expect(verdict({ type: 'image/png', size: FILE_MAX_BYTES + 1 })).toBe('file-too-large');
  expect(verdict({ type: 'image/png', size: 0 })).toBe('file-refused');
});

it('shortens a long name and keeps its ending', () => {
  expect(nameOf('')).toBe('file');
  expect(nameOf('slip.png')).toBe('slip.png');
  const short = nameOf(`${'a'.repeat(500)}.jpeg`);
  expect(short).toHaveLength(FILE_NAME_MAX_CHARACTERS);
  expect(short.endsWith('a.jpeg')).toBe(true);
});
