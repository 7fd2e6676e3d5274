import type { DeskRow } from '@touchline/shared/down.ts';
import { expect, test } from 'vitest';
import { passedOf } from './passed.ts';

const PASSED = { seq: 7, by: { id: 'her', name: 'Vera' }, note: 'Charged twice' };
const row = (state: object, passed: DeskRow['passed'] = PASSED) => ({ state, passed }) as unknown as DeskRow;
const WAITS = { status: 'waiting', assignee: null };
const withMe = { status: 'open', assignee: { id: 'me' } };

test('what was sent on says so to whoever may be next, and not to the one who sent it', () => {
  expect(passedOf(row(WAITS), 'me')).toEqual(PASSED);
  expect(passedOf(row(withMe), 'me')).toEqual(PASSED);
  expect(passedOf(row({ status: 'open', assignee: { id: 'another' } }), 'me')).toBeUndefined();
  expect(passedOf(row(WAITS), 'her')).toBeUndefined();
});

test('until it has been opened since: having seen it before is not having seen the note', () => {
  expect(passedOf(row(WAITS), 'me', 6)).toEqual(PASSED);
  expect(passedOf(row(WAITS), 'me', 7)).toBeUndefined();
});
