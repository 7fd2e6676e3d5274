import { expect, it } from 'vitest';
import { asList } from './lists.ts';

it('a list becomes JSON as a list on a page that has its own idea of that', () => {
  const patched = Array.prototype as unknown as Record<string, unknown>;
  patched.toJSON = () => 'patched';
  try {
    expect(JSON.stringify(['a'])).toBe('"patched"');
    expect(JSON.stringify({ files: asList(['a', 'b']) })).toBe('{"files":["a","b"]}');
  } finally {
    delete patched.toJSON;
  }
});
