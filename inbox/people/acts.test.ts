import { describe, expect, it } from 'vitest';
import { detailsOf } from './acts.ts';

const plain = (_: string, value: string | boolean) => String(value);
const ID = '01a204fc-0d13-704b-a50b-4b64281dfb01';

describe('an act', () => {
  it('says what was and what is, of what changed alone', () => {
    const about = {
      ...{ person: ID, name: 'Rauf' },
      before: { capacity: 4, languages: { ru: 'fluent' }, role: 'operator', topics: null },
      after: { capacity: 4, languages: { ru: 'fluent', az: 'native' }, role: 'admin', topics: ['bets', 'other'] },
    };
    expect(detailsOf(about, plain)).toEqual([
      { name: 'name', before: null, after: 'Rauf' },
      { name: 'languages', before: 'ru fluent', after: 'az native, ru fluent' },
      { name: 'role', before: 'operator', after: 'admin' },
      { name: 'topics', before: '–', after: 'bets, other' },
    ]);
  });

  it('says no ids, nothing empty, and of what is long the beginning', () => {
    const about = { team: ID, members: [ID, ID], note: null, name: 'x'.repeat(500), isOwner: true };
    expect(detailsOf(about, plain)).toEqual([
      { name: 'name', before: null, after: 'x'.repeat(160) },
      { name: 'isOwner', before: null, after: 'true' },
    ]);
  });

  it('says a value in the words of what it is of', () => {
    const words = (name: string, value: string | boolean) => `${name}=${value}`;
    expect(detailsOf({ role: 'admin' }, words)).toEqual([{ name: 'role', before: null, after: 'role=admin' }]);
  });
});
