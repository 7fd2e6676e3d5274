import { FILE_MAX_BYTES } from '@touchline/shared/wire.ts';
import { expect, it } from 'vitest';
import { sizeOf } from './files-size.ts';

it('says thousands, as the phone that the file is on does', () => {
  const said = [400, 250_000, 1_023_000, FILE_MAX_BYTES].map((bytes) =>
    sizeOf(bytes, (key, values) => `${values?.size} ${key}`),
  );
  expect(said).toEqual(['1 files.kb', '250 files.kb', '1 files.mb', '10 files.mb']);
});
